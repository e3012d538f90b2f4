"""The made-up guideline as its files have it, taken apart by nothing but their own layout."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
SLUG = "paper-boat"
FOLDER = CONTENT / "guidelines" / SLUG
FIRST, SECOND = f"guidelines/{SLUG}/index.html", f"guidelines/{SLUG}/on-the-water/index.html"
THIRD = f"guidelines/{SLUG}/after-the-voyage/index.html"
TABLES = f"guidelines/{SLUG}/the-chandlery/index.html"
LOGBOOK = f"guidelines/{SLUG}/the-logbook/index.html"
GALLEY = f"guidelines/{SLUG}/the-galley/index.html"
SIGNALS = f"guidelines/{SLUG}/the-signal-book/index.html"
PAGES = (FIRST, SECOND, THIRD, TABLES, LOGBOOK, GALLEY, SIGNALS)
"""Its pages, in reading order."""
CITED_IN_TABLES = {
    "cites:1": ("vanderberg2017",),
    "tab-sheets": ("puddlesociety2019", "quillfeather2015", "standard2010"),
    "cites:3": ("harbour2012",),
    "tab-starch": ("drip2001",),
    "fig-waterline": ("sail1974",),
    "fig-launch": ("nauta1995", "cohort2017"),
}
"""What headings, tables and figures of their page cite, by the places that lead there."""
CITED_IN_GALLEY = {
    "tab-meals": ("drip2001", "cohort2017", "sail1974"),
    "fig-galley": ("puddlesociety2019",),
}
"""The same of the galley."""
CITED_IN_FOOTNOTES = {"fn:1": ("ballast1888",)}
"""What the footnotes of the logbook cite."""
CITED_IN_GLOSSARY = {"term:SWL": ("ballast1888",)}
"""What the entries of the glossary cite, all of which the signal book lists."""
FURTHER_READING = "further1999"
"""What the source lists and nothing cites."""
PATIENT, REFERENCES, ABOUT = f"guidelines/{SLUG}/patient/index.html", "references/index.html", "about/index.html"

_CODE = re.compile(r"^```.*?^```$|^    \$[^\n]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_NOTE = re.compile(r"^/// editors-note \| ([^\n]+)\n    about: \[([^\]]+)\]\n(.*?)^///$", re.MULTILINE | re.DOTALL)
_PART = re.compile(r"^/// ([\w-]+)(?: \| ([^\n]+))?\n    about: \[([^\]]+)\]\n(.*?)^///$", re.MULTILINE | re.DOTALL)
_STATEMENT = re.compile(r"(?:\[(@[^\]]+)\])?\s*\{: #(\S+) \.(\S+)((?: [\w-]+=\"[^\"]*\")*) \}")
_CITATION = re.compile(r"\[(@[^\]]+)\](?!\()")


@dataclass(frozen=True)
class Written:
    """A statement as its author wrote it."""

    id: str
    kind: str
    keys: tuple[str, ...]
    page: str
    attributes: str
    """As they were typed."""

    @property
    def withdrawn(self) -> bool:
        """Whether its source took it back: patients have no line for it."""
        return 'status="withdrawn"' in self.attributes


@dataclass(frozen=True)
class WrittenPart:
    """What the source says about its statements beside them, as its author wrote it."""

    kind: str
    title: str
    about: tuple[str, ...]
    keys: tuple[str, ...]
    page: str


@dataclass(frozen=True)
class WrittenNote:
    """An editors' note as its author wrote it."""

    title: str
    about: tuple[str, ...]
    keys: tuple[str, ...]
    page: str


def text_of(page: str) -> str:
    """A page's Markdown without code."""
    text = (CONTENT / page.replace(".html", ".md")).read_text(encoding="utf-8")
    return _CODE.sub("", text)


def records() -> list[dict[str, Any]]:
    return json.loads((FOLDER / "references.json").read_text(encoding="utf-8"))


def statements() -> list[Written]:
    """All statements, in reading order."""
    return [
        Written(name, kind, _keys(cites), page, attributes)
        for page in PAGES
        for cites, name, kind, attributes in _STATEMENT.findall(_PART.sub("", text_of(page)))
    ]


def parts() -> list[WrittenPart]:
    """All parts of statements, in reading order."""
    return [
        WrittenPart(kind, title, tuple(about.split(", ")), tuple(cited_in(body)), page)
        for page in PAGES
        for kind, title, about, body in _PART.findall(text_of(page))
        if kind != "editors-note"
    ]


def notes() -> list[WrittenNote]:
    """All editors' notes, in reading order."""
    return [
        WrittenNote(title, tuple(about.split(", ")), tuple(cited_in(body)), page)
        for page in PAGES
        for title, about, body in _NOTE.findall(text_of(page))
    ]


def cited_in(text: str) -> list[str]:
    """The keys that a text cites, each once."""
    return list(dict.fromkeys(key for cites in _CITATION.findall(text) for key in _keys(cites)))


def numbers() -> dict[str, int]:
    """The number of each reference: by first appearance in the source's text, then the notes, then as recorded."""
    in_text = [key for page in PAGES for key in cited_in(_NOTE.sub("", text_of(page)))]
    in_notes = [key for note in notes() for key in note.keys]
    keys = dict.fromkeys([*in_text, *in_notes, *(record["id"] for record in records())])
    return {key: number for number, key in enumerate(keys, start=1)}


def _keys(cites: str) -> tuple[str, ...]:
    return tuple(key.strip().removeprefix("@") for key in cites.split(";") if key)
