"""How sources cite: what finds the numbers of citations in a text, and where nobody can tell whether there is one.

A raised 2 behind “m” is a unit's power, one behind “mg” a citation, and one behind “in” may be either. What can be
told is told by the data below; what cannot is a question for the editors, who answer it in `source.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

CITES, CITED = "\x02", "\x03"
"""Around the keys or numbers of a citation in a text: no text of a page or of a source can hold them."""
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")

_NUMBERS = r"\d{1,3}(?:\s?[,;]\s?\d{1,3}|[-–]\d{1,3})*"
_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_NUMBERS = rf"[{_FIGURES}]{{1,3}}(?:[,;⁻–-][{_FIGURES}]{{1,3}})*(?![{_FIGURES}⁺⁻])"
# A raised figure is a letter to regular expressions.
_LETTER = rf"[^\W\d_{_FIGURES}]"
_QUOTES = r"\"'”’»)\]"
_SIGNS = rf".,;:!?…{_QUOTES}"
_END = rf"[.!?…:;][{_QUOTES}]{{0,2}}"
_LAST_NUMBERS = re.compile(rf"(?:{_NUMBERS}|{_RAISED_NUMBERS})$")

_LENGTHS = frozenset("m cm mm dm km µm μm nm ft yd".split())  # noqa: SIM905  (a row of units reads better)
"""Units whose second and third powers are units of area and volume."""
_SQUARES = frozenset("I R r χ τ η".split())  # noqa: SIM905
"""Statistics that are squares: I², R², χ² ..."""
_MAYBE_UNITS = frozenset(("in", "s", "h"))
"""Units that may have a power, and words or letters that may not."""
_LETTER_UNITS = frozenset("ghdslmL")
_ABBREVIATIONS = frozenset("fig figs tab no nos sec ch vol eq art p pp vs app para ref refs".split())  # noqa: SIM905
"""What a number may belong to that stands behind its full stop."""


class Reading(Enum):
    """What a number behind a word is."""

    CITATION = "citation"
    NONE = "none"
    DOUBTFUL = "doubtful"


def _always(_match: re.Match[str]) -> Reading:
    return Reading.CITATION


def _read_raised(match: re.Match[str]) -> Reading:
    before, numbers = match["before"], match["numbers"]
    if not before[-1].isalnum():
        return Reading.CITATION
    is_power = numbers in ("²", "³")
    if before.isdigit():
        # 10⁹ is a power of ten; 10¹ and 10² hardly ever stand for one.
        return Reading.NONE if before == "10" and numbers not in ("¹", "²") else Reading.DOUBTFUL
    if (before in _LENGTHS and is_power) or (before in _SQUARES and numbers == "²"):
        return Reading.NONE
    is_list = numbers[0] in "²³" and len(numbers) > 1 and numbers[1] not in _FIGURES
    if before in _LENGTHS:
        return Reading.DOUBTFUL if is_list else Reading.CITATION
    if before in _MAYBE_UNITS:
        return Reading.DOUBTFUL if is_power or is_list else Reading.CITATION
    is_one = numbers != "¹" and all(figure in _FIGURES for figure in numbers)
    return Reading.DOUBTFUL if len(before) == 1 and is_one else Reading.CITATION


def _read_attached(match: re.Match[str]) -> Reading:
    before = match["before"]
    if not match["sign"]:
        return Reading.DOUBTFUL
    if match["sign"] != "." or not before.isalpha():
        return Reading.CITATION
    # “km/h.1” ends in a unit, “e.g.5” and “A.4” in none.
    is_letter = len(before) == 1 and (before not in _LETTER_UNITS or match.string[: match.start()].endswith("."))
    return Reading.DOUBTFUL if is_letter or before.casefold() in _ABBREVIATIONS else Reading.CITATION


@dataclass(frozen=True)
class CitationStyle:
    """How sources cite."""

    pattern: re.Pattern[str]
    """What finds a citation's numbers."""
    read: Callable[[re.Match[str]], Reading] = _always
    """Says what was found."""
    in_brackets: bool = False
    """Whether what stands around the numbers belongs to the citation."""


