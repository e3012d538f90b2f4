"""What can be found: each statement, table, figure, footnote, reference and note; of a page each section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lxml import etree

from site_plugins.guideline import Guideline
from site_plugins.guideline.model import Statement, StatementKind
from site_plugins.guideline.plain_words import translate_plain
from site_plugins.guideline.writing import attributes_of, isolate_in_text
from site_plugins.references import DEFAULT_STYLE, CslRecord, format_csl, format_record
from site_plugins.rendering.tree_text import HEADINGS
from site_plugins.search.other_words import OtherWords
from site_plugins.search.synonyms import Synonyms
from site_plugins.search.texts import text

OWN, PLAIN, AROUND = 4, 3, 1
"""How much a word counts in what a result is about, in its wording for patients, and in what stands around it."""
NAME, IDENTIFIER = 3, 5
"""How much it counts in an author's name, and in a DOI, PMID or PMCID."""
_NAMES = ("author", "editor")
_IDENTIFIERS = ("DOI", "PMID", "PMCID")
_HEADINGS = frozenset(HEADINGS)
_NO_TEXT = frozenset(("script", "style", "template", "noscript"))
_NAMES_OF_BLOCKS = (
    "address article aside blockquote br caption dd div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 hr "
    "img input label legend li main nav ol option p pre section select summary table td textarea th tr ul"
)
_BLOCKS = frozenset(_NAMES_OF_BLOCKS.split())
"""Words of neighbouring blocks must not run together."""
_CLASSES = (
    "statement part editors-note layer plain-language reference-list references citations headerlink view-switch "
    "exhibit footnotes footnote-mark glossary"
)
_LEFT_OUT = frozenset(_CLASSES.split())
"""What is found as such; the rest is no text to read, or a copy of one."""
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


class ResultKind(StrEnum):
    """What a result is that is no statement. A statement's kind is its class."""

    PART = "part"
    NOTE = "note"
    REFERENCE = "reference"
    SECTION = "section"
    TABLE = "table"
    FIGURE = "figure"
    FOOTNOTE = "footnote"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found, and what is shown of it."""

    kind: StatementKind | ResultKind
    url: str
    """Its address within the site."""
    title: str
    """A statement's own words, a note's title, a reference as it is read, a heading."""
    section: str
    """The heading that it stands under; empty for a reference."""
    place: str
    """The title of the guideline or page that it belongs to."""
    fields: tuple[tuple[int, str], ...]
    """What it is found by: texts, and how much their words count."""
    text: str = ""
    """A statement's wording for patients, a note's words, the words below a heading."""
    also: str = ""
    """Other words for what a statement says, as readers type them."""
    warning: str = ""
    """What a reader must know before trusting it."""
    language: str = ""
    """The language and the direction of its title and text, a blank between; empty where they are the pages'."""
    ratings: tuple[str, ...] = ()
    """How its source rates it: a level of a scheme each."""
    key: str = ""
    """For a reference: what `rests_on` calls it."""
    rests_on: tuple[str, ...] = ()
    """The references that it cites: who looks for one of those finds it too."""


def guideline_entries(guideline: Guideline, synonyms: Synonyms, style: str = DEFAULT_STYLE) -> Iterator[Entry]:
    """Yield all that a guideline has to be found: its statements first, who is behind it last."""
    yield from statement_entries(guideline, synonyms)
    yield from part_entries(guideline)
    yield from exhibit_entries(guideline, synonyms)
    yield from footnote_entries(guideline)
    yield from note_entries(guideline)
    yield from term_entries(guideline)
    yield from reference_entries(guideline, style)
    yield from about_entries(guideline)


def statement_entries(guideline: Guideline, synonyms: Synonyms) -> Iterator[Entry]:
    """Yield the statements: found by their words, their wording for patients, and what they rest on."""
    other_words = OtherWords(guideline, synonyms)
    for statement in guideline.statements:
        plain = translate_plain(guideline, statement.id, guideline.plain.get(statement.id, ""))
        also = other_words.for_text(f"{statement.text} {plain}")
        yield Entry(
            kind=statement.kind,
            url=statement.url,
            title=isolate_in_text(statement.numbered_text, guideline.about),
            section=statement.section,
            place=guideline.about.title,
            fields=(
                (OWN, statement.numbered_text),
                (PLAIN, plain),
                (PLAIN, also),
                (AROUND, " ".join(each.text for each in guideline.footnotes_of(statement.id))),
                (AROUND, statement.section),
                (AROUND, text(f"kind.{statement.kind}")),
                (AROUND, "; ".join(rating.words for rating in statement.ratings)),
            ),
            text=isolate_in_text(plain, guideline.about),
            also=also,
            ratings=tuple(dict.fromkeys(words for rating in statement.ratings for words in rating.level_words)),
            warning=" ".join(filter(None, (_status(statement), *guideline.retractions_of(statement)))),
            language=_language(guideline),
            rests_on=_keys(guideline, statement.citations),
        )


