"""The folder `source/` of a guideline: the text as it was received, and what was changed on purpose.

`source.yml` says of each file where it comes from, when it was received and its SHA-256; `differences.yml` lists
what the guideline says otherwise, each with a reason. A guideline may have no such folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from site_plugins.diagnostics.characters import refuse_text, shorten
from site_plugins.diagnostics.days import day_of
from site_plugins.diagnostics.problems import FileText, Place, Problem, attempt, read_text, suggestion
from site_plugins.diagnostics.yaml_places import Field, FieldPath, read_fields
from site_plugins.guideline.kept_source.citing import CITATION_STYLES, Citing, find_doubtful
from site_plugins.guideline.kept_source.reading import FORMS, SourcePart, find_markdown, read_part
from site_plugins.guideline.model import IntendedDifference, SourceFile

FOLDER, ABOUT, DIFFERENCES = "source", "source.yml", "differences.yml"
"""The folder within a guideline's own, and its two data files."""
_ENTRY = ("source", "here", "reason", "by")
LIST_LEVELS = ("shown", "lost")
"""Whether a text shows which item of a list stands within which."""
_PAGES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
"""The endings of files that MkDocs makes pages of."""
NOT_STATED = "not stated"
"""What stands where nobody knows."""


@dataclass(frozen=True)
class KeptSource:
    """What `source/` holds, as far as it can be used."""

    folder: Path
    transcribed_by: str | None
    """Who transcribed it; None where nobody is named."""
    publish: bool
    """Whether the text is published beside the pages."""
    citing: Citing
    """How the source cites."""
    form: str
    """What its texts are written in: one of FORMS."""
    shows_levels: bool
    """Whether the text shows which item of a list stands within which; a copy may have lost all indents."""
    files: tuple[SourceFile, ...]
    """In reading order; none where the text is not kept, and nothing can be compared."""
    texts: tuple[FileText, ...]
    """Their texts as they are compared, without the list of references at the end of one."""
    differences: tuple[IntendedDifference, ...]
    places: Mapping[str, Place]
    """Where each intended difference is listed, by its name."""
    problems: tuple[Problem, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether there is a text, and nothing is wrong with what is said about it."""
        return bool(self.texts) and not self.problems

    @cached_property
    def parts(self) -> list[SourcePart]:
        """What each file says."""
        return [read_part(text, self.citing, self.form, part) for part, text in enumerate(self.texts)]


def is_of_source(address: str, slug: str) -> bool:
    """Return whether a file of the content, by its address, belongs to the kept source of a guideline."""
    return address.startswith(f"guidelines/{slug}/{FOLDER}/")


def read_kept_source(guideline: Path, pages: tuple[str, ...]) -> KeptSource | None:
    """Read `source/` of a guideline's folder; None where there is none. What is wrong stands in `problems`.

    `pages` are the folders of the guideline's further pages: one called source is no kept text.
    """
    folder = guideline / FOLDER
    about = folder / ABOUT
    if not folder.is_dir() or (FOLDER in pages and not about.exists()):
        return None
    problems: list[Problem] = []
    reader = _Reader(about, attempt(lambda: read_fields(read_text(about), str(about)), problems), problems)
    if FOLDER in pages:
        message = f"The folder {FOLDER} keeps the source's text: give the page of that name another folder."
        problems.append(Place(str(about), 1).problem(message))
    style = reader.take("citations", _one_of(tuple(CITATION_STYLES)), ", ".join(CITATION_STYLES), "none")
    words = "a list of words with the number behind them, such as [in³]"
    cited = reader.take("cited", _words, words, ())
    not_cited = reader.take("not_cited", _words, words, ())
    form = reader.take("form", _one_of(FORMS), " or ".join(FORMS), FORMS[0])
    levels = reader.take("list_levels", _one_of(LIST_LEVELS), " or ".join(LIST_LEVELS), LIST_LEVELS[0])
    transcribed_by = reader.take("transcribed_by", _text, f"a name, or “{NOT_STATED}”", NOT_STATED)
    publish = reader.take("publish", _truth, "true or false (the licence decides)", False)
    names = reader.names_in(("files",))
    read = [_read_file(folder, name, reader) for name in names]
    for name in names if publish else ():
        if Path(name).suffix.casefold() in _PAGES:
            message = f"{name} would become a page of the site: call it {Path(name).stem}.txt; its SHA-256 stays."
            reader.problem(("files", name), message)
    texts = tuple(text for _file, text in read if text is not None)
    if texts and ("citations",) not in reader.fields:
        styles = ", ".join(CITATION_STYLES)
        reader.problem((), f"citations is missing: say how the source cites; allowed: {styles}.")
    if ("files",) in reader.fields and not names:
        example = "files:, below it a line such as text.txt:, and below that, indented, from, received and sha256"
        reader.problem(("files",), f"files names no file; write {example}.")
    elif not names and reader.readable and transcribed_by in (None, NOT_STATED):
        reader.problem((), "This says neither which text is kept (files) nor who transcribed it (transcribed_by).")
    for text in texts if ("form",) not in reader.fields else ():
        if (at := find_markdown(text)) is not None:
            message = (
                f"This looks like Markdown: say form: markdown in {ABOUT} to have it compared as what it shows, or "
                "form: text if its signs are the source's own."
            )
            problems.append(text.at(at).problem(message))
    citing = Citing(style or "none", cited or (), not_cited or ())
    for doubted in texts if reader.readable else ():
        for at, doubtful in find_doubtful(doubted.text, citing):
            message = (
                f"“{doubtful}” may end in a citation, or in a number of its own, such as a power: say which in "
                f'{ABOUT}, with cited: ["{doubtful}"] or not_cited: ["{doubtful}"], each a list of all such words.'
            )
            problems.append(doubted.at(at).problem(message))
    reader.find_unknown(names)
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name not in (ABOUT, DIFFERENCES, *names) and not file.name.startswith("."):
            message = f"{ABOUT} says nothing of this file: name it there under files, or take it out of {FOLDER}/."
            problems.append(Problem(str(file), None, message + suggestion(name, names)))
    differences, places = _read_differences(folder / DIFFERENCES, problems)
    if differences and not names:
        problems.append(Problem(str(folder / DIFFERENCES), None, "There is no text of the source to differ from."))
    return KeptSource(
        folder=folder,
        transcribed_by=None if transcribed_by in (None, NOT_STATED) else transcribed_by,
        publish=bool(publish),
        citing=citing,
        form=form or FORMS[0],
        shows_levels=levels == LIST_LEVELS[0],
        files=tuple(file for file, _text in read if file is not None),
        texts=texts,
        differences=differences,
        places=places,
        problems=tuple(problems),
    )


class _Reader:
    """Takes fields of a document and says what is wrong with them."""

    def __init__(self, file: Path, fields: dict[FieldPath, Field] | None, problems: list[Problem]) -> None:
        self.file = file
        self.fields = fields or {}
        self.readable = fields is not None
        self.problems = problems
        self._known: set[FieldPath] = set()

    def problem(self, path: FieldPath, message: str) -> None:
        """Add what is wrong with a field or, where it is missing, with the field that it belongs in."""
        if self.readable:
            while path and path not in self.fields:
                path = path[:-1]
            place = self.fields[path].place if path else Place(str(self.file), 1)
            self.problems.append(place.problem(message))

    def names_in(self, group: FieldPath) -> list[str]:
        """Return the names of the fields of a group, in the order of the file."""
        fields = [field for path, field in self.fields.items() if path[:-1] == group]
        return [field.path[-1] for field in sorted(fields, key=lambda field: field.place.line or 0)]

    def take(self, path: str | FieldPath, read: Callable[[Any], Any], allowed: str, default: Any = None) -> Any:
        """Return a field's value; None and a problem where it cannot be used, the default where it is missing."""
        names = (path,) if isinstance(path, str) else path
        self._known.add(names)
        field = self.fields.get(names)
        if field is None and default is not None:
            return default
        try:
            if field is not None:
                return read(field.value)
            self.problem(names, f"{'.'.join(names)} is missing; write {allowed}.")
        except _RefusedError as error:
            self.problem(names, f"{'.'.join(names)} {error}.")
        except ValueError:
            self.problem(names, f"{'.'.join(names)} is {shorten(repr(field.value))}; allowed: {allowed}.")  # type: ignore[union-attr]
        return None

    def find_unknown(self, names: list[str]) -> None:
        """Add a problem for each field that nobody took."""
        groups = {(), ("files",), *(("files", name) for name in names)}
        for path in self.fields:
            if path[:-1] in groups and path not in self._known | groups:
                allowed = sorted({known[-1] for known in self._known | groups if known and known[:-1] == path[:-1]})
                near = suggestion(path[-1], allowed)
                self.problem(path, f"{'.'.join(path)} is not a known field; allowed: {', '.join(allowed)}.{near}")


class _RefusedError(ValueError):
    """A text that no page can show; its message says why, to stand behind the text's name."""


def _text(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        if refusal := refuse_text(value.strip(), lines=True):
            raise _RefusedError(refusal)
        return value.strip()
    raise ValueError


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError
    return tuple(_text(each) for each in value)


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError
        return str(value)

    return read


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _day_or_not_stated(value: Any) -> date | str:
    return NOT_STATED if value == NOT_STATED else day_of(value)


def _line_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError
    return value


def _digest(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value):
        return value
    raise ValueError


def _read_file(folder: Path, name: str, reader: _Reader) -> tuple[SourceFile | None, FileText | None]:
    """Read one file of the source and what is said of it."""
    within: FieldPath = ("files", name)
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()) or name in (ABOUT, DIFFERENCES):
        reader.problem(within, f"“{name}” cannot be a file of the source: write the name of a text in {FOLDER}/.")
        return None, None
    origin = reader.take((*within, "from"), _text, f"where the text comes from, or “{NOT_STATED}”")
    received = reader.take((*within, "received"), _day_or_not_stated, f"a date YYYY-MM-DD, or “{NOT_STATED}”")
    references_from = reader.take(
        (*within, "references_from"), _line_number, "the line on which its list of references begins", 0
    )
    text = attempt(lambda: read_text(path), reader.problems)
    digest = sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    stated = reader.take((*within, "sha256"), _digest, digest or "the SHA-256 of the file, 64 hexadecimal digits")
    if digest is not None and stated is not None and stated != digest:
        reader.problem(
            (*within, "sha256"),
            f"{name} is not the file that was received: its SHA-256 is {digest}. If somebody edited it, take the "
            f"edit back, and list what shall differ in {DIFFERENCES}; if it was received anew, write the "
            "new number and day.",
        )
    if text is not None and ("\x02" in text or "\x03" in text):
        reader.problem(within, f"{name} holds control characters: save it as plain text.")
        text = None
    if text is not None and not text.strip():
        reader.problem(within, f"{name} is empty: put the text of the source there, or take it off the list.")
    if text is not None and references_from:
        lines = text.split("\n")
        if references_from > len(lines):
            reader.problem((*within, "references_from"), f"{name} has {len(lines)} lines only.")
        text = "\n".join(lines[: references_from - 1])
    if text is None or origin is None or received is None or references_from is None:
        return None, None
    file = SourceFile(
        name, origin, None if received == NOT_STATED else received, digest or "", bool(references_from)
    )
    return file, FileText(str(path), text)


def _read_differences(
    file: Path, problems: list[Problem]
) -> tuple[tuple[IntendedDifference, ...], Mapping[str, Place]]:
    """Read the intended differences; none where there is no such file."""
    if not file.exists():
        return (), {}
    fields = attempt(lambda: read_fields(read_text(file), str(file)), problems)
    reader = _Reader(file, fields, problems)
    names = reader.names_in(())
    differences = [each for name in names if (each := _read_difference(name, reader)) is not None]
    for path, field in reader.fields.items():
        if len(path) > 1 and (path[1] not in _ENTRY or len(path) > 2):
            near = suggestion(path[-1], _ENTRY)
            problems.append(
                field.place.problem(f"{'.'.join(path)} is not a known field; allowed: {', '.join(_ENTRY)}.{near}")
            )
    return tuple(differences), {name: reader.fields[name,].place for name in names}


def _read_difference(name: str, reader: _Reader) -> IntendedDifference | None:
    if not isinstance(reader.fields[name,].value, dict):
        reader.problem((name,), f"“{name}” has no fields; write source, here, reason and by below it.")
        return None
    source = reader.take((name, "source"), _text, "the words of the source that are not kept")
    here = reader.take((name, "here"), _text_or_empty, 'what this guideline says instead; "" for nothing')
    reason = reader.take((name, "reason"), _text, "why the guideline differs")
    by = reader.take((name, "by"), _text, "who decided it")
    if source is None or here is None or reason is None or by is None:
        return None
    return IntendedDifference(name, source, here, reason, by)


def _text_or_empty(value: Any) -> str:
    return "" if value == "" else _text(value)
