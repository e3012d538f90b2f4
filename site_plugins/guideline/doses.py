"""Tables of doses: what a column holds, whether each number has its unit, and what is easily misread.

A dose without its unit is refused. What bodies for safe prescribing call prone to error, such as "1.0 mg", stays as
the source has it, and a note below the table says how it may be misread: ISMP, List of Error-Prone Abbreviations,
Symbols, and Dose Designations; The Joint Commission, Official "Do Not Use" List.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from site_plugins.guideline.units import WORD, find_units, is_amount, is_unit


class ColumnKind(StrEnum):
    """What a column of a dose table holds."""

    DRUG = "drug"
    DOSE = "dose"
    UNIT = "unit"
    """The unit of the doses and maxima of its row."""
    ROUTE = "route"
    FREQUENCY = "frequency"
    DURATION = "duration"
    MAXIMUM = "maximum"
    WEIGHT = "weight"
    """The body weight that a row is for."""
    AGE = "age"
    INDICATION = "indication"
    NOTE = "note"
    """Anything else."""


REQUIRED = (ColumnKind.DRUG, ColumnKind.DOSE)
QUANTITIES = (ColumnKind.DOSE, ColumnKind.MAXIMUM)
"""Amounts, for which the column of units holds."""
MEASURED = (*QUANTITIES, ColumnKind.WEIGHT, ColumnKind.AGE)
"""Where no number may be without its unit."""
_READ_WITH_CARE = (*MEASURED, ColumnKind.UNIT, ColumnKind.ROUTE, ColumnKind.FREQUENCY)


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HEADINGS = {
    ColumnKind.DRUG: "drug drugs medicine medicines medication medications substance agent",
    ColumnKind.DOSE: "dose doses dosage dosages amount",
    ColumnKind.UNIT: "unit units",
    ColumnKind.ROUTE: "route routes administration",
    ColumnKind.FREQUENCY: "frequency interval intervals",
    ColumnKind.DURATION: "duration",
    ColumnKind.MAXIMUM: "maximum maxima max",
    ColumnKind.WEIGHT: "weight",
    ColumnKind.AGE: "age ages",
    ColumnKind.INDICATION: "indication indications use",
    ColumnKind.NOTE: "note notes comment comments remark remarks",
}
"""The words of a heading that say what its column holds."""
_NARROWER = ({ColumnKind.MAXIMUM, ColumnKind.DOSE}, {ColumnKind.UNIT, ColumnKind.DOSE})
"""“Maximum dose” and “dose unit” are the first of the two."""


def find_column_kind(heading: str) -> ColumnKind | None:
    """Return what a column holds by its heading, or None where the heading does not say it, or says two things."""
    words = set(re.findall(r"[a-z]+", heading.casefold()))
    found = {kind for kind, names in _HEADINGS.items() if words & set(names.split())}
    if found in _NARROWER:
        found.discard(ColumnKind.DOSE)
    return found.pop() if len(found) == 1 else None


# ---- Numbers and units ------------------------------------------------------------------------------------------

_NO_UNITS = _words(
    """
    a an and as at before by after daily during each every followed for from if in increasing not of on once or per
    plus maximum max over reduced repeated then to twice until up when where with within x
    """
)
"""What goes on behind a number whose unit stands in the heading or in a column of units."""
_BLANK = r"[\s\u00a0\u202f]"
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+|[½¼¾⅓⅔]"
# Not a digit of a name such as B12 or m2.
_NUMBER = re.compile(
    rf"(?<![\w.,^])(?:{_DIGITS})(?:{_BLANK}?[½¼¾⅓⅔/]\d*(?=\D|$))?(?:{_BLANK}?[×x]{_BLANK}?10\^?\d+|\^\d+)?"
)
_UNIT_BEHIND = re.compile(rf"{_BLANK}*[-\u2011]?{_BLANK}*({WORD.pattern})")
_JOINED = re.compile(
    rf"{_BLANK}*(?:[-–—−/,:+±×x*]|\b(?:to|or|and|then|up to|increasing to)\b){_BLANK}*(?:[<>≤≥]{_BLANK}*)?"
)
_COUNTED = re.compile(
    rf"\b(?:day|days|week|weeks|month|months|cycle|step|stage|grade|type|class|phase|level){_BLANK}*$",
    re.IGNORECASE,
)
# A strength, such as 1:1,000, 1 in 1000 or 1/10 000, where no unit makes an amount of it. 5:10 and “1 in 2” may be
# anything: that a dose is divided, a range whose dash was misread, a time.
_THOUSANDS = r"(?:\d{4,}|\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+)(?!\d)"
_TENS = rf"(?:{_THOUSANDS}|[1-9]\d+)"
_RATIO = re.compile(
    rf"(?<![\w.,:/])1(?:{_BLANK}*:{_BLANK}*{_TENS}|{_BLANK}+in{_BLANK}+{_TENS}|{_BLANK}*/{_BLANK}*{_THOUSANDS})"
    rf"(?![\d:/]|[.,]\d)"
    rf"(?!{_BLANK}+(?:equally|evenly|daily|divided|equal|separate|single|split|smaller|portions?|parts?|fractions?|"
    rf"installments?|instalments?)\b)"
)
# What is mixed, whose parts may be any numbers.
_PARTS = rf"\d+{_BLANK}*:{_BLANK}*(?:{_THOUSANDS}|\d+)"
_MIXTURE = re.compile(
    rf"(?i)\b(?:mixed|mixture|diluted|dilution|ratio){_BLANK}+(?:(?:of|to|at|in|as|a){_BLANK}+)*"
    rf"(?P<parts>{_PARTS})(?![\d:/]|[.,]\d)"
    rf"|(?<![\w.,:/])(?P<before>{_PARTS})(?={_BLANK}+(?:mix|mixture|mixed|diluted|dilution|ratio)\b)"
)
_TIMES = re.compile(rf"(?:×|(?<![^\W\d_])x){_BLANK}*$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")


def find_numbers_without_unit(words: str, more: Collection[str] = ()) -> list[str]:
    """Return the numbers of a text that no unit belongs to. In “5–10 mg” the unit is both numbers'."""
    words = _without_ratios(words, more)
    found = list(_NUMBER.finditer(words))
    bare: list[str] = []
    has_unit = False
    counted = False
    for place in reversed(range(len(found))):
        match = found[place]
        behind = words[match.end() :]
        unit = _UNIT_BEHIND.match(behind)
        following = found[place + 1] if place + 1 < len(found) else None
        joined = following is not None and _JOINED.fullmatch(words[match.end() : following.start()])
        has_unit = bool(
            (unit and (is_unit(unit[1], more) or _ORDINAL.fullmatch(unit[1])))
            or (joined and has_unit)
            or _TIMES.search(words[: match.start()])
        )
        counted = _is_counted(words, found, place)
        if not has_unit and not counted:
            bare.insert(0, match[0])
    return bare


