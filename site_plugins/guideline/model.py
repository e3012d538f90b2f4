"""The guideline as a model: its statements, what they rest on, and the editors' notes on them.

Pages, the published JSON and the calculator's texts are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from urllib.parse import quote

from babel import Locale

from calculator.core.dates import day_text
from calculator.core.editions import edition_text
from calculator.core.language import interface_language
from site_plugins.guideline.addresses import page_of, reference_pages
from site_plugins.guideline.exhibits import END_OF_NUMBER, Exhibit, Passage
from site_plugins.guideline.glossary import Term, TermFinder
from site_plugins.guideline.ids import anchor_of
from site_plugins.guideline.numbers import BY_APPEARANCE
from site_plugins.guideline.ratings import Rating
from site_plugins.guideline.statement_history import StatementHistory
from site_plugins.guideline.texts import text
from site_plugins.references import EditorialNotice, Record, SignedOff, Status, is_retracted


class StatementKind(StrEnum):
    """What a statement is by the wording of its source. It is no rating of strength or certainty."""

    DO = "do"
    """An imperative."""
    CONSIDER = "consider"
    """"Consider ...", or an option."""
    CAUTION = "caution"
    """"Avoid or use cautiously"."""
    DONT = "dont"
    """"Do NOT ..."."""
    FACT = "fact"
    """A finding."""
    RED_FLAG = "red-flag"
    """A sign that calls for a specialist at once."""
    AGAINST = "against"
    """A recommendation against something: "We recommend against ..."."""
    GOOD_PRACTICE = "good-practice"
    """A good practice point: the source's own name for what it did not rate."""
    GOOD_PRACTICE_AGAINST = "good-practice-against"
    """A good practice point against something."""
    NO_RECOMMENDATION = "no-recommendation"
    """The source says that it recommends nothing."""
    RESEARCH = "research"
    """A recommendation for research."""
    MIXED = "mixed"
    """Two directions in one sentence that cannot be parted."""


@dataclass(frozen=True, slots=True)
class CitedAbove:
    """Something above a statement that cites, where the statement itself cites nothing."""

    where: str
    """“heading”, “lead-in” or “table”."""
    words: str
    """What it says, as plain text; nothing for a table."""
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or item of the source that can be quoted, linked to and acted on."""

    id: str
    kind: StatementKind
    section: str
    """The nearest heading above it."""
    text: str
    """Plain text without citations."""
    citations: tuple[str, ...]
    """The records' ids, in the author's order."""
    page: str
    """The address of its page within the site."""
    number: str | None = None
    """What the source calls it, such as "A.4"; None where it does not."""
    rating: Rating | None = None
    """How the source rates it; None where it does not."""
    history: StatementHistory | None = None
    """Since when it stands and what became of it; None where the source does not say."""
    further_ratings: tuple[Rating, ...] = ()
    """Its other ratings: of a part of it, or in another scheme."""
    above: tuple[CitedAbove, ...] = ()
    """What is cited above it where it cites nothing itself, outermost first."""

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """All its ratings."""
        return (self.rating, *self.further_ratings) if self.rating else ()

    @property
    def says_its_rating(self) -> bool:
        """Whether its own sentence says its only rating."""
        return len(self.ratings) == 1 and self.ratings[0].is_said_in(self.text)

    @property
    def cited_or_above(self) -> tuple[str, ...]:
        """What it cites; where it cites nothing itself, what is cited above it."""
        return self.citations or tuple(dict.fromkeys(key for each in self.above for key in each.citations))

    @property
    def withdrawn(self) -> bool:
        """Whether its source has taken it back."""
        return self.history is not None and self.history.withdrawn

    @property
    def numbered_text(self) -> str:
        """Its text behind its own number, where it has one."""
        return f"{self.number} {self.text}" if self.number else self.text

    @property
    def anchor(self) -> str | None:
        """Where a link to its number leads, such as #A.4; None without a number, or where that is its id."""
        anchor = anchor_of(self.number or "")
        return anchor if anchor and anchor != self.id else None

    @property
    def listed_text(self) -> str:
        """Its text where it stands without its page: a statement that was withdrawn says so."""
        return f"{text('history.withdrawn')} {self.numbered_text}" if self.withdrawn else self.numbered_text

    @property
    def url(self) -> str:
        """Its address within the site."""
        return f"{self.page}#{self.id}"

    @property
    def first_words(self) -> str:
        """Enough of it to recognise it in a list of links."""
        first = _first_of(self.numbered_text)
        return f"{text('history.withdrawn')} {first}" if self.withdrawn else first

    @property
    def reference_words(self) -> str:
        """What a cross-reference to it says: its number, or how it begins."""
        number = (self.number or "").rstrip(END_OF_NUMBER)
        words = number or text("cross-reference.statement", words=_first_of(self.text))
        return f"{text('history.withdrawn')} {words}" if self.withdrawn else words