def part_entries(guideline: Guideline) -> Iterator[Entry]:
    """Yield what the source says about its statements beside them."""
    for part in guideline.parts:
        section = guideline.statement_by_id[part.about[0]].section
        yield Entry(
            kind=ResultKind.PART,
            url=part.url,
            title=isolate_in_text(part.heading, guideline.about),
            section=section,
            place=guideline.about.title,
            fields=((OWN, part.heading), (PLAIN, part.text), (AROUND, section)),
            text=isolate_in_text(part.text, guideline.about),
            language=_language(guideline),
            rests_on=_keys(guideline, part.citations),
        )


def exhibit_entries(guideline: Guideline, synonyms: Synonyms) -> Iterator[Entry]:
    """Yield the tables and figures: found by their captions and by all that stands in them."""
    other_words = OtherWords(guideline, synonyms)
    for exhibit in guideline.exhibits:
        words = exhibit.text.partition("\n")[2]
        title = f"{exhibit.label}: {exhibit.caption}"
        also = other_words.for_text(f"{exhibit.caption} {words}")
        yield Entry(
            kind=ResultKind.TABLE if exhibit.kind.is_table else ResultKind.FIGURE,
            url=exhibit.url,
            title=isolate_in_text(title, guideline.about),
            section=exhibit.section,
            place=guideline.about.title,
            fields=((OWN, title), (PLAIN, words), (PLAIN, also), (AROUND, exhibit.section)),
            text=isolate_in_text(words, guideline.about),
            also=also,
            language=_language(guideline),
            rests_on=_keys(guideline, exhibit.citations),
        )


def footnote_entries(guideline: Guideline) -> Iterator[Entry]:
    """Yield the footnotes, below the section of what they are about, where that is a statement."""
    for footnote in guideline.footnotes:
        about = [guideline.statement_by_id[name] for name in footnote.about if name in guideline.statement_by_id]
        section = about[0].section if about else ""
        yield Entry(
            kind=ResultKind.FOOTNOTE,
            url=footnote.url,
            title=footnote.name,
            section=section,
            place=guideline.about.title,
            fields=((OWN, footnote.name), (PLAIN, footnote.text), (AROUND, section)),
            text=isolate_in_text(footnote.text, guideline.about),
            language=_language(guideline),
            rests_on=_keys(guideline, footnote.citations),
        )


def note_entries(guideline: Guideline) -> Iterator[Entry]:
    """Yield the editors' notes."""
    for note in guideline.notes:
        section = guideline.statement_by_id[note.about[0]].section
        yield Entry(
            kind=ResultKind.NOTE,
            url=note.url,
            title=isolate_in_text(note.title, guideline.about),
            section=section,
            place=guideline.about.title,
            fields=((OWN, note.title), (PLAIN, note.text), (AROUND, section)),
            text=isolate_in_text(note.text, guideline.about),
            language=_language(guideline),
            rests_on=_keys(guideline, note.citations),
        )


def term_entries(guideline: Guideline) -> Iterator[Entry]:
    """Yield the abbreviations and terms: found by each of their spellings and by what they mean."""
    for term in guideline.terms:
        by_editors = "" if term.by_source else text("term.by-editors")
        yield Entry(
            kind=ResultKind.TERM,
            url=term.url,
            title=isolate_in_text(term.term, guideline.about),
            section="",
            place=guideline.about.title,
            fields=((OWN, " ".join(term.spellings)), (PLAIN, term.words)),
            text=" ".join(filter(None, (isolate_in_text(term.words, guideline.about), by_editors))),
            also=", ".join(term.also),
            language=_language(guideline),
            rests_on=_keys(guideline, term.citations),
        )


