"""The library: every guideline of a content folder, read once and kept."""

from __future__ import annotations

from functools import cache, cached_property, partial
from pathlib import Path

from site_plugins.guideline.model import Guideline
from site_plugins.guideline.reader import PAGE, RECORDS, read_guideline
from site_plugins.problems import ContentError, Problem, attempt, suggestion

FOLDER = "guidelines"


class Library:
    """The guidelines below `<content>/guidelines/`, one folder each."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self._read: dict[str, Guideline] = {}

    @cached_property
    def slugs(self) -> list[str]:
        """The names of the guidelines' folders, sorted."""
        # A folder without one of them is a guideline with a problem and not something else.
        files = [file for name in (PAGE, RECORDS) for file in (self.content / FOLDER).glob(f"*/{name}")]
        return sorted({file.parent.name for file in files})

    def records_file(self, slug: str) -> Path:
        """Return the file that holds a guideline's references."""
        return self.content / FOLDER / slug / RECORDS

    def guidelines(self) -> list[Guideline]:
        """Return every guideline, in the order of `slugs`. Raises ContentError with the problems of all."""
        problems: list[Problem] = []
        read = [attempt(partial(self.guideline, slug), problems) for slug in self.slugs]
        if problems:
            raise ContentError(problems)
        return [guideline for guideline in read if guideline is not None]

    def guideline(self, slug: str) -> Guideline:
        """Return one guideline; it is read at its first use.

        Raises ContentError when it does not exist or has problems.
        """
        if slug not in self._read:
            if slug not in self.slugs:
                raise ContentError([Problem(str(self.content / FOLDER), None, self.no_guideline(slug))])
            self._read[slug] = read_guideline(self.content / FOLDER / slug, slug)
        return self._read[slug]

    def no_guideline(self, slug: str) -> str:
        """Say that there is no guideline of that name, and which one may have been meant."""
        return f"There is no guideline “{slug}”; give the name of its folder.{suggestion(slug, self.slugs)}"

    def find_reference(self, key: str) -> Guideline | None:
        """Return the first guideline that has a record of that id: how other pages' citations are resolved."""
        for guideline in self.guidelines():
            if key in guideline.reference_by_id:
                return guideline
        return None


@cache
def library_at(content: str) -> Library:
    """Return the library of a content folder; kept until `library_at.cache_clear()`."""
    return Library(Path(content))
