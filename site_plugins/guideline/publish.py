"""What is published beside the pages: the model as JSON, references as files, pages for the references.

`data/guidelines/<slug>.json` holds the model by the contract of `guideline.schema.json`, for everything that reads
the site. Files of references are of all guidelines, of one, and of what one statement cites; statements that cite
the same references share theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote

from site_plugins.guideline.addresses import reference_pages
from site_plugins.guideline.blocks import ReferencePage
from site_plugins.guideline.exhibits import Exhibit
from site_plugins.guideline.glossary import Term
from site_plugins.guideline.glossary_file import EDITORS, SOURCE
from site_plugins.guideline.library import Library
from site_plugins.guideline.model import (
    CitedAbove,
    Footnote,
    Guideline,
    Reference,
    SourceText,
    Statement,
    StatementPart,
)
from site_plugins.guideline.ratings import Rating
from site_plugins.guideline.statement_history import DATES, StatementHistory
from site_plugins.guideline.texts import text
from site_plugins.references import (
    DEFAULT_STYLE,
    CslRecord,
    Exports,
    FileFormat,
    Record,
    SignedOff,
    Status,
    export_record,
    format_csl,
    format_record,
)
from site_plugins.rendering.json_pieces import MadeRows, json_pieces

SCHEMA = Path(__file__).parent / "guideline.schema.json"
FOLDER = "data/guidelines"
LONGEST_NAME = 50
"""Of a set of references, without the suffix: paths must stay short enough to be unzipped anywhere."""


def guideline_json(guideline: Guideline, style: str = DEFAULT_STYLE) -> dict[str, object]:
    """Return the guideline by the contract of `guideline.schema.json`."""
    model = guideline_model(guideline, style)
    return {**model, "statements": [_statement(guideline, statement) for statement in guideline.statements]}


def guideline_model(guideline: Guideline, style: str = DEFAULT_STYLE) -> dict[str, object]:
    """Return the same for writing files of it: its statements are `MadeRows`, as there may be thousands."""
    about = guideline.about
    return {
        "slug": guideline.slug,
        "title": about.title,
        "version": about.version,
        "published": guideline.published and guideline.published.isoformat(),
        "status": about.status,
        "language": about.language,
        "direction": about.direction,
        "source": {
            "title": about.source_title,
            "author": about.source_author,
            "date": about.source_date,
            "licence": {"name": about.source_licence, "url": about.source_licence_url},
        },
        "source_text": _source_text(guideline.source_text),
        "authors": [asdict(person) for person in about.authors],
        "panel": {"name": about.panel, "members": [asdict(person) for person in about.members]}
        if about.panel or about.members
        else None,
        "funding": about.funding,
        "conflicts": about.conflicts,
        "contact": about.contact,
        "questions": [asdict(question) for question in about.questions],
        "last_review": about.last_review and about.last_review.isoformat(),
        "next_review": about.next_review and about.next_review.isoformat(),
        "reviewer": about.reviewer,
        "checked": guideline.checked and guideline.checked.isoformat(),
        "statements": MadeRows(partial(_statement, guideline), guideline.statements),
        **({"parts": [_part(part) for part in guideline.parts]} if guideline.parts else {}),
        **({"footnotes": [_footnote(each) for each in guideline.footnotes]} if guideline.footnotes else {}),
        **({"glossary": [_term(guideline, each) for each in guideline.terms]} if guideline.terms else {}),
        "notes": [
            {
                "id": note.id,
                "title": note.title,
                "about": list(note.about),
                "url": note.url,
                "text": note.text,
                "plain": note.plain,
                "citations": list(note.citations),
            }
            for note in guideline.notes
        ],
        "tables": [_table(guideline, each) for each in guideline.exhibits if each.kind.is_table],
        "figures": [_figure(each) for each in guideline.exhibits if not each.kind.is_table],
        "references": [_reference(guideline, reference, style) for reference in guideline.references],
    }


def _source_text(kept: SourceText | None) -> dict[str, object] | None:
    if kept is None:
        return None
    return {
        "compared": kept.compared,
        "transcribed_by": kept.transcribed_by,
        "files": [
            {
                "name": file.name,
                "from": file.origin,
                "received": file.received and file.received.isoformat(),
                "sha256": file.sha256,
                "without_references": file.without_references,
            }
            for file in kept.files
        ],
        "differences": [
            {"id": each.name, "source": each.source, "here": each.here, "reason": each.reason, "by": each.by}
            for each in kept.differences
        ],
    }


def _footnote(footnote: Footnote) -> dict[str, object]:
    return {
        "label": footnote.label,
        "about": list(footnote.about),
        "url": footnote.url,
        "text": footnote.text,
        "citations": list(footnote.citations),
    }


def _term(guideline: Guideline, term: Term) -> dict[str, object]:
    return {
        "term": term.term,
        "also": list(term.also),
        "long": term.long,
        "meaning": term.meaning,
        "of": SOURCE if term.by_source else EDITORS,
        "citations": list(term.citations),
        "url": term.url,
        "statements": list(guideline.statements_by_term.get(term.anchor, ())),
    }


def _statement(guideline: Guideline, statement: Statement) -> dict[str, object]:
    footnotes = guideline.footnotes_of(statement.id)
    return {
        "id": statement.id,
        "kind": statement.kind,
        "section": statement.section,
        "text": statement.text,
        "plain": guideline.plain.get(statement.id),
        "url": statement.url,
        "first_words": statement.first_words,
        "citations": list(statement.citations),
        **({"cited_above": [_above(each) for each in statement.above]} if statement.above else {}),
        **({"number": statement.number} if statement.number else {}),
        **({"rating": _rating(statement.rating)} if statement.rating else {}),
        **({"further_ratings": further} if (further := [*map(_rating, statement.further_ratings)]) else {}),
        **({"history": _history(statement.history)} if statement.history else {}),
        **({"footnotes": [{"label": each.label, "text": each.text} for each in footnotes]} if footnotes else {}),
    }


def _above(above: CitedAbove) -> dict[str, object]:
    return {"where": above.where, "words": above.words or None, "citations": list(above.citations)}


def _history(history: StatementHistory) -> dict[str, object]:
    return {
        **{name: history.dates.get(name) for name in DATES},
        "next_review": history.next_review and history.next_review.isoformat(),
        "status": history.status,
        "replaced_by": history.replaced_by,
    }


def _part(part: StatementPart) -> dict[str, object]:
    return {
        "id": part.id,
        "kind": part.kind,
        "title": part.title or None,
        "about": list(part.about),
        "url": part.url,
        "text": part.text,
        "citations": list(part.citations),
    }


def _rating(rating: Rating) -> dict[str, object]:
    scheme = rating.scheme
    return {
        "scheme": scheme and scheme.name,
        "levels": [
            {"name": name, "level": level.name, "meaning": level.meaning or None} for name, level in rating.rated
        ],
        "consensus": rating.consensus,
        "by": rating.rated_by,
        "words": rating.words,
        **({"for": rating.rated_for} if rating.rated_for else {}),
    }


def _exhibit(exhibit: Exhibit) -> dict[str, object]:
    """Return what tables and figures have in common."""
    return {
        "id": exhibit.id,
        "kind": exhibit.kind,
        "number": exhibit.number,
        "label": exhibit.label,
        "caption": exhibit.caption,
        "section": exhibit.section,
        "url": exhibit.url,
        "text": exhibit.text,
        "citations": list(exhibit.citations),
    }


def _notes(exhibit: Exhibit) -> list[dict[str, str]]:
    return [{"mark": note.mark, "text": note.text} for note in exhibit.notes]


def _table(guideline: Guideline, table: Exhibit) -> dict[str, object]:
    return {
        **_exhibit(table),
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
        "notes": _notes(table),
        "statements": list(table.statements),
        **({"drug": table.drug} if table.drug else {}),
        "read": _signed(guideline.readings.get(table.id)),
    }


def _figure(figure: Exhibit) -> dict[str, object]:
    folder = figure.page.rpartition("/")[0]
    return {
        **_exhibit(figure),
        "pictures": [
            {"url": normpath(join(folder, unquote(each.source))), "alternative": each.alternative}
            for each in figure.pictures
        ],
        "steps": [{"depth": depth, "text": words} for depth, words in figure.steps],
        **({"notes": _notes(figure)} if figure.notes else {}),
        "credit": figure.credit,
    }


def _reference(guideline: Guideline, reference: Reference, style: str) -> dict[str, object]:
    suggested = reference.record.suggested
    return {
        "number": reference.number,
        "id": reference.record.id,
        "status": reference.record.status,
        "suggested": suggested and {"formatted": format_csl(suggested, style).text, "csl": suggested},
        "formatted": format_record(reference.record, reference.number, style).text,
        "csl": reference.record.csl,
        "cited_by": list(reference.cited_by),
        "shown_in": [{"name": each.name, "url": each.url} for each in reference.passages],
        "url": guideline.reference_pages[reference.id],
        "further_reading": {"number": reference.record.number} if reference.further_reading else None,
        "study": reference.record.study,
        "confirmed": _signed(reference.record.confirmed),
        "acknowledged": _signed(reference.record.acknowledged),
        "notices": [
            {"kind": notice.kind, "on": notice.on.isoformat(), "doi": notice.doi, "reasons": list(notice.reasons)}
            for notice in reference.notices
        ],
    }


def _signed(by: SignedOff | None) -> dict[str, str] | None:
    return None if by is None else {"by": by.by, "on": by.on.isoformat()}


def model_text(model: dict[str, object]) -> str:
    """Return a guideline, as `guideline_model` gives it, as the text of its file."""
    # Not indented: a reader's phone fetches it.
    return "".join(json_pieces(model))


def published_model(model: dict[str, object]) -> tuple[str, Iterator[str]]:
    """Return a guideline's file, as `guideline_model` gives it: its address within the site, and its pieces."""
    return f"{FOLDER}/{model['slug']}.json", json_pieces(model)


