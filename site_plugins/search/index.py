"""The index: which terms stand in which entries, and what is shown of these, cut into small files.

A page that was opened from a folder may load scripts and nothing else, so every file is a script that hands its
data to `lumbarSearchChunk`. `assets/search-index.js` reads them.

    manifest   how many entries there are, and the files: of terms by their first term, of rows by their first entry
    entries    kinds, sections, ratings, and which entries rest on which reference
    terms-...  a line for each term, sorted: the term, and its entries with how much it tells about each
    rows-...   a line for each entry: what is shown of it

The names hold a hash of the content: a new site never mixes with what a browser kept of the old one.

Numbers are written as short text, in letters that stand in a script as they are: in digits of five bits, the lowest
first; all but the last digit of a number have 32 added.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import chain, groupby, pairwise

from site_plugins.search.entries import Entry, ResultKind
from site_plugins.search.terms import Terms

FOLDER = "assets/search"
"""Where the files stand within the site."""
TERMS_SIZE, ROWS_SIZE = 16_000, 32_000
"""Characters of one file: small enough to be read within a frame, large enough to be few."""
KINDS = {
    "do": "d",
    "consider": "c",
    "caution": "u",
    "dont": "n",
    "fact": "f",
    "red-flag": "r",
    "against": "a",
    "good-practice": "g",
    "good-practice-against": "h",
    "no-recommendation": "o",
    "research": "e",
    "mixed": "m",
    ResultKind.PART: "P",
    ResultKind.NOTE: "N",
    ResultKind.REFERENCE: "R",
    ResultKind.SECTION: "S",
    ResultKind.TABLE: "T",
    ResultKind.FIGURE: "F",
    ResultKind.FOOTNOTE: "O",
    ResultKind.TERM: "A",
}
"""A letter for each kind: a site may have tens of thousands of entries."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

_SATURATION, _BY_LENGTH, _USUAL = 4.0, 0.5, 100
"""Okapi BM25's k1 in units of a field's weight, its b, and the weight of all words of a usual entry: a word in a
short text tells more about it. The usual weight is no site's mean: an entry is written alike on every site."""
_LEVEL_BITS = 6
_LENGTHS = 8
"""Lengths that differ by less are taken for one."""


type Write = Callable[[str, str], object]
"""Takes the address of a file within the site, and its text."""


@dataclass(frozen=True)
class _Contents:
    """What the entries hold, by their numbers."""

    terms: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    """For each term an integer for each entry that it stands in: the entry's number, and its level there."""
    kinds: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    rated: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The entries of each rating."""
    rows: list[str] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    """The numbers of references."""
    rests_on: dict[int, tuple[str, ...]] = field(default_factory=dict)


def write_index(entries: Iterable[Entry], write: Write) -> tuple[str, str]:
    """Write the files of an index; return the addresses of the two that every search needs: entries and manifest.

    The order of the entries decides between results that are equally good.
    """
    contents = _collect(entries)
    cited_by = defaultdict(list)
    for citing, keys in contents.rests_on.items():
        for key in keys:
            cited_by[contents.keys[key]].append(citing)
    names: dict[str, int] = {}
    runs = [(names.setdefault(name, len(names)), len(list(same))) for name, same in groupby(contents.sections)]
    about = [
        "".join(contents.kinds),
        "\t".join(names),
        encode_numbers(value for run in runs for value in run),
        "\t".join(contents.rated),
        "\t".join(map(encode_gaps, contents.rated.values())),
        *(f"{reference} {encode_gaps(citing)}" for reference, citing in sorted(cited_by.items())),
    ]
    name = _write("entries", about, write)
    manifest = {
        "size": len(contents.rows),
        "entries": name,
        "terms": [
            (lines[0].partition(" ")[0], _write(f"terms-{place}", lines, write))
            for place, (_first, lines) in enumerate(_cut(_term_lines(contents), TERMS_SIZE))
        ],
        "rows": [
            (first, _write(f"rows-{place}", lines, write))
            for place, (first, lines) in enumerate(_cut(_row_lines(contents), ROWS_SIZE))
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    return address_of(name), address_of(_write("manifest", [text], write))


def address_of(name: str) -> str:
    """Return the address of a file of the index, or of a script that reads it, within the site."""
    return f"{FOLDER}/{name}.js"


def _collect(entries: Iterable[Entry]) -> _Contents:
    contents = _Contents()
    postings_of, terms_of = contents.terms, Terms()
    for number, entry in enumerate(entries):
        weights: dict[str, int] = {}
        for weight, words in entry.fields:
            for term in chain.from_iterable(map(terms_of.__getitem__, words.split())):
                weights[term] = weights.get(term, 0) + weight
        place = number << _LEVEL_BITS
        level_of = _levels(sum(weights.values()) // _LENGTHS)
        for term, weight in weights.items():
            postings_of[term].append(place + level_of[weight])
        contents.kinds.append(KINDS[entry.kind])
        contents.sections.append(entry.section)
        for rating in entry.ratings:
            contents.rated[rating].append(number)
        shown = (entry.url, entry.title, entry.place, entry.text, entry.also, entry.warning, entry.language)
        contents.rows.append(_row(*shown))
        if entry.key:
            contents.keys[entry.key] = number
        if entry.rests_on:
            contents.rests_on[number] = entry.rests_on
    return contents


class _Levels(dict[int, int]):
    """How much a term tells about an entry of some length, 0 to 63, by the term's weight there."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self._damping = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length / _USUAL)

    def __missing__(self, weight: int) -> int:
        level = self[weight] = int((1 << _LEVEL_BITS) * weight / (weight + self._damping))
        return level


