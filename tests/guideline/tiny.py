"""A content folder with a small guideline, to break in one place at a time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from site_plugins.guideline import ContentError, Guideline, Library, Problem
from site_plugins.guideline.drift import read_wordings
from site_plugins.guideline.signing import RefusedError, accept, publish
from site_plugins.references import SignedOff

SIGNED = SignedOff("B. Lee", date(2026, 11, 29))

FRONT = """\
---
title: Backs
guideline:
  version: 1.0.0
  status: draft
  source:
    title: On backs
    author: A. Smith
    date: "2020"
    licence: CC BY 4.0
  last_review: null
  next_review: 2027-05-23
  reviewer: null
  funding: none
  conflicts: none
  contact: the editors
---
"""

BODY = """\
# On backs

/// guideline-card | backs
///

Keep moving. [@smith2020] {: #move .do }

- Do NOT rest in bed. [@smith2020; @jones2021] {: #bed .dont }

/// reference-list | backs
///
"""

RECORDS: list[dict[str, Any]] = [
    {"id": "smith2020", "type": "article-journal", "title": "On backs", "DOI": "10.1000/backs"},
    {"id": "jones2021", "type": "book", "title": "On beds"},
]

WORDING = """\
move: "Keep moving."
bed: "Bed rest does not help."
"""


class Tiny:
    """The folder `guidelines/backs/` below a content folder."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.folder = content / "guidelines" / "backs"
        self.folder.mkdir(parents=True)
        self.front(FRONT)
        self.records(RECORDS)
        self.wording(WORDING)

    def front(self, front: str) -> None:
        self._write("index.md", front + BODY)

    def body(self, body: str) -> None:
        """Write the page's text; `line` tells where it stands in the file."""
        self._write("index.md", FRONT + body)

    def records(self, records: list[Any]) -> None:
        """Write the references, a record a line: the first is on line 2."""
        rows = ",\n".join(json.dumps(record) for record in records)
        self._write("references.json", f"[\n{rows}\n]\n")

    def wording(self, wording: str | None) -> None:
        if wording is None:
            (self.folder / "plain-language.yml").unlink()
        else:
            self._write("plain-language.yml", wording)

    def page(self, name: str, text: str) -> None:
        """Write another page of the site."""
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self) -> Guideline:
        return Library(self.content).guideline("backs")

    def problems(self) -> list[Problem]:
        """Everything that is wrong, as a build says it, with files' names from the guideline's folder on."""
        try:
            Library(self.content).guidelines()
        except ContentError as error:
            return [self._shortened(problem) for problem in error.problems]
        return []

    def sign(self) -> None:
        """Let somebody read every wording and publish every version, as far as the guidelines can be read."""
        library = Library(self.content)
        for slug in library.slugs:
            try:
                if read_wordings(library.guideline(slug)):
                    accept(library, slug, [], SIGNED, everything=True)
                publish(Library(self.content), slug, SIGNED)
            except (ContentError, RefusedError):
                continue

    def _shortened(self, problem: Problem) -> Problem:
        file, text = (each.replace(f"{self.folder}/", "") for each in (problem.file, problem.text))
        return replace(problem, file=file, text=text)

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")


def line(number: int) -> str:
    """Where the nth line of a body stands in `index.md`."""
    return f"index.md:{FRONT.count(chr(10)) + number}"