def _without_ratios(words: str, more: Collection[str]) -> str:
    """Return a text of the same length in which no ratio is a number."""
    for start, end in _find_ratios(words, more):
        words = words[:start] + ":" * (end - start) + words[end:]
    return words


def _find_ratios(words: str, more: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where each ratio of a text begins and ends; “1 in 24 hours” is none."""
    found = {match.span() for match in _RATIO.finditer(words)}
    found |= {match.span("parts" if match["parts"] else "before") for match in _MIXTURE.finditer(words)}
    for start, end in sorted(found):
        unit = _UNIT_BEHIND.match(words[end:])
        if not (unit and is_unit(unit[1], more)):
            yield start, end


def _is_counted(words: str, found: Sequence[re.Match[str]], place: int) -> bool:
    """Tell whether a number counts something that stands before it, as in “day 1” and “days 1–5”."""
    if _COUNTED.search(words[: found[place].start()]):
        return True
    before = found[place - 1] if place else None
    if before is None or not _JOINED.fullmatch(words[before.end() : found[place].start()]):
        return False
    return _is_counted(words, found, place - 1)


def has_number(words: str) -> bool:
    """Tell whether a text has a number in digits."""
    return _NUMBER.search(words) is not None


@dataclass(frozen=True)
class DoseCell:
    """A cell of a dose table."""

    kind: ColumnKind
    words: str
    heading: str


def find_dose_faults(cells: Sequence[DoseCell], more: Collection[str] = ()) -> Iterator[tuple[DoseCell, str]]:
    """Yield the cells of a row in which a number has no unit or a unit no number, and what is wrong in words.

    `more` are the units that the table adds.
    """
    units = [cell for cell in cells if cell.kind is ColumnKind.UNIT]
    for cell in units:
        if cell.words and not find_units(cell.words, more):
            yield cell, f"“{cell.words}” is not a unit that is known; {_add(cell.words)}"
    given = any(cell.words for cell in units)
    for cell in cells:
        if cell.kind not in MEASURED:
            continue
        bare = find_numbers_without_unit(cell.words, more)
        if (given and cell.kind in QUANTITIES) or _has_unit(cell, more):
            # In “2 grains” of a column in mg, the grains would be lost.
            bare = [number for number in bare if _names_something(number, cell.words)]
        if bare:
            yield cell, f"{_quote(bare)} in “{cell.words}” has no unit. {_what_to_do(bare[0], cell, more)}"
        elif cell.kind in QUANTITIES and cell.words and _is_unit_alone(cell.words, more):
            yield cell, f"“{cell.words}” is a unit without a number; write the number before it."
    amounts = [cell for cell in cells if cell.kind in QUANTITIES and cell.words]
    if given and not amounts:
        yield next(cell for cell in units if cell.words), "This unit has no number: the row has no dose."


def _has_unit(cell: DoseCell, more: Collection[str]) -> bool:
    """Tell whether a cell's heading names the unit, as “Dose (mg)” does and “Dose (per day)” does not."""
    named = re.findall(r"[(\[]([^)\]]*)|,\s*([^,]*)$|\bin\s+(.*)$", cell.heading)
    units = find_units(" ".join(part for parts in named for part in parts), more)
    return bool([unit for unit in units if cell.kind is ColumnKind.AGE or is_amount(unit)])


def _names_something(number: str, words: str) -> bool:
    behind = _UNIT_BEHIND.match(words.partition(number)[2])
    return behind is not None and behind[1].casefold() not in _NO_UNITS


def _quote(numbers: Sequence[str]) -> str:
    return ", ".join(f"“{each}”" for each in numbers)


def _add(word: str) -> str:
    return f"if it is one, add it to the table's options: units: [{word}]."


def _what_to_do(number: str, cell: DoseCell, more: Collection[str]) -> str:
    behind = _UNIT_BEHIND.match(cell.words.partition(number)[2])
    ask = "Write its unit behind it, in the heading or in a column of units, as the source has it"
    if behind and not is_unit(behind[1], more):
        return f"{ask}; “{behind[1]}” is not a unit that is known: {_add(behind[1])}"
    return f"{ask}."


def _is_unit_alone(words: str, more: Collection[str]) -> bool:
    parts = WORD.findall(words)
    return bool(parts) and not has_number(words) and all(is_unit(part, more) or part == "per" for part in parts)


# ---- What is easily misread -------------------------------------------------------------------------------------

_MISREAD = {
    "trailing-zero": r"(?<![\d.,])\d+[.,](?:0{1,2}|0{4,})(?![\d.,])",
    "naked-decimal": r"(?<![\d.,\w])[.,]\d+",
    "separator": r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![\d.,])",
    "large-number": r"(?<![\d.,])\d{5,}",
    "microgram": r"(?<![^\W\d_])[µμ]g\b",
    "unit": r"(?<=\d)\s*[uU]\b(?![./]?[a-z])|^[uU]$|^[uU](?=/)",
    "international-unit": r"\b(?:IU|iu)\b",
    "cubic-centimetre": r"(?<![a-z])cc\b",
    "daily": r"(?i)\b(?:q\.?\s?d|q\.?\s?o\.?\s?d|o\.?d)\b",
    "run-together": r"\d(?:(?:[mM]|[µμu]|[mM][cC]|[mM]icro)(?:[gGlL]|[mM]ol)|m[eE]q|[mM]icrograms?|[uU]nits?)\b",
    "fraction": r"(?<![\w/])1/[2-9]\b(?!/)",
}
"""What is looked for, by the names of what is said about it (`dose.misread-...` in `texts.py`)."""
_STRENGTH = re.compile(rf"(?<![\w.,:/])1{_BLANK}*(?::|/|in\b){_BLANK}*{_THOUSANDS}(?![:/]|[.,]\d)")


def find_misread(cells: Sequence[DoseCell], more: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield what of a row's cells is easily misread: the name of the reason, and the words.

    `more` are the units that the table adds.
    """
    for cell in cells:
        # A strength may stand beside the drug's name, or in a note, where “1 in 20” may be a share of anything.
        ratios = {match.span() for match in _STRENGTH.finditer(cell.words)}
        if cell.kind in (*MEASURED, ColumnKind.DRUG):
            ratios |= {*_find_ratios(cell.words, more)}
        yield from (("ratio", cell.words[start:end]) for start, end in sorted(ratios))
        if cell.kind in _READ_WITH_CARE:
            for name, pattern in _MISREAD.items():
                for match in re.finditer(pattern, cell.words):
                    yield name, match[0].strip()
