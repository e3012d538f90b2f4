"""The library: every guideline of a content folder, read once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path

from calculator.core.language import interface_language
from site_plugins.diagnostics.problems import ContentError, Problem, attempt, suggestion
from site_plugins.guideline.assemble import (
    assemble,
    find_mismatches,
    find_wrong_ratings,
    number_references,
)
from site_plugins.guideline.cross_reference_targets import find_targets
from site_plugins.guideline.folder import FOLDER, PAGE, RECORDS, Folder, read_folder
from site_plugins.guideline.glossary_file import find_glossary_faults
from site_plugins.guideline.glossary_list import write_own_lists
from site_plugins.guideline.kept_source.check import find_source_problems, source_text
from site_plugins.guideline.kept_source.meanings import find_unfounded_meanings
from site_plugins.guideline.model import Guideline, SourceText
from site_plugins.guideline.numbers import find_number_faults
from site_plugins.guideline.page_parts import PageParts, read_parts
from site_plugins.references import RETRACTIONS_FILE, EditorialNotices, read_notices


class Library:
    """The guidelines below `<content>/guidelines/`, one folder each.

    A guideline is put together at its first use, from the parts that the conversion of its pages gave (`add_page`);
    a page that was not converted is read from its file.
    """

    def __init__(self, content: Path) -> None:
        self.content = content
        self._pages: dict[str, PageParts] = {}
        self._folders: dict[str, Folder] = {}
        self._results: dict[str, Guideline | ContentError] = {}
        self._cache: dict[tuple[str, ...], str] = {}
        self.shows_drafts = False
        """Whether a guideline may be looked at before it is like its source: what differs is then no problem."""
        self.unlike_source: dict[str, list[Problem]] = {}
        """What differs from the source in drafts, by the guidelines' names."""

    @cached_property
    def slugs(self) -> list[str]:
        """The names of the guidelines' folders, sorted."""
        # A folder without one of them is a guideline with a problem and not something else.
        files = [file for name in (PAGE, RECORDS) for file in (self.content / FOLDER).glob(f"*/{name}")]
        return sorted({file.parent.name for file in files})

    def records_file(self, slug: str) -> Path:
        """Return the file that holds a guideline's references."""
        return self.content / FOLDER / slug / RECORDS

    def folder(self, slug: str) -> Folder:
        """Return what stands beside a guideline's pages: front matter, records, wording."""
        if slug not in self._folders:
            self._folders[slug] = read_folder(self.content / FOLDER / slug, slug)
        return self._folders[slug]

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {page: slug for slug in self.slugs for page in self.folder(slug).pages}

    def owner(self, page: str) -> str | None:
        """Return the name of the guideline that the page at an address belongs to, or None."""
        return self._owners.get(page)

    def renew(self, changed: Collection[Path]) -> None:
        """Have everything read anew that one of these files says; all other files are the same, and none is new."""
        for slug in self.slugs:
            folder = self.content / FOLDER / slug
            if not any(file.is_relative_to(folder) for file in changed):
                continue
            pages = self.folder(slug).pages
            for page in [page for page, file in pages.items() if file in changed]:
                self._pages.pop(page, None)
            if any(file.parent == folder and file.name != PAGE for file in changed):
                del self._folders[slug]
            self._results.pop(slug, None)
        self._cache.clear()

    def add_page(self, parts: PageParts) -> None:
        """Take the parts of a guideline's page from its conversion, so that it is not read once more."""
        self._pages[parts.page] = parts
        if parts.shown is not None:
            # Where each page is finished by itself, another may have asked before there was anything to compare.
            self._results.pop(self._owners[parts.page], None)

    def page(self, address: str) -> PageParts | None:
        """Return the parts of a guideline's page that was converted; None for any other."""
        return self._pages.get(address)

    def guidelines(self) -> list[Guideline]:
        """Return every guideline, in the order of `slugs`. Raises ContentError with the problems of all."""
        problems: list[Problem] = []
        read = [attempt(partial(self.guideline, slug), problems) for slug in self.slugs]
        if problems:
            raise ContentError(problems)
        return [guideline for guideline in read if guideline is not None]

    def guideline(self, slug: str) -> Guideline:
        """Return one guideline. Raises ContentError when it does not exist or has problems."""
        if slug not in self._results:
            if slug not in self.slugs:
                raise ContentError([Problem(str(self.content / FOLDER), None, self.report_unknown_guideline(slug))])
            try:
                self._results[slug] = self._read(slug)
            except ContentError as error:
                self._results[slug] = error
        result = self._results[slug]
        if isinstance(result, ContentError):
            raise result
        return result

    def cached(self, name: tuple[str, ...], make: Callable[[], str]) -> str:
        """Return what was made under that name before, or make it: what many pages show is made once."""
        name = (*interface_language(), *name)
        if name not in self._cache:
            self._cache[name] = make()
        return self._cache[name]

    def report_unknown_guideline(self, slug: str) -> str:
        """Return a message: there is no guideline of that name, and which one may have been meant."""
        return f"There is no guideline “{slug}”; use the name of its folder.{suggestion(slug, self.slugs)}"

    def find_reference(self, key: str) -> Guideline | None:
        """Return the first guideline that has a record of that id: how other pages' citations are resolved."""
        for guideline in self.guidelines():
            if key in guideline.reference_by_id:
                return guideline
        return None

    @cached_property
    def notices(self) -> EditorialNotices | None:
        """What was retracted or corrected since, for the works of all guidelines; None without such data."""
        file = self.content / RETRACTIONS_FILE
        if not file.exists():
            return None
        records = [record for slug in self.slugs for record in self.folder(slug).records.values()]
        return read_notices(file, [record.work for record in records if record.work is not None])

    def _read(self, slug: str) -> Guideline:
        folder = self.folder(slug)
        problems = list(folder.problems)
        read = partial(
            read_parts,
            keeps_source=folder.kept is not None,
            glossary=folder.glossary,
            write_lists=partial(write_own_lists, slug=slug, folder=folder),
        )
        pages = [
            parts
            for page, file in folder.pages.items()
            if (parts := self.page(page) or attempt(partial(read, file, page), problems))
        ]
        problems += [problem for page in pages for problem in page.problems]
        # Where a page could not be read, the other parts would all seem not to fit.
        if folder.whole and len(pages) == len(folder.pages):
            problems += find_mismatches(pages, folder.keys, folder.wording)
            if folder.glossary is not None:
                used = frozenset(chain.from_iterable(page.spellings for page in pages))
                problems += find_glossary_faults(folder.glossary, used, folder.keys, folder.pages.values())
            if folder.about is not None:
                cited = {key for page in pages for key in page.order}
                problems += find_number_faults(folder.records, cited, folder.about.numbers)
        if folder.about is not None:
            problems += find_wrong_ratings(pages, folder.about.rating)
        notices = attempt(lambda: self.notices, problems)
        source_text = self._compare(slug, folder, pages, problems)
        if folder.kept is not None and folder.kept.comparable and folder.glossary is not None:
            problems += find_unfounded_meanings(folder.kept, folder.glossary)
        if problems or folder.about is None:
            raise ContentError(problems)
        plain = folder.wording.texts if folder.wording else {}
        version = folder.published.entries.get(folder.about.version) if folder.published else None
        published = version.signed.on if version else None
        accepted = folder.accepted.entries if folder.accepted else {}
        return assemble(
            slug,
            folder.about,
            pages,
            folder.records,
            plain,
            notices,
            published,
            accepted,
            source_text,
            folder.glossary.terms if folder.glossary else (),
        )

    def _compare(
        self, slug: str, folder: Folder, pages: Sequence[PageParts], problems: list[Problem]
    ) -> SourceText | None:
        """Compare the pages with the source that is kept; add what differs to the problems or to the drafts."""
        self.unlike_source.pop(slug, None)
        kept = folder.kept
        if kept is None:
            return None
        shown = [page.shown for page in pages if page.shown is not None and page.shown.blocks is not None]
        if not kept.comparable or not folder.whole or len(shown) != len(folder.pages):
            return source_text(kept, compared=False)
        # A page with a fault may have lost a citation: all numbers behind that would be others.
        cited = {key for page in pages for key in page.order}
        cited |= {key for page in pages for each in page.notes for key in each.citations}
        number_of: Callable[[str], str | None] | None = None
        numbers = dict[str, str]()
        if folder.about and cited <= folder.records.keys() and not any(page.problems for page in pages):
            references = number_references(pages, folder.records, None, folder.about.numbers)
            numbers = {each.id: str(each.number) for each in references}
            number_of = numbers.get
        targets = find_targets(pages)

        def words_of(name: str) -> str:
            return targets[name].words if name in targets else f"[](#{name})"

        def cites(label: str) -> bool:
            return kept.citing.marks_footnotes_alike(label) and label not in numbers.values()

        differ = find_source_problems(kept, [page.filled_in(words_of, cites) for page in shown], number_of)
        # A file alone may lack what an extension makes of it: no page of it is refused for that.
        if all(page.is_converted for page in shown):
            if self.shows_drafts and differ:
                self.unlike_source[slug] = list(differ)
            else:
                problems += differ
        return source_text(kept, compared=not differ)


@cache
def library_at(content: str) -> Library:
    """Return the library of a content folder; kept until `library_at.cache_clear()`."""
    return Library(Path(content))
