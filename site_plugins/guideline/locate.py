"""Finding the line of a page that a problem is about: Python-Markdown's tree does not know it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from site_plugins.guideline.front_matter import split_front_matter
from site_plugins.problems import Problem, read_text

FIRST_WORDS = 6
"""So many words tell a sentence from the others."""

_WORD = re.compile(r"[^\W_]+")


class Locate:
    """Makes a problem of a sentence: each method finds the line by something else.

    What is not found, because another extension made it, has no line.
    """

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self.file = file
        self._lines = lines

    @classmethod
    def in_file(cls, file: Path) -> Locate:
        """Return the one for a page's file, whose front matter is not searched."""
        _front, body = split_front_matter(read_text(file))
        return cls(str(file), body.split("\n"))

    def at_text(self, text: str, problem: str) -> Problem:
        """Return the problem at the beginning of a text, which the source may mark up or break into lines."""
        start = _WORD.findall(text)[:FIRST_WORDS]
        words = [(word, number) for number, line in self._numbered() for word in _WORD.findall(line)]
        for place in range(len(words) - len(start) + 1 if start else 0):
            if [word for word, _number in words[place : place + len(start)]] == start:
                return Problem(self.file, words[place][1], problem)
        return Problem(self.file, None, problem)

    def at_literal(self, literal: str, problem: str) -> Problem:
        """Return the problem at something that the source holds exactly so."""
        return self._at(re.escape(literal), problem)

    def at_key(self, key: str, problem: str) -> Problem:
        """Return the problem at the first citation of a reference."""
        return self._at(rf"@{re.escape(key)}\s*[;\]]", problem)

    def at_id(self, name: str, problem: str, *, nth: int = 1) -> Problem:
        """Return the problem at the nth statement with that id."""
        return self._at(rf"\{{[^{{}}]*#{re.escape(name)}[\s}}]", problem, nth)

    def at_block(self, name: str, argument: str, problem: str, *, nth: int = 1) -> Problem:
        """Return the problem at the nth block `/// name | argument`."""
        return self._at(rf"^\s*/{{3,}}\s*{re.escape(name)}\s*\|\s*{re.escape(argument)}\s*$", problem, nth)

    def at_item(self, name: str, problem: str) -> Problem:
        """Return the problem at a name in a list of a block's options."""
        return self._at(rf"[\[,\s-]{re.escape(name)}\s*(?:[,\]]|$)", problem)

    def _at(self, pattern: str, problem: str, nth: int = 1) -> Problem:
        found = [number for number, line in self._numbered() if re.search(pattern, line)]
        return Problem(self.file, found[nth - 1] if len(found) >= nth else None, problem)

    def _numbered(self) -> enumerate[str]:
        return enumerate(self._lines, start=1)
