"""What stands in a guideline's folder beside the words of its pages: front matter, records, wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_plugins.diagnostics.markdown_places import split_front_matter
from site_plugins.diagnostics.problems import Problem, attempt, read_text
from site_plugins.guideline.addresses import page_of
from site_plugins.guideline.front_matter import read_front_matter, read_pages
from site_plugins.guideline.model import FrontMatter
from site_plugins.guideline.wording import Wording, read_wording
from site_plugins.references import Record, read_records

FOLDER = "guidelines"
"""The folder of all guidelines, within the content."""
PAGE, RECORDS, WORDING = "index.md", "references.json", "plain-language.yml"
"""The files of a guideline's folder."""


@dataclass(frozen=True)
class Folder:
    """A guideline's folder, as far as it can be used."""

    about: FrontMatter | None
    pages: Mapping[str, Path]
    """The file of each of its pages by the page's address, in reading order."""
    whole: bool
    """Whether these are all pages: where the front matter cannot be read, nobody can tell."""
    records: Mapping[str, Record]
    keys: frozenset[str] | None
    """The ids of all records, also of those with problems; None where they could not be read."""
    wording: Wording | None
    problems: tuple[Problem, ...]


def read_folder(folder: Path, slug: str) -> Folder:
    """Read a guideline's folder; what is wrong stands in `problems`."""
    file = folder / PAGE
    problems: list[Problem] = []
    records = attempt(lambda: read_records(folder / RECORDS), problems)
    wording = attempt(lambda: read_wording(folder / WORDING), problems)
    problems += [problem for read in (records, wording) if read for problem in read.problems]
    text = attempt(lambda: read_text(file), [])
    # A page that is missing is reported where it is read.
    about = (
        None
        if text is None
        else attempt(lambda: read_front_matter(split_front_matter(text)[0], str(file)), problems)
    )
    further = None if text is None else read_pages(split_front_matter(text)[0], str(file))
    return Folder(
        about=about,
        pages={
            page_of(slug): file,
            **{page_of(slug, name): folder / name / PAGE for name in further or ()},
        },
        whole=further is not None,
        records=records.by_id if records else {},
        keys=records.ids if records else None,
        wording=wording,
        problems=tuple(problems),
    )