def _first_of(words: str) -> str:
    """Return enough of a text to recognise it."""
    first = words.split()
    return " ".join(first[:8]) + (" …" if len(first) > 8 else "")


def is_whole_heading(title: str) -> bool:
    """Return whether the title of a part is all that the source writes above it, such as "Remarks:"."""
    return title.rstrip().endswith((":", "\uff1a"))


@dataclass(frozen=True)
class StatementPart:
    """What the source says about statements beside them, such as its remarks or its rationale."""

    id: str
    kind: str
    """The name of its block."""
    title: str
    """Empty where the source gives none."""
    about: tuple[str, ...]
    """The statements that it belongs to."""
    citations: tuple[str, ...]
    text: str
    """Plain text without citations."""
    page: str
    """The address of its page within the site."""

    @property
    def url(self) -> str:
        """Its address within the site."""
        return f"{self.page}#{self.id}"

    @property
    def heading(self) -> str:
        """The word for its kind and its title."""
        if is_whole_heading(self.title):
            return self.title.rstrip(":\uff1a ")
        label = text(f"part.{self.kind}")
        return f"{label}: {self.title}" if self.title else label


@dataclass(frozen=True)
class Footnote:
    """A footnote of the source."""

    label: str
    """What marks it, as the source has it, such as 1 or a."""
    text: str
    """Plain text without citations."""
    citations: tuple[str, ...]
    page: str
    """The address of its page within the site."""
    about: tuple[str, ...]
    """The ids of the statements, of their parts, and of the tables and figures, that hold its mark."""

    @property
    def url(self) -> str:
        """Its address within the site."""
        return f"{self.page}#fn:{quote(self.label)}"

    @property
    def name(self) -> str:
        """What a list of links calls it."""
        return text("footnote.name", label=self.label)

    @property
    def words(self) -> str:
        """What it says, behind its name, where a statement is taken along."""
        return text("footnote.words", label=self.label, words=self.text)


@dataclass(frozen=True)
class Note:
    """An editors' note: never the source's own words."""

    id: str
    title: str
    about: tuple[str, ...]
    """The statements that it is about."""
    citations: tuple[str, ...]
    text: str
    """Plain text without citations."""
    plain: str | None
    """What it says to patients, beside the wording of its statements; None where it is for clinicians alone."""
    page: str
    """The address of its page within the site."""

    @property
    def url(self) -> str:
        """Its address within the site."""
        return f"{self.page}#{self.id}"


@dataclass(frozen=True)
class Reference:
    """A record with its number and its back-links."""

    number: int
    """Of further reading to which the source gives no number it is no more than its place, and is not shown."""
    record: Record
    cited_by: tuple[str, ...]
    """The ids of the statements that cite it, in their order."""
    noted_by: tuple[str, ...]
    """The ids of the editors' notes that cite it."""
    told_by: tuple[str, ...] = ()
    """The ids of the parts of statements that cite it: remarks, rationale and so on."""
    notices: tuple[EditorialNotice, ...] = ()
    """What was published about the work since: retractions, corrections, expressions of concern."""
    passages: tuple[Passage, ...] = ()
    """The headings, tables and figures that cite it."""

    @property
    def id(self) -> str:
        """Its record's id."""
        return self.record.id

    @property
    def title(self) -> str:
        """The work's title; for an unlisted reference its number, whatever its record is called."""
        return self.record.title if self.listed else text("reference.heading-unlisted", number=str(self.number))

    @property
    def is_cited(self) -> bool:
        """Whether the guideline cites it; other pages of a site may do so as well."""
        return bool(self.cited_by or self.told_by or self.noted_by or self.passages)

    @property
    def further_reading(self) -> bool:
        """Whether the source lists it and no sentence cites it."""
        return self.record.further_reading

    @property
    def has_number(self) -> bool:
        """Whether anybody gave it its number: the text by citing it, or the source."""
        return not self.further_reading or self.record.number is not None

    @property
    def listed(self) -> bool:
        """Whether the source lists it: where it does not, nobody may take the work for known."""
        return self.record.status is not Status.UNLISTED

    @property
    def is_told_apart(self) -> bool:
        """Whether more is known about its record than that nobody has confirmed it."""
        return self.record.confirmed is not None or not self.listed

    @property
    def published_since(self) -> str:
        """What was published about the work since, in words; empty where nothing was."""
        return " ".join(text(f"notice.{each.kind}", on=day_text(each.on)) for each in self.notices)

    @property
    def retracted(self) -> bool:
        """Whether the work was retracted, and not reinstated since."""
        return is_retracted(self.notices)


