"""The text of a site of any size: made-up pages that cite made-up references, the same at every run.

Every page has 880 words and 20 citations, each of another reference. A citation ends a paragraph or list item of
its own, so that the very same text can be ordinary prose or statements of a guideline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any

from bench.words import Prose

WORDS = 880
"""The words of a page: its headings, paragraphs and list items, without citations."""
CITATIONS = 20
"""The citations of a page, and the references that it cites."""
REFERENCES = 200
"""The references of a site of ten pages or more; a smaller one has as many as its pages cite."""

SECTIONS = 5
_CITING_WORDS, _HEADING_WORDS, _PLAIN_PARAGRAPHS = 18, 4, 2
_PROSE_WORDS = WORDS - CITATIONS * _CITING_WORDS - (1 + SECTIONS) * _HEADING_WORDS
_SEED = 1964


class Form(StrEnum):
    """What a block of a page is."""

    TITLE = "# "
    HEADING = "## "
    PARAGRAPH = ""
    ITEM = "- "


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a list item, and the reference that it cites."""

    form: Form
    text: str
    key: str | None = None


@dataclass(frozen=True)
class Page:
    """A page of the site."""

    number: int
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """Its folder's name: page-0001."""
        return f"page-{self.number:04}"

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.blocks[0].text

    def markdown(self, *, statements: bool = False) -> str:
        """Return its text with `[@key]` citations; with `statements`, what cites is marked as a statement."""
        lines: list[str] = []
        number = 0
        for block, following in zip(self.blocks, (*self.blocks[1:], None), strict=True):
            line = block.form + block.text
            if block.key:
                number += 1
                line += f" [@{block.key}]"
                if statements:
                    line += f" {{: #{self.name}-{number} .do }}"
            lines.append(line)
            if following is None or not block.form is following.form is Form.ITEM:
                lines.append("")
        return "\n".join(lines)


@dataclass(frozen=True)
class Corpus:
    """Pages and the references that they cite."""

    pages: tuple[Page, ...]
    references: tuple[dict[str, Any], ...]
    """CSL-JSON records."""


def corpus(pages: int) -> Corpus:
    """Return the text of a site of so many pages. Every reference is cited by at least one of them."""
    keys = [f"made-up-{number:03}" for number in range(1, min(REFERENCES, pages * CITATIONS) + 1)]
    prose, random = Prose(_SEED), Random(_SEED)
    references = tuple(_article(key, prose, random) for key in keys)
    return Corpus(tuple(_pages(pages, keys, prose, random)), references)


def _pages(count: int, keys: list[str], prose: Prose, random: Random) -> Iterator[Page]:
    waiting: list[str] = []
    for number in range(1, count + 1):
        if not waiting:
            # As cards are dealt: all have had their turn before one comes again.
            waiting = random.sample(keys, len(keys))
        cited, waiting = waiting[:CITATIONS], waiting[CITATIONS:]
        yield Page(number, tuple(_blocks(cited, prose)))


def _blocks(cited: list[str], prose: Prose) -> Iterator[Block]:
    """Yield a page: each section has two paragraphs of prose, one that cites and a list whose items cite."""
    per_section = CITATIONS // SECTIONS
    shares = _shares(_PROSE_WORDS, SECTIONS * _PLAIN_PARAGRAPHS)
    yield Block(Form.TITLE, prose.title(_HEADING_WORDS))
    for section in range(SECTIONS):
        yield Block(Form.HEADING, prose.title(_HEADING_WORDS))
        for _ in range(_PLAIN_PARAGRAPHS):
            yield Block(Form.PARAGRAPH, prose.paragraph(shares.pop()))
        first, *rest = cited[section * per_section : (section + 1) * per_section]
        yield Block(Form.PARAGRAPH, prose.sentence(_CITING_WORDS), first)
        for key in rest:
            yield Block(Form.ITEM, prose.sentence(_CITING_WORDS), key)


def _shares(words: int, parts: int) -> list[int]:
    """Divide words among paragraphs, as evenly as whole words allow."""
    return [words // parts + (number < words % parts) for number in range(parts)]


def _article(key: str, prose: Prose, random: Random) -> dict[str, Any]:
    return {
        "id": key,
        "type": "article-journal",
        "title": prose.title(9),
        "author": [
            {"family": prose.name(), "given": f"{random.choice('ABCDEFGHJKLMNPRST')}."}
            for _ in range(random.randint(1, 6))
        ],
        "container-title": f"Journal of {prose.name()} and {prose.name()}",
        "issued": {"date-parts": [[random.randint(1980, 2025)]]},
        "volume": str(random.randint(1, 90)),
        "issue": str(random.randint(1, 12)),
        "page": f"{(first := random.randint(1, 900))}-{first + random.randint(2, 30)}",
        # The prefix that is reserved for examples: these works do not exist.
        "DOI": f"10.5555/{key}",
    }
