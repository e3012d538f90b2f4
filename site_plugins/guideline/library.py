"""The library: every guideline of a content folder, read once and kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from site_plugins.guideline.model import Guideline
from site_plugins.guideline.problems import ContentError, Problem, suggestion
from site_plugins.guideline.reader import read_guideline
from site_plugins.guideline.records import read_records

FOLDER = "guidelines"


class Library:
    """The guidelines below `<content>/guidelines/`, one folder each."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self._read: dict[str, Guideline] = {}

    def slugs(self) -> list[str]:
        """Return the names of the guidelines' folders, sorted."""
        return sorted(file.parent.name for file in (self.content / FOLDER).glob("*/references.json"))

    def guidelines(self) -> list[Guideline]:
        """Return every guideline, in the order of `slugs`."""
        return [self.guideline(slug) for slug in self.slugs()]

    def guideline(self, slug: str) -> Guideline:
        """Return one guideline; it is read at its first use.

        Raises ContentError when it does not exist or has problems.
        """
        if slug not in self._read:
            if slug not in self.slugs():
                near = suggestion(slug, self.slugs())
                raise ContentError(
                    [Problem(str(self.content / FOLDER), None, f"There is no guideline “{slug}”.{near}")]
                )
            self._read[slug] = self._read_guideline(slug)
        return self._read[slug]

    def find_reference(self, key: str) -> Guideline | None:
        """Return the first guideline that has a record of that id: how other pages' citations are resolved."""
        for guideline in self.guidelines():
            if key in guideline.reference_by_id:
                return guideline
        return None

    def _read_guideline(self, slug: str) -> Guideline:
        folder = self.content / FOLDER / slug
        plain_file = folder / "plain-language.yml"
        return read_guideline(
            folder / "index.md",
            slug=slug,
            records=read_records(folder / "references.json", str(folder / "references.json")),
            plain=_read_plain(plain_file) if plain_file.exists() else {},
            plain_file=str(plain_file),
        )


def _read_plain(file: Path) -> dict[str, str]:
    """Read the patients' wording: one text for each statement's id."""
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ContentError([Problem(str(file), None, f"This is not YAML: {error}.")]) from error
    if not isinstance(found, dict):
        raise ContentError([Problem(str(file), None, "Lines such as “statement-id: wording” are expected.")])
    wrong = [
        Problem(str(file), None, f"The wording of “{name}” is {wording!r}; some text is expected.")
        for name, wording in found.items()
        if not isinstance(wording, str) or not wording
    ]
    if wrong:
        raise ContentError(wrong)
    return found


@cache
def library_at(content: str) -> Library:
    """Return the library of a content folder; kept until `library_at.cache_clear()`."""
    return Library(Path(content))
