"""The two sites of this checkout, the real one and the made-up one, built by MkDocs and by its fork ProperDocs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portability.sites import SITES, Built
from tests.second_guideline.build import SECOND, build


@pytest.fixture(scope="session", params=SITES, ids=lambda site: site.name)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site and what MkDocs makes of it."""
    site = request.param
    if site.config == SECOND:
        return Built(site, request.getfixturevalue("second_site"))
    return Built(site, build("mkdocs", site.config, tmp_path_factory.mktemp("mkdocs") / "site"))


@pytest.fixture(scope="session")
def by_properdocs(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ProperDocs makes of the same site."""
    folder = tmp_path_factory.mktemp("properdocs") / "site"
    return build("properdocs", built.site.config, folder)
