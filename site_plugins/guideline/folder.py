"""What stands in a guideline's folder beside the words of its pages: front matter, records, the patients' wording.

The fields of the front matter are defined in `front_matter.py`. The wording in `plain-language.yml` is one text for
each statement's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from calculator.core.language import SOURCE_LANGUAGE
from site_plugins.diagnostics.page_faults import read_front
from site_plugins.diagnostics.problems import Place, Problem, attempt, read_text
from site_plugins.diagnostics.yaml_places import describe_value, read_fields
from site_plugins.guideline.addresses import page_of
from site_plugins.guideline.front_matter import RefusedTextError, read_front_matter, read_line, read_pages
from site_plugins.guideline.glossary_file import GLOSSARY, Glossary, read_glossary
from site_plugins.guideline.kept_source.folder import KeptSource, read_kept_source
from site_plugins.guideline.model import FrontMatter
from site_plugins.guideline.signed import (
    ACCEPTED,
    PUBLISHED,
    Acceptance,
    PublishedVersion,
    SignedFile,
    read_accepted,
    read_published,
)
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
    accepted: SignedFile[Acceptance] | None
    """What was read against the rules; None where it could not be read."""
    published: SignedFile[PublishedVersion] | None
    """What was published under each version; None where it could not be read."""
    kept: KeptSource | None
    """The source's text and what is known of it; None where nothing is kept."""
    glossary: Glossary | None
    """What its abbreviations and terms mean; None where there is none, or where it could not be read."""
    problems: tuple[Problem, ...]


def read_folder(folder: Path, slug: str) -> Folder:
    """Read a guideline's folder; what is wrong stands in `problems`."""
    file = folder / PAGE
    problems: list[Problem] = []
    records = attempt(lambda: read_records(folder / RECORDS), problems)
    wording = attempt(lambda: read_wording(folder / WORDING), problems)
    accepted = attempt(lambda: read_accepted(folder / ACCEPTED), problems)
    published = attempt(lambda: read_published(folder / PUBLISHED), problems)
    problems += [problem for read in (records, wording) if read for problem in read.problems]
    text = attempt(lambda: read_text(file), [])
    # A page that is missing is reported where it is read.
    front = None if text is None else attempt(lambda: read_front(text, str(file)), problems)
    about = None if front is None else attempt(lambda: read_front_matter(front, str(file)), problems)
    further = None if front is None else read_pages(front, str(file))
    language = about.language if about else SOURCE_LANGUAGE
    glossary = attempt(lambda: read_glossary(folder / GLOSSARY, language), problems)
    problems += glossary.problems if glossary else ()
    kept = read_kept_source(folder, further or ())
    problems += kept.problems if kept else ()
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
        accepted=accepted,
        published=published,
        kept=kept,
        glossary=glossary,
        problems=tuple(problems),
    )


@dataclass(frozen=True)
class Wording:
    """The wording of a guideline, as far as it can be used."""

    file: str
    texts: Mapping[str, str]
    places: Mapping[str, Place]
    """The place of every name, also of those without a usable text."""
    problems: tuple[Problem, ...]


def read_wording(file: Path) -> Wording | None:
    """Read the wording; None where there is no such file, because a guideline may have none.

    Raises ContentError when the file cannot be read at all.
    """
    if not file.exists():
        return None
    fields = read_fields(read_text(file), str(file)).values()
    top_level = {field.path[0]: field for field in fields if not field.path[1:]}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, field in top_level.items():
        try:
            texts[name] = read_line(field.value)
        except RefusedTextError as error:
            problems.append(field.place.problem(f"The wording of “{name}” {error}."))
        except ValueError:
            value = describe_value(field.value)
            problems.append(field.place.problem(f"The wording of “{name}” is {value}; give it a text."))
    return Wording(
        file=str(file),
        texts=texts,
        places={name: field.place for name, field in top_level.items()},
        problems=tuple(problems),
    )
