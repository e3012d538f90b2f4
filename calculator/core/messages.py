"""How messages show values and list names."""

from __future__ import annotations

from collections.abc import Sequence

_CHARACTERS_SHOWN = 60
_VALUES_SHOWN = 20


def quote(value: str) -> str:
    """Return a value as a message shows it: in quotes, shortened, and without anything that steers a terminal."""
    short = value if len(value) <= _CHARACTERS_SHOWN else value[:_CHARACTERS_SHOWN] + "…"
    return "“" + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short) + "”"


def quote_all(values: Sequence[str]) -> str:
    """Return values as `quote` writes each, with commas; of very many only the first."""
    return ", ".join(map(quote, values[:_VALUES_SHOWN])) + (", …" if len(values) > _VALUES_SHOWN else "")


def number_word(number: int) -> str:
    """Return a number as a sentence writes it: in a word up to nine."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)


def join_names(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: q1, q2 and q3."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
