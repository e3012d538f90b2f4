"""The corpus's references as BibTeX, for the peers that read nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def bibtex(references: Iterable[Mapping[str, Any]]) -> str:
    """Return the articles of a corpus, which have no character that BibTeX would want escaped."""
    return "\n".join(map(_article, references))


def _article(record: Mapping[str, Any]) -> str:
    fields = {
        "title": record["title"],
        "author": " and ".join(f"{name['family']}, {name['given']}" for name in record["author"]),
        "journal": record["container-title"],
        "year": record["issued"]["date-parts"][0][0],
        "volume": record["volume"],
        "number": record["issue"],
        "pages": record["page"].replace("-", "--"),
        "doi": record["DOI"],
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{{record['id']},\n{lines}}}\n"
