"""How messages show values and list names."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.core.language import GOES_ON, drop_marks
from calculator.core.texts import text

_CHARACTERS_SHOWN = 60
_VALUES_SHOWN = 20
_NUMBER_WORDS = 10


def quote(value: str) -> str:
    """Return a value as a message shows it: in quotes, shortened, and without anything that steers a terminal."""
    short = value if len(value) <= _CHARACTERS_SHOWN else value[:_CHARACTERS_SHOWN] + "…"
    return "“" + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short) + "”"


def quote_all(values: Sequence[str]) -> str:
    """Return values as `quote` writes each, with commas; of very many only the first."""
    return ", ".join(map(quote, values[:_VALUES_SHOWN])) + (", …" if len(values) > _VALUES_SHOWN else "")


def one_line(typed: str, most: int) -> str:
    """Return what somebody typed on one line without what cannot be seen, `most` characters at most."""
    # What is not printable has none, such as a control character or a mark that turns the direction of reading.
    visible = "".join(" " if c.isspace() else c for c in typed if c.isspace() or c.isprintable())
    return " ".join(visible.split())[:most].strip()


def number_word(number: int) -> str:
    """Return a number as a sentence writes it: in a word up to nine."""
    return text[f"number.{number}"] if number < _NUMBER_WORDS else str(number)


def begin_sentence(words: str) -> str:
    """Return words with a capital, to stand at the beginning of a sentence."""
    # Marks of another language, which nobody sees, end before it.
    start = words.find(GOES_ON) + 1
    place = next((at for at in range(start, len(words)) if words[at].isalnum()), start)
    return words[:place] + words[place : place + 1].upper() + words[place + 1 :]


def first_letter(words: str) -> str:
    """Return the first letter or digit of words, as a capital; empty where they have none."""
    return next((character.upper() for character in drop_marks(words) if character.isalnum()), "")


def join_names(names: Sequence[str]) -> str:
    """Return names, at least one, as a sentence lists them: q1, q2 and q3."""
    return _join_last("list.and", names)


def join_choices(names: Sequence[str]) -> str:
    """Return names, at least one, of which one is meant: q1, q2 or q3."""
    return _join_last("list.or", names)


def list_names(names: Sequence[str]) -> str:
    """Return names with commas between them."""
    return text["list.comma"].join(names)


def _join_last(key: str, names: Sequence[str]) -> str:
    *before, last = names
    return text(key, before=list_names(before), last=last) if before else last
