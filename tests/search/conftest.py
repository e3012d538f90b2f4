"""The index of the real guideline, alone: without the pages around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_plugins.guideline import Guideline, Library
from site_plugins.search import SYNONYMS, read_synonyms, write_search
from tests.guideline.source_text import CONTENT, SLUG
from tests.search.node import Index


@pytest.fixture(scope="session")
def guideline() -> Guideline:
    return Library(CONTENT).guideline(SLUG)


@pytest.fixture(scope="session")
def index(guideline: Guideline, tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("index")

    def write(address: str, text: str) -> None:
        (folder / Path(address).name).write_text(text, encoding="utf-8")

    write_search([guideline], [], read_synonyms(CONTENT / SYNONYMS), write)
    return Index(folder)
