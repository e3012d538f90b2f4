"""Finding the place of a page that a problem is about: Python-Markdown's tree does not know it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from site_plugins.diagnostics.problems import FileText, Place, Problem, read_text
from site_plugins.guideline.code import without_code
from site_plugins.guideline.front_matter import split_front_matter

FIRST_WORDS = 6
"""So many words tell a sentence from the others."""

_WORD = re.compile(r"[^\W_]+")


class Locate:
    """Makes a problem of a sentence: each method finds the line and the column by something else.

    What stands in code is found only where nothing else fits. What is not found, because another extension made it,
    has no line.
    """

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self.file = file
        self._text = FileText(file, "\n".join(lines))

    @classmethod
    def in_file(cls, file: Path) -> Locate:
        """Return the one for a page's file, whose front matter is not searched."""
        _front, body = split_front_matter(read_text(file))
        return cls(str(file), body.split("\n"))

    def at_text(self, text: str, problem: str) -> Problem:
        """Return the problem at the beginning of a text, which the source may mark up or break into lines."""
        start = _WORD.findall(text)[:FIRST_WORDS]
        for source in (self._without_code, self._text.text):
            words = list(_WORD.finditer(source))
            for place in range(len(words) - len(start) + 1 if start else 0):
                if [word[0] for word in words[place : place + len(start)]] == start:
                    return self._text.at(words[place].start()).problem(problem)
        return Problem(self.file, None, problem)

    def at_literal(self, literal: str, problem: str) -> Problem:
        """Return the problem at something that the source holds exactly so."""
        return self._at(re.escape(literal), problem)

    def at_key(self, key: str, problem: str) -> Problem:
        """Return the problem at the first citation of a reference."""
        return self.at_each_key(key, problem)[0]

    def at_each_key(self, key: str, problem: str) -> list[Problem]:
        """Return the problem at every citation of a reference."""
        places = self._find(rf"(?<=[\[;\s])@{re.escape(key)}(?=\s*[;\]])", 1)
        return [place.problem(problem) for place in places or [Place(self.file, None)]]

    def at_id(self, name: str, problem: str, *, nth: int = 1) -> Problem:
        """Return the problem at the nth statement with that id."""
        return self._at(rf"\{{[^{{}}\n]*(?P<at>#{re.escape(name)})[\s}}]", problem, nth)

    def at_block(self, name: str, argument: str, problem: str, *, nth: int = 1) -> Problem:
        """Return the problem at the nth block `/// name | argument`."""
        blank = r"[^\S\n]*"
        opening = rf"/{{3,}}{blank}{re.escape(name)}{blank}\|{blank}{re.escape(argument)}{blank}$"
        return self._at(rf"^{blank}(?P<at>{opening})", problem, nth)

    def at_item(self, name: str, problem: str) -> Problem:
        """Return the problem at a name in a list of a block's options."""
        before, after = r"^[^\S\n]+(?:[^\n]*[\[,\s-])??", r"[^\S\n]*(?:[,\]]|$)"
        return self._at(rf"{before}(?P<at>{re.escape(name)}){after}", problem)

    @cached_property
    def _without_code(self) -> str:
        return without_code(self._text.text)

    def _at(self, pattern: str, problem: str, nth: int = 1) -> Problem:
        places = self._find(pattern, nth)
        return (places[nth - 1] if places else Place(self.file, None)).problem(problem)

    def _find(self, pattern: str, least: int) -> list[Place]:
        """Return the places of all matches, or of the parts called `at`; none if there are fewer than `least`."""
        for source in (self._without_code, self._text.text):
            found = list(re.finditer(pattern, source, re.MULTILINE))
            if len(found) >= least:
                return [self._text.at(match.start("at" if match.re.groups else 0)) for match in found]
        return []
