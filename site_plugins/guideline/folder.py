"""What stands in a guideline's folder beside the words of its pages: front matter, records, the patients' wording.

The front matter says who is behind the guideline, from when it is, when it was and will be reviewed. The wording in
`plain-language.yml` is one text for each statement's id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from site_plugins.diagnostics.characters import refuse_text, shorten
from site_plugins.diagnostics.days import day_of
from site_plugins.diagnostics.markdown_places import split_front_matter
from site_plugins.diagnostics.problems import ContentError, Place, Problem, attempt, read_text, suggestion
from site_plugins.diagnostics.yaml_places import Field, FieldPath, read_fields
from site_plugins.guideline.addresses import page_of
from site_plugins.guideline.model import FrontMatter
from site_plugins.guideline.signed import (
    ACCEPTED,
    PUBLISHED,
    Acceptance,
    PublishedVersion,
    SignedFile,
    read_accepted,
    read_published,
    version_key,
)
from site_plugins.references import Record, read_records

FOLDER = "guidelines"
"""The folder of all guidelines, within the content."""
PAGE, RECORDS, WORDING = "index.md", "references.json", "plain-language.yml"
"""The files of a guideline's folder."""

_TEXT_FIELDS = ("funding", "conflicts", "contact")
_MOST = {"title": 250, "status": 100}
"""Characters of the fields that stand in the text for a record, which has 1,200 at most."""
LONGEST_VERSION = 40
"""Characters of a version at most: a saved file of answers names it."""
_SOURCE_FIELDS = ("title", "author", "date")
_DAY_FIELDS = ("last_review", "next_review")
_REQUIRED = object()
_FOLDER_NAME = re.compile(r"[A-Za-z0-9][\w-]*")


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
        accepted=accepted,
        published=published,
        problems=tuple(problems),
    )


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Read the front matter of a guideline's page.

    `text` is its YAML, `file` its name in problems. Raises ContentError with every field that is wrong.
    """
    # The opening fence is the file's first line.
    fields = read_fields(text, file, first_line=2)
    problems: list[Problem] = []
    known: set[FieldPath] = set()

    def take(path: str, read: Callable[[Any], Any], allowed: str, default: Any = _REQUIRED) -> Any:
        names = tuple(path.split("."))
        known.add(names)
        field = fields.get(names)
        if field is None and default is not _REQUIRED:
            return default
        refusal = None
        try:
            if field is not None:
                return read(field.value)
        except _RefusedTextError as error:
            refusal = str(error)
        except ValueError:
            pass
        value = "missing" if field is None else shorten(repr(field.value))
        message = f"{path} {refusal}." if refusal else f"{path} is {value}; allowed: {allowed}."
        problems.append(_place(names, fields, file).problem(message))
        return None

    values = {
        "title": take("title", *_text_of(_MOST["title"])),
        "version": take("guideline.version", _version, "numbers with two dots between them, such as 1.0.1"),
        "status": take("guideline.status", *_text_of(_MOST["status"])),
        **{name: take(f"guideline.{name}", _text, "some text") for name in _TEXT_FIELDS},
        **{f"source_{name}": take(f"guideline.source.{name}", _text, "some text") for name in _SOURCE_FIELDS},
        **{name: take(f"guideline.{name}", _day, "a date YYYY-MM-DD, or null") for name in _DAY_FIELDS},
        "reviewer": take("guideline.reviewer", _text_or_none, "a name, or null"),
        "pages": take("guideline.pages", _folders, "a list of folders such as [treatment, follow-up]", ()),
    }
    problems += _find_unknown(fields, known)
    if problems:
        raise ContentError(problems)
    return FrontMatter(**values)


def read_pages(text: str, file: str) -> tuple[str, ...] | None:
    """Return the folders of a guideline's further pages, whatever else is wrong; None where nobody can tell."""
    try:
        field = read_fields(text, file, first_line=2).get(("guideline", "pages"))
        return () if field is None else _folders(field.value)
    except (ContentError, ValueError):
        return None


class _RefusedTextError(ValueError):
    """A text that holds what no text can keep; its message says what, to stand behind the text's name."""


def _text(value: Any) -> str:
    """Return a text on one line. Raises ValueError, a `_RefusedTextError` where it holds what no text can keep."""
    if isinstance(value, str) and value.strip():
        # YAML ends a text of several lines, folded into one, with a line break.
        if refusal := refuse_text(value.strip()):
            raise _RefusedTextError(refusal)
        return value.strip()
    raise ValueError


def _text_of(most: int) -> tuple[Callable[[Any], str], str]:
    """Return what reads a text of so many characters at most, and what is allowed."""

    def read(value: Any) -> str:
        if len(text := _text(value)) > most:
            raise ValueError
        return text

    return read, f"some text of at most {most} characters"


def _version(value: Any) -> str:
    # With one dot it would be a number to YAML, and 1.10 the same as 1.1.
    if isinstance(value, str) and len(value) <= LONGEST_VERSION and version_key(value):
        return value
    raise ValueError


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _folders(value: Any) -> tuple[str, ...]:
    # Each is one folder below the guideline's own: no way out of it, and none twice.
    names = value if isinstance(value, list) else [None]
    if all(isinstance(name, str) and _FOLDER_NAME.fullmatch(name) for name in names) and len({*names}) == len(
        names
    ):
        return tuple(names)
    raise ValueError


def _day(value: Any) -> date | None:
    return None if value is None else day_of(value)


def _place(path: FieldPath, fields: dict[FieldPath, Field], file: str) -> Place:
    """Return the place of a field or, where it is missing, of the field that it belongs in."""
    while path and path not in fields:
        path = path[:-1]
    return fields[path].place if path else Place(file, 1)


def _find_unknown(fields: dict[FieldPath, Field], known: set[FieldPath]) -> Iterator[Problem]:
    """Yield the fields that nobody reads, but for those beside the guideline's, which are for others."""
    groups = {path[:length] for path in known for length in range(1, len(path))}
    for path, field in fields.items():
        if path[:-1] in groups and path not in known | groups:
            allowed = sorted(name[-1] for name in known | groups if name[:-1] == path[:-1])
            message = f"{'.'.join(path)} is not a known field; allowed: {', '.join(allowed)}."
            yield field.place.problem(message + suggestion(path[-1], allowed))


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
            texts[name] = _text(field.value)
        except _RefusedTextError as error:
            problems.append(field.place.problem(f"The wording of “{name}” {error}."))
        except ValueError:
            value = shorten(repr(field.value))
            problems.append(field.place.problem(f"The wording of “{name}” is {value}; give it a text."))
    return Wording(
        file=str(file),
        texts=texts,
        places={name: field.place for name, field in top_level.items()},
        problems=tuple(problems),
    )
