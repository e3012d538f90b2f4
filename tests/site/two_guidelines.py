"""A small site of two guidelines that share works and, by chance, keys: all of it is made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.guideline.tiny import FRONT, Tiny
from tests.guideline.tiny_site import build

BACKS: list[dict[str, Any]] = [
    {"id": "smith2020", "type": "article-journal", "title": "On backs", "DOI": "10.5555/Backs"},
    {"id": "jones2021", "type": "article-journal", "title": "On beds", "PMID": "99900001"},
    {"id": "lee2019", "type": "article-journal", "title": "On walks", "PMCID": "PMC99900003"},
    {"id": "alone", "type": "book", "title": "On nothing else"},
    {
        "id": "source-5",
        "type": "document",
        "title": "Reference 5 of the source",
        "custom": {
            "status": "unlisted",
            "suggested": {"id": "m", "type": "book", "title": "Of maybes", "DOI": "10.5555/maybe"},
        },
    },
    {"id": "source-6", "type": "document", "title": "Reference 6 of the source", "custom": {"status": "unlisted"}},
]
KNEES: list[dict[str, Any]] = [
    {"id": "backs-too", "type": "article-journal", "title": "On backs", "DOI": "10.5555/backs"},
    {"id": "beds-too", "type": "article-journal", "title": "On beds", "PMID": "99900001"},
    {"id": "walks-too", "type": "article-journal", "title": "On walks", "PMCID": "PMC99900003"},
    {"id": "alone", "type": "book", "title": "On nothing else"},
    {"id": "maybe", "type": "book", "title": "Of maybes", "DOI": "10.5555/maybe"},
    # The key of another work of the other guideline.
    {"id": "smith2020", "type": "book", "title": "On knees", "DOI": "10.5555/knees"},
]

PAGES = {
    "backs": """\
# On backs

/// guideline-card | backs
///

Keep moving. [@smith2020; @jones2021] {: #move .do }

Do NOT rest. [@lee2019; @alone; @source-5; @source-6] {: #rest .dont }

Rest on Sundays. {: #sundays .consider }

/// editors-note | On walks
    about: [move]

Walks. [@lee2019]
///

/// reference-list | backs
///
""",
    "knees": """\
# On knees

/// guideline-card | knees
///

Bend them. [@backs-too; @smith2020] {: #bend .do }

Do NOT lock them. [@beds-too; @walks-too; @alone; @maybe] {: #lock .dont }

/// reference-list | knees
///
""",
    "": "# Start\n\nOn [backs](guidelines/backs/index.md) and [knees](guidelines/knees/index.md).\n",
    "references": "# References\n\n/// reference-list | backs\n///\n\n/// reference-list | knees\n///\n",
    "about": "# About\n\nOne of many. [@smith2020; @lee2019]\n",
}


def two_guidelines(folder: Path) -> None:
    """Build the site into `folder / "site"`."""
    tiny = Tiny(folder / "content")
    tiny.wording(None)
    for slug, records in (("backs", BACKS), ("knees", KNEES)):
        tiny.page(
            f"guidelines/{slug}/index.md", FRONT.replace("title: Backs", f"title: {slug.title()}") + PAGES[slug]
        )
        tiny.page(f"guidelines/{slug}/references.json", json.dumps(records))
    for name in ("", "references", "about"):
        tiny.page(f"{name}/index.md".lstrip("/"), PAGES[name])
    done = build(tiny)
    assert done.exit_code == 0, done.said
