"""Edits of a site as writers make them: each changes a file, and leaves a site that can be built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

MAIN = "guidelines/paper-boat/index.md"
WATER = "guidelines/paper-boat/on-the-water/index.md"
RECORDS = "guidelines/paper-boat/references.json"
SIGNALS, GLOSSARY = "guidelines/paper-boat/the-signal-book/index.md", "guidelines/paper-boat/glossary.yml"
PLAIN = "guidelines/paper-boat/plain-language.yml"

type Edit = Callable[[Path], None]


def replaced(name: str, old: str, new: str) -> Edit:
    """An edit of words; made twice it takes itself back."""

    def edit(content: Path) -> None:
        file = content / name
        text = file.read_text(encoding="utf-8")
        assert (old in text) != (new in text), (old, new)
        text = text.replace(old, new) if old in text else text.replace(new, old)
        file.write_text(text, encoding="utf-8")

    return edit


def toggled(name: str, content_of: bytes) -> Edit:
    """A file that comes and, made twice, goes again."""

    def edit(content: Path) -> None:
        file = content / name
        if file.exists():
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content_of)

    return edit


def named_twice(content: Path) -> None:
    """Settings that are edited."""
    settings = content.parent / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    old, new = "site_name: Paper boats", "site_name: Boats of paper"
    settings.write_text(text.replace(old, new) if old in text else text.replace(new, old), encoding="utf-8")


EDITS: Mapping[str, Edit] = {
    "a sentence of the first page": replaced(MAIN, "for one night before its", "for two nights before its"),
    "a sentence that a note is about": replaced(WATER, "a thread of 3 m", "a thread of 4 m"),
    "a sentence with a reference of both pages": replaced(WATER, "only from the lee", "from the lee alone,"),
    "words that are no statement": replaced(WATER, "What follows is as made up", "All that follows is as made up"),
    "a note": replaced(WATER, "is in the way when folding", "is in nobody's way"),
    "a note's title": replaced(MAIN, "Seven folds, or eight?", "Seven folds, eight or nine?"),
    "a section": replaced(WATER, "## Rough Water", "## Rougher Water"),
    "a page's title": replaced(WATER, "# On the Water", "# Upon the Water"),
    "a kind": replaced(WATER, "#dont-throw .dont", "#dont-throw .caution"),
    "citations in another order": replaced(WATER, "[@nauta1995; @speech2006]", "[@speech2006; @nauta1995]"),
    "another order of numbers": replaced(MAIN, "[@creasey2012; @sail1974]", "[@sail1974; @creasey2012]"),
    "a line for patients": replaced(PLAIN, "Bring all boats home", "Bring every boat home"),
    "what an abbreviation means": replaced(GLOSSARY, "mouse overboard", "a mouse overboard"),
    "an abbreviation in a sentence": replaced(SIGNALS, "Shout MOB as soon", "Shout MOB and SWL as soon"),
    "a work's title": replaced(RECORDS, "The boat in the inkwell:", "A boat in an inkwell:"),
    "the first page's front matter": replaced(MAIN, "status: made up, for", "status: still made up, for"),
    "a page of no guideline": replaced("about/index.md", "“Wet.”", "“Very wet.”"),
    "a page's front matter": replaced("about/index.md", "title: About\n", "title: About boats\n"),
    "a page that comes or goes": toggled("more/index.md", b"# More\n\n[Home](../index.md)\n"),
    "a picture that comes or goes": toggled("boat.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "the settings": named_twice,
}