def reference_entries(guideline: Guideline, style: str = DEFAULT_STYLE) -> Iterator[Entry]:
    """Yield the references: found by all words of their formatted text, authors and identifiers first."""
    for reference in guideline.references:
        work = reference.record.work or reference.record.csl
        identifiers = " ".join(str(work[name]) for name in _IDENTIFIERS if name in work)
        further = text("reference.further-why") if reference.further_reading else ""
        yield Entry(
            kind=ResultKind.REFERENCE,
            url=guideline.reference_pages[reference.id],
            title=format_record(reference.record, reference.number, style).text,
            section="",
            place=guideline.about.title,
            fields=(
                (NAME, " ".join(_names_of(work))),
                (PLAIN, str(work["title"])),
                (IDENTIFIER, identifiers),
                (AROUND, format_csl(work, style).text),
                (AROUND, reference.published_since),
                (AROUND, further),
            ),
            text=further,
            warning=reference.published_since,
            key=f"{guideline.slug}/{reference.id}",
        )


def about_entries(guideline: Guideline) -> Iterator[Entry]:
    """Yield what a guideline tells about itself: its authors, its panel, its questions; nothing without them."""
    about = guideline.about
    persons = (*about.authors, *about.members)
    parts = [(each.population, each.intervention, each.comparison, each.outcome) for each in about.questions]
    questions = "; ".join(", ".join(filter(None, each)) for each in parts)
    if persons or about.panel or questions:
        names = ", ".join(person.name for person in persons)
        yield Entry(
            kind=ResultKind.SECTION,
            url=f"{guideline.page}#{guideline.about_anchor}",
            title=about.title,
            section="",
            place=about.title,
            fields=(
                (NAME, names),
                (PLAIN, questions),
                (AROUND, about.title),
                (AROUND, " ".join((about.panel or "", *(person.affiliation for person in persons)))),
            ),
            language=_language(guideline),
            text=". ".join(filter(None, (names, about.panel, questions))),
        )


def _language(guideline: Guideline) -> str:
    return " ".join(attributes_of(guideline.about).values())


def _keys(guideline: Guideline, citations: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{guideline.slug}/{key}" for key in citations)


def _status(statement: Statement) -> str:
    history = statement.history
    return text(f"history.{history.status}") if history and history.status else ""


def _names_of(work: CslRecord) -> Iterator[str]:
    """Yield the family names and the bodies that stand behind a work."""
    for variable in _NAMES:
        names = work.get(variable)
        for name in names if isinstance(names, list) else []:
            yield str(name.get("family") or name.get("literal") or "")


@dataclass(slots=True)
class _Section:
    """A heading that can be linked to and what stands below it."""

    id: str
    heading: str = ""
    words: list[str] = field(default_factory=list)


def page_entries(url: str, title: str, html: str) -> Iterator[Entry]:
    """Yield an entry for each section of a page, also for a heading with nothing below it.

    `url` is the page's address within the site, `html` what it says. What stands before the first heading, or below
    one that cannot be linked to, belongs to what is above it.
    """
    sections = [_Section("")]
    _read(etree.fromstring(f"<div>{html}</div>".encode(), _PARSER), sections)
    for section in sections:
        words, heading = _join(section.words), section.heading
        if words or section.id or len(sections) == 1:
            yield Entry(
                kind=ResultKind.SECTION,
                url=f"{url}#{section.id}" if section.id else url,
                title=heading or title,
                section=heading,
                place=title,
                fields=((OWN, heading or title), (AROUND, words), (AROUND, title)),
                text=words,
            )


def _read(element: Any, sections: list[_Section]) -> None:
    """Add an element's text to the last section, and the sections that begin in it."""
    tag, classes = element.tag, element.get("class")
    if (
        tag in _NO_TEXT
        or (classes and not _LEFT_OUT.isdisjoint(classes.split()))
        or element.get("hidden") is not None
    ):
        return
    is_heading = tag in _HEADINGS and element.get("id")
    if is_heading:
        sections.append(_Section(element.get("id")))
    if tag in _BLOCKS:
        sections[-1].words.append(" ")
    if element.text:
        sections[-1].words.append(element.text)
    for child in element:
        _read(child, sections)
        if child.tail:
            sections[-1].words.append(child.tail)
    if tag in _BLOCKS:
        sections[-1].words.append(" ")
    if is_heading:
        sections[-1].heading = _join(sections[-1].words)
        sections[-1].words.clear()


def _join(texts: list[str]) -> str:
    return " ".join("".join(texts).split())
