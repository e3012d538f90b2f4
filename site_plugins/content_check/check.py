"""All checks of one build, as MkDocs goes through its files: before, while and after it reads the pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from jinja2 import Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_plugins.content_check.files import (
    check_file,
    check_page,
    find_refused_names,
    find_shared_addresses,
)
from site_plugins.content_check.links import PageLinks, find_broken_links, read_links
from site_plugins.content_check.navigation import find_navigation_faults, find_omitted_pages
from site_plugins.content_check.validation import Validation
from site_plugins.diagnostics.characters import shorten
from site_plugins.diagnostics.markdown_places import Locator, split_front_matter
from site_plugins.diagnostics.problems import Place, Problem, attempt, read_text
from site_plugins.diagnostics.yaml_places import read_fields

_DATA = "data/"
"""Begins the addresses of what is published beside the pages, and made only when all of them are written."""
_NO_TITLE = "Index"
"""MkDocs' title of a page that has none and whose file is called index.md."""
_UNTITLED = "This page has no title: begin its text with a line such as “# About boats”."


class ContentCheck:
    """What is wrong with the content of one build."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Begin; MkDocs' own warnings of what is found here are switched off in `config`."""
        self.problems: list[Problem] = []
        self._content = str(config.docs_dir)
        self._validation = Validation(config.validation)
        self._unread: set[str] = set()
        self._links: list[tuple[PageLinks, Path]] = []

    @property
    def warned_of(self) -> list[Problem]:
        """What the settings have MkDocs warn of, which a strict build does not forgive."""
        return self._validation.problems

    @property
    def is_partly_unread(self) -> bool:
        """Whether there is a page that could not be read."""
        return bool(self._unread)

    def check_files(
        self, files: Files, of_one_line: Collection[str], changed: Collection[Path] | None = None
    ) -> None:
        """Find the files that cannot be read; of a page that cannot, MkDocs gets an empty text instead.

        `of_one_line` are the fields of front matter whose texts may have no line breaks, `changed` the only files
        that are not as they were when all could be read.
        """
        for file in _included(files):
            if file.src_dir != self._content or file.abs_src_path is None:
                continue
            path = Path(file.abs_src_path)
            if changed is not None and path not in changed:
                continue
            if not file.is_documentation_page():
                self.problems += check_file(path)
                continue
            problems, readable = check_page(path, of_one_line)
            self.problems += problems
            if not readable:
                file.content_string = ""
                self._unread.add(file.dest_uri)

    def check_navigation(self, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
        """Find what is wrong with the navigation, and with the names and addresses of the files."""
        pages = [file for file in files.documentation_pages() if file.generated_by is None]
        own = [file for file in _included(files) if file.generated_by is None and file.src_dir == self._content]
        by_address = sorted((file.dest_uri, _name(file)) for file in own)
        self.problems += find_shared_addresses((name, address) for address, name in by_address)
        self.problems += find_refused_names(self._content, (file.src_uri for file in own))
        settings = Path(config.config_file_path) if config.config_file_path else None
        names = {file.src_uri for file in _included(files)}
        self._validation.add("nav", find_navigation_faults(config.nav, settings, names))
        reached = {page.file.src_uri for page in nav.pages}
        in_nav = [each for each in pages if each.inclusion.is_in_nav()]  # type: ignore[no-untyped-call]
        omitted = (_name(each) for each in in_nav if each.src_uri not in reached)
        self._validation.add("nav", find_omitted_pages(omitted))

    def check_title(self, page: Page) -> None:
        """Find a title in the front matter of a page that is no text; a guideline says what its own may hold."""
        file, title = page.file.abs_src_path, page.meta.get("title", "")
        if file is not None and not isinstance(title, str) and "guideline" not in page.meta:
            front, _body = split_front_matter(read_text(Path(file)))
            message = f"title is {shorten(repr(title))}; write it in quotes, as a text."
            self.problems.append(self._field(file, front, "title").problem(message))

    def check_templates(self, files: Files, env: Environment) -> None:
        """Find the pages that ask for a template that there is none of."""
        for file in files.documentation_pages():
            name = file.page.meta.get("template") if file.page else None
            if file.abs_src_path is None or name is None:
                continue
            try:
                env.get_template(str(name))
            except TemplateNotFound:
                front, _body = split_front_matter(read_text(Path(file.abs_src_path)))
                message = f"template is {shorten(repr(name))}, and the theme has no such template; take it out."
                self.problems.append(self._field(file.abs_src_path, front, "template").problem(message))

    @staticmethod
    def _field(file: str, front: str, name: str) -> Place:
        fields = attempt(lambda: read_fields(front, file, first_line=2), []) or {}
        return fields[name,].place if (name,) in fields else Place(file, None)

    def take_links(self, links: tuple[PageLinks, Path] | None) -> None:
        """Take what was noted of a page that is not read again."""
        if links is not None:
            self._links.append(links)

    def read_page(self, page: Page, html: str) -> tuple[PageLinks, Path] | None:
        """Note what the text of a page links to, and return that; and whether the page has a title."""
        file = page.file
        if file.abs_src_path is not None and file.generated_by is None:
            self._links.append((read_links(file.dest_uri, html), Path(file.abs_src_path)))
            if file.name == "index" and page.title == _NO_TITLE:
                self.problems.append(Problem(file.abs_src_path, None, _UNTITLED))
            return self._links[-1]
        return None

    def check_links(self, files: Files, list_published: Callable[[], Collection[str] | None]) -> None:
        """Find the links that lead nowhere.

        `list_published` returns the addresses of the data that is written last, or None where a guideline cannot be
        read: then nobody can tell whether links to data lead somewhere.
        """
        is_asked = any(_DATA in link for page, _file in self._links for _picture, link in page.links)
        published = list_published() if is_asked else ()
        included = list(_included(files))
        addresses = {file.dest_uri: file.src_uri for file in included} | {name: name for name in published or ()}
        pages = {file.dest_uri: file.page for file in included if file.page is not None}

        def ids_of(address: str) -> Collection[str] | None:
            page = pages.get(address)
            return None if page is None or address in self._unread else page.present_anchor_ids

        for page, file in self._links:
            if published is None:
                page = replace(page, links=tuple(each for each in page.links if _DATA not in each[1]))
            faults = find_broken_links(page, addresses, ids_of, partial(Locator.in_file, file))
            self._validation.add("links", faults)


def _included(files: Files) -> Iterator[File]:
    """Yield the files that a site holds; what leads to a draft leads nowhere when the site is built."""
    return (file for file in files if file.inclusion.is_included())  # type: ignore[no-untyped-call]


def _name(file: File) -> str:
    return file.abs_src_path or file.src_uri