@dataclass(frozen=True)
class Person:
    """Somebody behind the source: an author, or a member of its panel."""

    name: str
    affiliation: str
    conflicts: str
    """Of interest, as the source states them."""
    role: str | None = None
    """What a member is to the panel, such as its chair or a patient's representative."""


@dataclass(frozen=True)
class Question:
    """A question that the guideline answers, by its parts (PICO); a part that the source does not give is None."""

    id: str
    population: str
    intervention: str | None
    comparison: str | None
    outcome: str | None


@dataclass(frozen=True)
class FrontMatter:
    """Who is behind the guideline and how far it may be trusted."""

    title: str
    version: str
    status: str
    source_title: str
    source_author: str
    source_date: str
    source_licence: str
    source_licence_url: str | None
    authors: tuple[Person, ...]
    """Who wrote the source, where it names them one by one."""
    panel: str | None
    """The name of the group that decided on the recommendations."""
    members: tuple[Person, ...]
    """The members of that group."""
    questions: tuple[Question, ...]
    last_review: date | None
    next_review: date | None
    reviewer: str | None
    funding: str
    conflicts: str
    contact: str
    language: str
    """What it is written in, as a tag of BCP 47 such as ar or de-AT."""
    direction: str
    """How it is written: "ltr" or "rtl"."""
    numbers: str = BY_APPEARANCE
    """How its references are numbered: see `numbers.py`."""
    pages: tuple[str, ...] = ()
    """The folders of its further pages, in reading order; most guidelines have none."""
    rating: str | None = None
    """The name of the scheme that its statements are rated in, where they name none."""

    @property
    def language_name(self) -> str:
        """What its language is called in the pages'."""
        reader = Locale.parse(interface_language()[0], sep="-")
        return Locale.parse(self.language, sep="-").get_display_name(reader) or self.language


@dataclass(frozen=True)
class SourceFile:
    """A text of the source as it was received."""

    name: str
    """Its name within the folder `source/`."""
    origin: str
    """Where it comes from, or "not stated"."""
    received: date | None
    """The day on which it was received; None where that is not stated."""
    sha256: str
    without_references: bool
    """Whether its list of references was left out of the comparison: the site makes that from records."""


@dataclass(frozen=True)
class IntendedDifference:
    """What a guideline says otherwise than its source, on purpose."""

    name: str
    source: str
    """The source's words."""
    here: str
    """The guideline's; empty where it leaves them out."""
    reason: str
    by: str


@dataclass(frozen=True)
class SourceText:
    """What is known of how a guideline's text agrees with its source."""

    transcribed_by: str | None
    """None where nobody is named."""
    compared: bool
    """Whether its pages were compared with the kept text, and say what that says but for `differences`."""
    published: bool
    """Whether the kept text is published beside the pages."""
    files: tuple[SourceFile, ...]
    differences: tuple[IntendedDifference, ...]


@dataclass(frozen=True)
class CrossReferenceTarget:
    """Something that a cross-reference leads to."""

    url: str
    """Its address within the site."""
    words: str
    """What it is called."""


