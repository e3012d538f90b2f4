"""How messages show values and list names."""

from __future__ import annotations

from collections.abc import Sequence

_CHARACTERS_SHOWN = 60
_VALUES_SHOWN = 20


def shown(value: str) -> str:
    """Return a value as a message shows it: in quotes, shortened, and without anything that steers a terminal."""
    short = value if len(value) <= _CHARACTERS_SHOWN else value[:_CHARACTERS_SHOWN] + "…"
    return "“" + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short) + "”"


def all_shown(values: Sequence[str]) -> str:
    """Return values as `shown` shows each, with commas; of very many only the first."""
    return ", ".join(map(shown, values[:_VALUES_SHOWN])) + (", …" if len(values) > _VALUES_SHOWN else "")


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: q1, q2 and q3."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