@cache
def _levels(lengths: int) -> _Levels:
    return _Levels(lengths * _LENGTHS)


def _row(*texts: str) -> str:
    row = "\t".join(texts)
    if "\n" in row or row.count("\t") >= len(texts):
        return "\t".join(" ".join(text.split()) for text in texts)
    return row


def _term_lines(contents: _Contents) -> Iterator[str]:
    """Yield the line of every term, in the order in which JavaScript compares texts."""
    for term in sorted(contents.terms, key=lambda term: term.encode("utf-16-be", "surrogatepass")):
        yield f"{term} {encode_postings(contents.terms.pop(term), _LEVEL_BITS)}"


def _row_lines(contents: _Contents) -> Iterator[str]:
    """Yield the line of every entry."""
    for entry, row in enumerate(contents.rows):
        rests_on = [str(contents.keys[key]) for key in contents.rests_on.get(entry, ())]
        yield f"{row}\t{','.join(rests_on)}"


def _cut(lines: Iterable[str], size: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines in chunks of about `size` characters, each with the number of its first line."""
    chunk: list[str] = []
    first = characters = 0
    for number, line in enumerate(lines, start=1):
        chunk.append(line)
        characters += len(line)
        if characters >= size:
            yield first, chunk
            chunk, first, characters = [], number, 0
    if chunk:
        yield first, chunk


def _write(name: str, lines: Sequence[str], write: Write) -> str:
    """Write a file with these lines; return its name."""
    data = json.dumps("\n".join(lines), ensure_ascii=False)
    name = f"{name}-{sha256(data.encode()).hexdigest()[:8]}"
    write(address_of(name), f'lumbarSearchChunk("{name}",{data});\n')
    return name


class _DigitsOf(dict[int, str]):
    """The text of numbers from 0 on, worked out once for each."""

    def __missing__(self, value: int) -> str:
        digits, rest = "", value
        while rest > 31:
            digits += DIGITS[rest & 31 | 32]
            rest >>= 5
        code = self[value] = digits + DIGITS[rest]
        return code


_DIGITS_OF = _DigitsOf()


def encode_numbers(values: Iterable[int]) -> str:
    """Return numbers from 0 on as text."""
    return "".join(map(_DIGITS_OF.__getitem__, values))


def encode_gaps(rising: Iterable[int]) -> str:
    """Return rising numbers as text: of each, how much it is above the one before."""
    return encode_numbers(after - before for before, after in pairwise(chain([0], rising)))


def encode_postings(packed: Iterable[int], level_bits: int) -> str:
    """Return rising numbers of entries as text, each with its level: one digit.

    `packed` are integers with an entry's number above `level_bits` bits of its level.
    """
    digits_of, level = _DIGITS_OF, (1 << level_bits) - 1
    return "".join(
        [
            digits_of[(after >> level_bits) - (before >> level_bits)] + DIGITS[after & level]
            for before, after in pairwise(chain([0], packed))
        ]
    )