@dataclass(frozen=True)
class Guideline:
    """A whole guideline."""

    slug: str
    about: FrontMatter
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    plain: dict[str, str]
    """The patients' wording of each statement, by its id; empty where there is none."""
    checked: date | None = None
    """The newest entry of the retraction data that its references were looked up in; None where nobody looked."""

    source_text: SourceText | None = None
    """None where nothing is known of the source's text."""

    published: date | None = None
    """The day on which its version was published; None where that was not recorded yet."""
    parts: tuple[StatementPart, ...] = ()
    """What the source says about its statements beside them."""
    exhibits: tuple[Exhibit, ...] = ()
    """Its tables and figures."""
    readings: Mapping[str, SignedOff] = field(default_factory=dict)
    """Who read its dose tables against the source as they are now, by the tables' ids."""
    targets: Mapping[str, CrossReferenceTarget] = field(default_factory=dict)
    """What its cross-references lead to, by id."""
    footnotes: tuple[Footnote, ...] = ()
    terms: tuple[Term, ...] = ()
    """Its glossary, in its own order."""

    @property
    def edition(self) -> str:
        """Its version with the day on which that was published, in words."""
        return edition_text(self.about.version, self.published)

    @property
    def about_anchor(self) -> str:
        """The id of what its first page tells about it."""
        return f"about:{self.slug}"

    @property
    def page(self) -> str:
        """The address of its first page within the site."""
        return page_of(self.slug)

    def source_address(self, file: SourceFile) -> str:
        """Return the address within the site of a text of its source, where that is published."""
        return f"guidelines/{self.slug}/source/{quote(file.name)}"

    @cached_property
    def statement_by_id(self) -> dict[str, Statement]:
        """Its statements by id."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def reference_by_id(self) -> dict[str, Reference]:
        """Its references by their records' ids."""
        return {reference.record.id: reference for reference in self.references}

    def retractions_of(self, statement: Statement) -> tuple[str, ...]:
        """Return in words which of the works that a statement cites, or that are cited above it, were retracted."""
        key = "statement.retracted" if statement.citations else "statement.retracted-above"
        references = [self.reference_by_id[each] for each in statement.cited_or_above]
        return tuple(text(key, number=str(each.number)) for each in references if each.retracted)

    @cached_property
    def reference_pages(self) -> dict[str, str]:
        """The address of each reference's own page, by its record's id."""
        return reference_pages(self.slug, self.reference_by_id)

    @cached_property
    def exhibit_by_id(self) -> dict[str, Exhibit]:
        """Its tables and figures by id."""
        return {exhibit.id: exhibit for exhibit in self.exhibits}

    @cached_property
    def note_by_id(self) -> dict[str, Note]:
        """Its editors' notes by id."""
        return {note.id: note for note in self.notes}

    @cached_property
    def _statements_by_page(self) -> dict[str, list[Statement]]:
        pages: dict[str, list[Statement]] = {}
        for statement in self.statements:
            pages.setdefault(statement.page, []).append(statement)
        return pages

    def statements_on(self, page: str) -> Sequence[Statement]:
        """Return the statements of the page at an address, in their order."""
        return self._statements_by_page.get(page, ())

    @cached_property
    def part_by_id(self) -> dict[str, StatementPart]:
        """The parts of its statements by id."""
        return {part.id: part for part in self.parts}

    @cached_property
    def _parts_by_statement(self) -> dict[str, tuple[StatementPart, ...]]:
        about: dict[str, tuple[StatementPart, ...]] = {}
        for part in self.parts:
            for name in part.about:
                about[name] = (*about.get(name, ()), part)
        return about

    def parts_of(self, statement: str) -> tuple[StatementPart, ...]:
        """Return what the source says about a statement beside it."""
        return self._parts_by_statement.get(statement, ())

    @cached_property
    def _footnotes_by_name(self) -> dict[str, tuple[Footnote, ...]]:
        about: dict[str, tuple[Footnote, ...]] = {}
        for footnote in self.footnotes:
            for name in footnote.about:
                about[name] = (*about.get(name, ()), footnote)
        return about

    def footnotes_of(self, name: str) -> tuple[Footnote, ...]:
        """Return the footnotes that are marked in a statement, or in a part of one."""
        return self._footnotes_by_name.get(name, ())

    @cached_property
    def term_finder(self) -> TermFinder:
        """Finds the terms of its glossary in its texts."""
        return TermFinder(self.terms, self.about.language)

    @cached_property
    def statements_by_term(self) -> dict[str, tuple[str, ...]]:
        """The ids of the statements that use each entry of its glossary, by the entry's id."""
        using: dict[str, tuple[str, ...]] = {}
        for statement in self.statements if self.terms else ():
            for term in self.term_finder.terms_in(statement.text):
                using[term.anchor] = (*using.get(term.anchor, ()), statement.id)
        return using

    @cached_property
    def _notes_by_statement(self) -> dict[str, tuple[Note, ...]]:
        about: dict[str, tuple[Note, ...]] = {}
        for note in self.notes:
            for name in note.about:
                about[name] = (*about.get(name, ()), note)
        return about

    def notes_on(self, statement: str) -> tuple[Note, ...]:
        """Return the editors' notes about a statement."""
        return self._notes_by_statement.get(statement, ())

    def plain_notes_on(self, statement: str) -> tuple[Note, ...]:
        """Return the editors' notes about a statement that say something to patients."""
        return tuple(note for note in self.notes_on(statement) if note.plain)
