"""What a site publishes of the sources that it keeps, which is nothing unless `source.yml` says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_plugins.diagnostics.problems import Problem, attempt
from site_plugins.guideline.kept_source.folder import is_of_source
from site_plugins.guideline.library import Library


def find_withheld(library: Library, addresses: Iterable[str]) -> list[str]:
    """Return which files of the content, by their addresses within it, a site must not publish.

    A source belongs to whoever wrote it: its text is published only where `publish: true` says that its licence
    allows that, and what stands beside it never.
    """
    addresses = list(addresses)
    withheld: list[str] = []
    for slug in library.slugs:
        kept = library.folder(slug).kept
        if kept is not None:
            published = {file.name for file in kept.files} if kept.publish else set()
            within = [address for address in addresses if is_of_source(address, slug)]
            withheld += [address for address in within if address.split("/", 3)[3] not in published]
    return withheld


def find_uncompared(library: Library) -> list[Problem]:
    """Return the sources that are kept and were not compared as the site shows them.

    It is empty where a guideline cannot be read, which `Library.guidelines` reports.
    """
    return list(_find_uncompared(library))


def _find_uncompared(library: Library) -> Iterator[Problem]:
    for guideline in attempt(library.guidelines, []) or []:
        folder = library.folder(guideline.slug)
        if folder.kept is None or not folder.kept.texts:
            continue
        for address, file in folder.pages.items():
            page = library.page(address)
            if page is None or page.shown is None or page.shown.blocks is None:
                message = (
                    "This page of the guideline is not part of the site, so it could not be compared with the "
                    "source: see whether mkdocs.yml leaves it out."
                )
                yield Problem(str(file), None, message)
