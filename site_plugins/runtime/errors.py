"""What can go wrong while the runtime is built."""


class MissingRuntimeError(RuntimeError):
    """A part of the runtime is not there, or could not be built."""