CITATION_STYLES: Mapping[str, CitationStyle | None] = {
    # Text. 1, 5, 4 (at the end of a line, or before a capital letter)
    "trailing-numbers": CitationStyle(
        re.compile(
            rf"""{_END}\s+(?P<numbers>{_NUMBERS})(?=[^\S\n]*$|\s+["“„«(\[]?(?=[^\W\d_])[^a-zß-öø-ÿ])""",
            re.MULTILINE,
        )
    ),
    # Text [1, 5-7].
    "brackets": CitationStyle(re.compile(rf"\[(?P<numbers>{_NUMBERS})\]"), in_brackets=True),
    # Text (1, 5-7).
    "parentheses": CitationStyle(re.compile(rf"\((?P<numbers>{_NUMBERS})\)"), in_brackets=True),
    # Text.¹,⁵ 5 mg¹ (m² is a unit)
    "superscripts": CitationStyle(
        re.compile(rf"(?P<before>{_LETTER}+|\d+|[{_SIGNS}%‰])(?P<numbers>{_RAISED_NUMBERS})"), _read_raised
    ),
    # Text.1,5 (5 mg),2 “Text”3
    "attached-numbers": CitationStyle(
        re.compile(
            rf"(?:(?P<before>{_LETTER}+|[%‰]|\d(?=[{_QUOTES}]))(?P<sign>[{_SIGNS}]{{1,3}})"
            rf"|(?<![\w/@.-])(?P<word>{_LETTER}{{3,}})(?<=[a-zß-öø-ÿ]))(?P<numbers>{_NUMBERS})(?!\w|[.,]\d)"
        ),
        _read_attached,
    ),
    "none": None,
}
"""How sources cite, by the name in `source.yml`."""


@dataclass(frozen=True)
class Citing:
    """How one source cites."""

    style: str
    """A name of CITATION_STYLES."""
    cited: tuple[str, ...] = ()
    """Words with a number behind them that is a citation, as the editors say."""
    not_cited: tuple[str, ...] = ()
    """Words with a number behind them that is none."""

    def marks_footnotes_alike(self, label: str) -> bool:
        """Return whether the source marks a footnote as it marks a reference."""
        return self.style == "superscripts" and label.isascii() and label.isdigit()


@dataclass(frozen=True)
class _Found:
    words: tuple[int, int]
    """Where the word and its numbers stand."""
    numbers: tuple[int, int]
    whole: tuple[int, int]
    """What the citation takes the place of."""
    reading: Reading


def _find(text: str, citing: Citing) -> Iterator[_Found]:
    """Yield the numbers of a text that may be citations, in order."""
    style = CITATION_STYLES[citing.style]
    if style is None:
        return
    told = list(_find_told(text, citing))
    for match in style.pattern.finditer(text):
        start, end = match.span("numbers")
        if not any(first < end and start < last for first, last in (each.words for each in told)):
            whole = match.span() if style.in_brackets else (start, end)
            told.append(_Found(match.span(), (start, end), whole, style.read(match)))
    yield from sorted(told, key=lambda found: found.numbers)


def _find_told(text: str, citing: Citing) -> Iterator[_Found]:
    for words, reading in ((citing.cited, Reading.CITATION), (citing.not_cited, Reading.NONE)):
        for each in words:
            numbers = _LAST_NUMBERS.search(each)
            length = len(numbers[0]) if numbers else 0
            for match in re.finditer(rf"(?<!\w){re.escape(each)}(?![\w{_FIGURES}])", text):
                span = (match.end() - length, match.end())
                yield _Found(match.span(), span, span, reading if length else Reading.NONE)


def find_doubtful(text: str, citing: Citing) -> Iterator[tuple[int, str]]:
    """Yield where a text has a number that may be a citation or not, and the words that it stands behind."""
    seen = set[str]()
    for found in _find(text, citing):
        start, end = found.words
        words = text[start:end]
        if found.reading is Reading.DOUBTFUL and words not in seen:
            seen.add(words)
            yield start, words


def mark_citations(text: str, citing: Citing) -> str:
    """Return a source's text with its citations marked; its line breaks stay where they are."""
    parts: list[str] = []
    at = 0
    for found in _find(text, citing):
        if found.reading is Reading.CITATION:
            numbers = text[slice(*found.numbers)]
            parts += [text[at : found.whole[0]], CITES, " ".join(expand_numbers(numbers)), CITED]
            parts.append("\n" * numbers.count("\n"))
            at = found.whole[1]
    return "".join([*parts, text[at:]])


def expand_numbers(written: str) -> list[str]:
    """Return the numbers of a citation in their order: "1, 5-7" is 1, 5, 6, 7."""
    numbers: list[str] = []
    for part in re.split(r"\s*[,;]\s*", written.translate(RAISED)):
        first, _dash, last = part.replace("–", "-").partition("-")
        # A run that goes back is none, and stays as it was written.
        run = range(int(first), int(last or first) + 1)
        numbers += map(str, run) if run else [part]
    return numbers
