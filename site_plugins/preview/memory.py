"""What a preview keeps from one build for the next: pages that are converted already, and the site that was made.

Only what changed is converted, and only pages that may look otherwise are written. What cannot be told for sure is
made anew: the site that is served is the one that a first build would make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline import Guideline
from site_plugins.preview.changes import Look, find_changed_sentences
from site_plugins.preview.tracking import Sentence, track_sentences
from site_plugins.rendering.placeholders import Placeholders

_OF_PAGE = ("markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")


class Part(StrEnum):
    """What a build makes: pages first, because somebody waits for them."""

    PAGES = "pages"
    REST = "rest"
    """The search and the published data."""


class WholeBuildNeededError(Exception):
    """Every page has to be written, into a folder that holds nothing older."""


class OvertakenError(Exception):
    """Another change came before the rest was made."""


class _Compiled(BytecodeCache):
    """Templates as Jinja compiled them, in the memory of the process."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what was compiled from the same source."""
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._codes[bucket.key] = bucket.bytecode_to_string()


@dataclass
class KeptPage:
    """A page as it was converted, before anything of guidelines is filled in."""

    values: dict[str, Any]
    placeholders: Placeholders
    links: Any
    """What the check of the content noted of it."""
    shows: set[Sentence] = field(default_factory=set)
    """The sentences that it showed when it was written last."""


