"""The build for developers: its pages show tracebacks, which may hold answers. It must not be published."""

from __future__ import annotations

DEBUG_NOTICE = """\
THIS IS A DEBUG BUILD: runtime.debug is true.
          Its pages show Python's tracebacks, which may hold what a reader answered. Do not publish it."""


def refuse_debug(command: str, *, strict: bool) -> str | None:
    """Return why a debug build must not be made, or None where it may.

    `command` is MkDocs' own: `serve` shows a site on this computer alone, `gh-deploy` publishes it, and what a
    strict `build` writes may be published.
    """
    if command == "serve" or (command == "build" and not strict):
        return None
    return (
        "runtime.debug is true, and what `mkdocs gh-deploy` or a strict `mkdocs build` makes may be published. "
        "Take it out of mkdocs.yml (or LUMBAR_DEBUG out of the environment). Allowed with it: `mkdocs serve`, and "
        "`mkdocs build --no-strict`, to look at on this computer alone."
    )
