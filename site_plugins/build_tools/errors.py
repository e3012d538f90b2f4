"""What can go wrong while the runtime is built."""


class MissingRuntimeError(RuntimeError):
    """Something that the runtime is made of is not there, or could not be built."""
