"""A guideline's glossary: what its abbreviations and terms mean, and where a text uses them.

A term is found as a whole word, in the case in which it is written. Two other forms are the same word: a small
first letter may be a capital one, as at the beginning of a sentence, and in English an abbreviation may end in the
s of the plural (NSAIDs). Where two terms could begin at the same place, the longer one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from unicodedata import category, normalize
from urllib.parse import quote

from markdown.util import AMP_SUBSTITUTE

from site_plugins.guideline.alphabet import sort_key

# Scripts that set no blanks between words: a term may stand in the midst of a line.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Joiners tie an ending to its word in Persian, and letters in the scripts of India.
_IN_WORD = re.compile(rf"(?![{_UNSPACED}])[\w\u200c\u200d]")
_NOT_IN_WORD = rf"(?!(?![{_UNSPACED}])[\w\u200c\u200d])"
_ESCAPED = re.compile(r"\x02(\d+)\x03")


@dataclass(frozen=True)
class Term:
    """An abbreviation or a term, with what it means: a long form, an explanation, or both."""

    term: str
    long: str | None
    meaning: str | None
    also: tuple[str, ...]
    """Other spellings that mean the same."""
    exceptions: tuple[str, ...]
    """Phrases in which it means something else, or is no term."""
    by_source: bool
    """Whether the source says what it means; else the editors do."""
    citations: tuple[str, ...]
    anchor: str
    """The id of its entry on each page that uses it: no heading and no statement can have it."""
    page: str = ""
    """The address of the first page that uses it."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which it is written."""
        return (self.term, *self.also)

    @property
    def words(self) -> str:
        """What it means, in plain text."""
        return join_meaning(self.long, self.meaning)

    @property
    def url(self) -> str:
        """The address of its entry within the site."""
        return f"{self.page}#{quote(self.anchor, safe=':')}"


@dataclass(frozen=True)
class FoundTerm:
    """A place in a text where a term stands, or a phrase that is an exception."""

    start: int
    end: int
    term: Term | None
    """None for an exception."""
    written: str
    """The spelling or the phrase, as the glossary has it."""


class TermFinder:
    """Finds the terms of a glossary in texts, also in those of Python-Markdown's tree, with its escapes."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self._by_words: dict[str, tuple[Term | None, str]] = {}
        written: dict[str, tuple[Term | None, str]] = {
            each: (term, each) for term in terms for each in term.spellings
        }
        written |= {each: (None, each) for term in terms for each in term.exceptions}
        self._add(written)
        if language.partition("-")[0] == "en":
            self._add({f"{each}s": entry for each, entry in written.items() if entry[0] and _is_abbreviation(each)})
        self._add({each[0].upper() + each[1:]: entry for each, entry in [*self._by_words.items()]})
        longest_first = sorted(self._by_words, key=lambda each: (-len(each), each))
        self._pattern = re.compile("|".join(map(_pattern_of, longest_first)))

    def _add(self, entries: Mapping[str, tuple[Term | None, str]]) -> None:
        """Take further spellings, in each form of their accents; those that are known already stay."""
        for words, entry in entries.items():
            for form in (words, normalize("NFC", words), normalize("NFD", words)):
                self._by_words.setdefault(form, entry)

    def find(self, text: str) -> Iterator[FoundTerm]:
        """Yield the terms and exceptions of a text in their order; none overlaps another."""
        if not self._by_words:
            return
        at = 0
        while match := self._pattern.search(text, at):
            start, end = match.span()
            if _begins_within_word(text, start) or _is_mark(text[end : end + 1]):
                at = start + 1
                continue
            term, written = self._by_words[_as_written(match[0])]
            yield FoundTerm(start, end, term, written)
            at = end

    def terms_in(self, text: str) -> dict[Term, None]:
        """Return the terms that a text uses, in their order."""
        return dict.fromkeys(found.term for found in self.find(text) if found.term is not None)


def join_meaning(long: str | None, meaning: str | None) -> str:
    """Return a long form and what it means as one text; one of them may be None."""
    if long and meaning:
        end = "" if long.endswith((".", "!", "?")) else "."
        return f"{long}{end} {meaning}"
    return long or meaning or ""


def in_alphabetical_order(terms: Sequence[Term], language: str) -> list[Term]:
    """Return terms in the order of a language's alphabet."""
    return sorted(terms, key=lambda term: sort_key(term.term, language))


def _is_abbreviation(spelling: str) -> bool:
    return spelling[-1].isupper() and len(spelling) > 1


def _pattern_of(spelling: str) -> str:
    end = _NOT_IN_WORD if _IN_WORD.match(spelling[-1]) else ""
    return "".join(map(_character_pattern, spelling)) + end


def _character_pattern(character: str) -> str:
    if character.isalnum() or category(character).startswith("M"):
        return re.escape(character)
    if character == " ":
        return r"\s+"
    if character == "&":
        return f"&(?:amp;)?|{AMP_SUBSTITUTE}amp;".join(("(?:", ")"))
    return rf"(?:{re.escape(character)}|\x02{ord(character)}\x03)"


def _as_written(found: str) -> str:
    """Return what was found as the glossary writes it: without escapes, with single blanks."""
    plain = _ESCAPED.sub(lambda match: chr(int(match[1])), found.replace(AMP_SUBSTITUTE, "&"))
    return " ".join(unescape(plain).split())


def _begins_within_word(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if not before or not _IN_WORD.match(text[start]):
        return False
    return bool(_IN_WORD.match(before)) or _is_mark(before)


def _is_mark(character: str) -> bool:
    return bool(character) and category(character).startswith("M")