def published_files(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the other files to publish, each with its address within the site: the schema, references."""
    yield f"{FOLDER}/{SCHEMA.name}", SCHEMA.read_text(encoding="utf-8")
    yield from export_files(library)


def reference_page_sources(library: Library) -> dict[str, str]:
    """Return the Markdown of each reference's own page, by its file's address within the content."""
    return {
        address.removesuffix(".html") + ".md": _reference_page(slug, key, record)
        for slug in library.slugs
        for records in [library.folder(slug).records]
        for key, address in reference_pages(slug, records).items()
        for record in [records[key]]
    }


def reference_titles(library: Library) -> dict[str, str]:
    """Return the title of each reference's own page, by its address: an unlisted one is titled by its number."""
    return {
        guideline.reference_pages[reference.id]: reference.title
        for guideline in library.guidelines()
        for reference in guideline.references
    }


def _reference_page(slug: str, key: str, record: Record) -> str:
    # JSON is YAML: whatever the title holds stays text.
    # An unlisted one gets its number later: no work that it may be gives it a name.
    title = key if record.status is Status.UNLISTED else record.title
    front = json.dumps({"title": title, "hide": ["navigation", "toc"]}, ensure_ascii=False)
    return f"---\n{front}\n---\n\n/// {ReferencePage.NAME} | {slug}/{key}\n///\n"


@dataclass(frozen=True)
class Export:
    """A file of references."""

    address: str
    """Its address within the site."""
    form: FileFormat

    @property
    def label(self) -> str:
        """What the form is called."""
        return text(f"export.{self.form}")

    @property
    def name(self) -> str:
        """The name that it is saved under."""
        return self.address.rpartition("/")[2]


def list_exports(guideline: Guideline, keys: Sequence[str]) -> list[Export]:
    """Return the files that hold these references of a guideline; none for no references."""
    if not keys:
        return []
    pages = guideline.reference_pages
    name = "+".join(pages[key].split("/")[-2] for key in keys)
    if len(name) > LONGEST_NAME:
        name = f"{len(keys)}-references-{sha256(name.encode()).hexdigest()[:12]}"
    return [Export(f"data/guidelines/{guideline.slug}/citations/{name}{form.suffix}", form) for form in FileFormat]


def list_guideline_exports(guideline: Guideline) -> list[Export]:
    """Return the files that hold all references of a guideline."""
    return [Export(f"data/guidelines/{guideline.slug}/references{form.suffix}", form) for form in FileFormat]


def list_site_exports() -> list[Export]:
    """Return the files that hold the references of all guidelines."""
    return [Export(f"data/references{form.suffix}", form) for form in FileFormat]


def export_files(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every file's address within the site and its content."""
    all_records: dict[str, CslRecord] = {}
    for guideline in library.guidelines():
        records = [_published(reference) for reference in guideline.references]
        written = Exports.of(records)
        sets = {statement.citations for statement in guideline.statements}
        for keys in sorted(sets | {(key,) for key in guideline.reference_by_id}):
            for file in list_exports(guideline, keys):
                yield file.address, written.select(keys, file.form)
        for file in list_guideline_exports(guideline):
            yield file.address, written.select(guideline.reference_by_id, file.form)
        for record in records:
            # Two guidelines may call different works by the same key.
            key = str(record["id"])
            key = f"{guideline.slug}-{key}" if key in all_records else key
            all_records[key] = {**record, "id": key}
    written = Exports.of(all_records.values())
    for file in list_site_exports():
        yield file.address, written.select(all_records, file.form)


def _published(reference: Reference) -> CslRecord:
    """Return a reference's record, with what was published about the work since as its note."""
    record = export_record(reference.record, reference.number)
    since = reference.published_since
    return {**record, "note": " ".join(filter(None, (str(record.get("note", "")), since)))} if since else record
