"""The two sites of this checkout, the real one and the made-up one, built by MkDocs and by its fork ProperDocs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portability.sites import SITES, Built
from tests.second_guideline.build import SECOND, build
from tests.shared_folders import SharedFolders


@pytest.fixture(scope="session", params=SITES, ids=lambda site: site.name)
def built(request: pytest.FixtureRequest, slow: None, shared_folders: SharedFolders) -> Built:
    """A site and what MkDocs makes of it."""
    site = request.param
    if site.config == SECOND:
        return Built(site, request.getfixturevalue("second_site"))
    return Built(site, shared_folders.make_once("by-mkdocs", lambda folder: build("mkdocs", site.config, folder)))


@pytest.fixture(scope="session")
def by_properdocs(built: Built, shared_folders: SharedFolders) -> Path:
    """What ProperDocs makes of the same site."""
    site = built.site
    return shared_folders.make_once(
        f"{site.name}-by-properdocs", lambda folder: build("properdocs", site.config, folder)
    )