@dataclass
class Memory:
    """What is kept. A build begins with `begin` and ends with `succeed`, or never."""

    part: Part = Part.PAGES
    whole: bool = True
    """Whether every page is written."""
    cited: set[tuple[str, str]] = field(default_factory=set)
    changed: set[Path] | None = None
    """The files that changed since the last build; None where everything is read anew."""
    drafts: list[Problem] = field(default_factory=list)
    """What nobody has signed yet."""
    shipped: dict[str, bytes] | None = None
    """The files of the runtime: made once."""
    written: set[str] = field(default_factory=set)
    """The addresses of pages that the last build wrote."""
    _seen: Look | None = None
    _pages: dict[str, KeptPage] = field(default_factory=dict)
    _stale: set[str] = field(default_factory=set)
    """The paths of pages that changed since they were last written."""
    _site: tuple[list[Guideline], list[Any]] | None = None
    _of_this_build: tuple[list[Guideline], list[Any]] | None = None
    overtaken: Event = field(default_factory=Event)
    """Set when another change waits: the rest is then made after that."""
    is_writing: bool = False
    """Whether a build went so far that it changed the site."""
    _templates: BytecodeCache = field(default_factory=_Compiled)
    _rest: set[str] = field(default_factory=set)
    """The addresses of the rest's files that this build wrote."""
    _rest_before: set[str] = field(default_factory=set)

    def begin_rest(self) -> None:
        """Go on with the rest of a site whose pages are made."""
        self.part, self.changed, self.is_writing = Part.REST, set(), False
        self._rest = set()

    def begin(self, look: Look) -> None:
        """Take note of what changed before the pages are made."""
        self.part = Part.PAGES
        before, self._seen = self._seen, look
        self.drafts, self.written, self.is_writing = [], set(), False
        if before is None or look.begins_anew(before):
            self._pages.clear()
            self._stale.clear()
            self._site, self.whole, self.changed = None, True, None
            return
        changed = look.changed_since(before)
        self._stale |= changed
        for path in changed:
            self._pages.pop(path, None)
        self.changed = {Path(path) for path in changed}

    @property
    def suspects(self) -> set[Path] | None:
        """The files in which something may be wrong: all that changed since nothing was; None for all."""
        return None if self.whole else {Path(path) for path in self._stale}

    def start_page(self, page: Page) -> Placeholders:
        """Begin to keep a page that is about to be converted."""
        kept = self._pages[_key(page.file)] = KeptPage({}, Placeholders(kept=True), None)
        return kept.placeholders

    def give_way_between[T](self, pages: Iterable[T]) -> Iterator[T]:
        """Yield the pages. Raises OvertakenError as soon as another change waits."""
        for page in pages:
            self._give_way()
            yield page

    def _give_way(self) -> None:
        """Raise OvertakenError where the rest is being made and another change waits."""
        if self.part is Part.REST and self.overtaken.is_set():
            raise OvertakenError

    def keep_page(self, page: Page, html: str, links: Any) -> None:
        """Keep a page that was converted; what is not kept is converted again next time."""
        kept = self._pages[_key(page.file)]
        kept.values = {name: getattr(page, name, None) for name in _OF_PAGE} | {"content": html}
        kept.links = links

    def restore_pages(self, files: Files, config: MkDocsConfig) -> list[tuple[Page, Any]]:
        """Give MkDocs the pages that need not be converted; return them with what was noted of their links."""
        restored = []
        for file in files.documentation_pages():
            kept = self._pages.get(_key(file))
            is_kept = kept is not None and bool(kept.values)
            if kept is not None and is_kept:
                page = file.page or Page(None, file, config)
                for name, value in kept.values.items():
                    setattr(page, name, value)
                restored.append((page, kept.links))
            _set_modified(file, not is_kept)
        return restored

    def all_placeholders(self) -> Iterable[Placeholders]:
        """Return those of all pages."""
        return [kept.placeholders for kept in self._pages.values()]

    def prepare(self, env: Environment) -> None:
        """Have the theme know that this is a preview, and its templates compiled once."""
        self._give_way()
        env.globals["is_preview"] = True
        env.bytecode_cache = self._templates

    def plan(self, guidelines: list[Guideline], files: Files, search_page: str) -> None:
        """Decide which pages are written. Raises WholeBuildNeededError."""
        pages = files.documentation_pages()
        outside = [(file.src_uri, str(file.page.title), file.page.meta) for file in pages if file.page]
        self._of_this_build = (guidelines, outside)
        changed: set[Sentence] | None = None
        if self._site is not None and self._site[1] == outside:
            changed = find_changed_sentences(self._site[0], guidelines)
        if changed is None:
            if not self.whole:
                raise WholeBuildNeededError
            changed = set()
        self.is_writing = True
        for file in pages:
            kept = self._pages.get(_key(file))
            if self.part is Part.REST:
                is_due = file.src_uri == search_page
            else:
                is_due = self.whole or kept is None or _key(file) in self._stale or bool(kept.shows & changed)
                is_due = is_due and file.src_uri != search_page
            _set_modified(file, is_due)

    def fill(self, page: Page) -> str:
        """Return the content of a page that is about to be written, and note which sentences it shows."""
        kept = self._pages[_key(page.file)]
        with track_sentences() as shown:
            html = kept.placeholders.fill(page.content or "")
        kept.shows = shown
        self.written.add(page.file.dest_uri)
        return html

    def ship(self, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
        """Return the files of the runtime, which are made once."""
        if self.shipped is None:
            self.shipped = make()
        return self.shipped

    def leave_out(self, file: File) -> None:
        """Have a file that only a build makes not be there at all, rather than empty."""
        _set_modified(file, False)

    def copy_once(self, file: File) -> None:
        """Have a file that never changes copied only where it is missing."""
        _set_modified(file, not Path(file.abs_dest_path).is_file())

    def compare_files(self, files: Files, config: MkDocsConfig) -> None:
        """Have the content's own files copied when they changed, and not by their dates: an older one may come."""
        for file in files:
            if file.src_dir == config.docs_dir and file.abs_src_path and not file.is_documentation_page():
                _set_modified(file, self.whole or file.abs_src_path in self._stale)

    def succeed(self, site: str) -> None:
        """The site in that folder is what the content says, as far as this part of it goes."""
        if self.part is Part.PAGES:
            self._stale.clear()
            self.whole = False
            self._site = self._of_this_build
            return
        for address in self._rest_before - self._rest:
            Path(site, address).unlink(missing_ok=True)
        self._rest_before, self._rest = self._rest, set()

    def fail(self) -> None:
        """Something went wrong while the site was being written: nobody can tell what it is now."""
        self.whole, self._site = True, None
        self._seen = None

    def note_rest(self, address: str) -> None:
        """Take note of a file of the rest that is written. Raises OvertakenError as `give_way_between` does."""
        self._give_way()
        self._rest.add(address)


def _key(file: File) -> str:
    return file.abs_src_path or file.src_uri


def _set_modified(file: File, is_modified: bool) -> None:
    """Tell MkDocs whether a page is to be made: in a build of what changed alone it asks the files."""
    file.is_modified = lambda: is_modified  # type: ignore[method-assign]
