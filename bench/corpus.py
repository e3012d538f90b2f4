"""The text of a site of any size: made-up pages that cite made-up references, the same at every run.

Every page has 880 words and 20 citations, each of another reference. A citation ends a paragraph or list item of
its own, so that the very same text can be ordinary prose or statements of a guideline. The prose is English
function words around content words that mean nothing, as unevenly frequent as words are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from random import Random
from typing import Any

WORDS = 880
"""The words of a page: its headings, paragraphs and list items, without citations."""
CITATIONS = 20
"""The citations of a page, and the references that it cites."""
REFERENCES = 200
"""The references of a site of ten pages or more; a smaller one has as many as its pages cite."""
CONTENT_WORDS = 12_000
"""As many as a long book has. How many pages a word stands on decides the size of a search's index."""
KIND = "mixed"
"""The kind of all statements: words that mean nothing say "should" and "must not" at random, which this one may."""

SECTIONS = 5
_CITING_WORDS, _HEADING_WORDS, _PLAIN_PARAGRAPHS = 18, 4, 2
_PROSE_WORDS = WORDS - CITATIONS * _CITING_WORDS - (1 + SECTIONS) * _HEADING_WORDS
_SEED = 1964

_FEWEST, _MOST = 9, 19
"""Words of a sentence."""
_BEGINNINGS, _VOWELS, _ENDINGS, _SUFFIXES, _FUNCTION_WORDS = map(
    str.split,
    (
        "b bl br c cl d dr f fl g gl gr h j k l m n p pl pr qu r s sk sl st t tr v w",
        "a e i o u ai ea oo ou",
        "b ck d ft g l ll m mp n nd ng nt p r rn rt s sh st t x",
        "ed el en er est ful ing ish ling ly ment ness or tion ure y",
        "the a each every this that its their some any no another of in on at by from with without for to after "
        "before and or but when while until because if as than is are was may should can must not only also most "
        "more often",
    ),
)


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
                    line += f" {{: #{self.name}-{number} .{KIND} }}"
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
    prose, random = _Prose(_SEED), Random(_SEED)
    references = tuple(_article(key, prose, random) for key in keys)
    return Corpus(tuple(_pages(pages, keys, prose, random)), references)


class _Prose:
    """An endless text: the same seed gives the same words, on every system and every Python."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._vocabulary = _vocabulary(Random(seed))
        # Zipf's law: the nth most frequent word stands there a nth as often.
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._vocabulary))))

    def sentence(self, words: int) -> str:
        """Return a sentence: one or two function words, then one or two content words, and so on."""
        content = self._random.choices(self._vocabulary, cum_weights=self._weights, k=words)
        function = self._random.choices(_FUNCTION_WORDS, k=words)
        chosen: list[str] = []
        for number, run in enumerate(self._random.choices((1, 2), k=words)):
            chosen += (content if number % 2 else function)[len(chosen) : len(chosen) + run]
        return " ".join(chosen).capitalize() + "."

    def paragraph(self, words: int) -> str:
        """Return sentences of so many words altogether."""
        sentences: list[str] = []
        while words > _MOST:
            length = min(self._random.randint(_FEWEST, _MOST), words - _FEWEST)
            sentences.append(self.sentence(length))
            words -= length
        return " ".join([*sentences, self.sentence(words)])

    def name(self) -> str:
        return self._random.choice(self._vocabulary).capitalize()

    def title(self, words: int) -> str:
        return self.sentence(words).removesuffix(".")


def _vocabulary(random: Random) -> list[str]:
    """Return different words, the short ones first: they are the frequent ones."""
    words: dict[str, None] = {}
    while len(words) < CONTENT_WORDS:
        more_syllables = (len(words) > 600) + (len(words) > 6_000)
        parts = [*(_BEGINNINGS, _VOWELS) * more_syllables, _BEGINNINGS, _VOWELS, _ENDINGS]
        word = "".join(map(random.choice, parts))
        if len(words) > 200 and random.random() < 0.4:
            word += random.choice(_SUFFIXES)
        if word not in _FUNCTION_WORDS:
            words[word] = None
    return list(words)


def _pages(count: int, keys: list[str], prose: _Prose, random: Random) -> Iterator[Page]:
    deck: list[str] = []
    for number in range(1, count + 1):
        if not deck:
            # As cards are dealt: all have had their turn before one comes again.
            deck = random.sample(keys, len(keys))
        cited, deck = deck[:CITATIONS], deck[CITATIONS:]
        yield Page(number, tuple(_blocks(cited, prose)))


def _blocks(cited: list[str], prose: _Prose) -> Iterator[Block]:
    """Yield a page: each section has two paragraphs of prose, one that cites and a list whose items cite."""
    per_section, paragraphs = CITATIONS // SECTIONS, SECTIONS * _PLAIN_PARAGRAPHS
    # As evenly as whole words allow.
    lengths = [(_PROSE_WORDS + number) // paragraphs for number in range(paragraphs)]
    yield Block(Form.TITLE, prose.title(_HEADING_WORDS))
    for section in range(SECTIONS):
        yield Block(Form.HEADING, prose.title(_HEADING_WORDS))
        for _ in range(_PLAIN_PARAGRAPHS):
            yield Block(Form.PARAGRAPH, prose.paragraph(lengths.pop(0)))
        first, *rest = cited[section * per_section : (section + 1) * per_section]
        yield Block(Form.PARAGRAPH, prose.sentence(_CITING_WORDS), first)
        for key in rest:
            yield Block(Form.ITEM, prose.sentence(_CITING_WORDS), key)


def _article(key: str, prose: _Prose, random: Random) -> dict[str, Any]:
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
