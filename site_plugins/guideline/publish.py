"""The model, published: `data/guidelines/<slug>.json` by the contract, for everything that reads the site."""

from __future__ import annotations

import json
from pathlib import Path

from site_plugins.guideline.model import Guideline, Reference, Statement
from site_plugins.references.formatting import format_csl, format_record

SCHEMA = Path(__file__).parent / "guideline.schema.json"
FOLDER = "data/guidelines"


def guideline_json(guideline: Guideline) -> dict[str, object]:
    """Return the guideline by the contract of `guideline.schema.json`."""
    about = guideline.about
    return {
        "slug": guideline.slug,
        "title": about.title,
        "version": about.version,
        "status": about.status,
        "source": {"title": about.source_title, "author": about.source_author, "date": about.source_date},
        "last_review": about.last_review and about.last_review.isoformat(),
        "next_review": about.next_review and about.next_review.isoformat(),
        "reviewer": about.reviewer,
        "statements": [_statement(guideline, statement) for statement in guideline.statements],
        "notes": [
            {
                "id": note.id,
                "title": note.title,
                "about": list(note.about),
                "url": f"{guideline.page}#{note.id}",
                "citations": list(note.citations),
            }
            for note in guideline.notes
        ],
        "references": [_reference(reference) for reference in guideline.references],
    }


def _statement(guideline: Guideline, statement: Statement) -> dict[str, object]:
    return {
        "id": statement.id,
        "kind": statement.kind,
        "section": statement.section,
        "text": statement.text,
        "plain": guideline.plain.get(statement.id),
        "url": f"{guideline.page}#{statement.id}",
        "citations": list(statement.citations),
    }


def _reference(reference: Reference) -> dict[str, object]:
    suggested = reference.record.suggested
    return {
        "number": reference.number,
        "id": reference.record.id,
        "status": reference.record.status,
        "suggested": suggested and {"formatted": format_csl(suggested).text, "csl": suggested},
        "formatted": format_record(reference.record, reference.number).text,
        "csl": reference.record.csl,
        "cited_by": list(reference.cited_by),
    }


def published_files(guideline: Guideline) -> dict[str, str]:
    """Return the files to publish, by their address within the site: the guideline and its schema."""
    return {
        f"{FOLDER}/{guideline.slug}.json": json.dumps(guideline_json(guideline), ensure_ascii=False, indent=1)
        + "\n",
        f"{FOLDER}/{SCHEMA.name}": SCHEMA.read_text(encoding="utf-8"),
    }
