"""A site to edit: a copy of the second guideline's, with the real settings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.second_guideline.build import BUILD_DAY, ROOT, SECOND
from tests.second_guideline.source import SLUG

SETTINGS = "mkdocs.yml"


def copy_second_site(folder: Path, *, with_source: bool = False) -> Path:
    """Copy the site's content and settings into a folder; return the file of the settings.

    Without the text of the guideline's source, because the first edit makes it unlike that, which all pages say.
    """
    shutil.copytree(SECOND.parent / "content", folder / "content")
    if not with_source:
        shutil.rmtree(folder / "content" / "guidelines" / SLUG / "source")
    text = SECOND.read_text(encoding="utf-8")
    for inner in ("mkdocs.yml", "site_plugins"):
        text = text.replace(f"../../{inner}", str(ROOT / inner))
    # One of the edits adds a page.
    (folder / SETTINGS).write_text(f"{text}\nnot_in_nav: /more/\n", encoding="utf-8")
    return folder / SETTINGS


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a site in which nothing is wrong."""
    # A map of the site says when it was made.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
    return copy_second_site(tmp_path)
