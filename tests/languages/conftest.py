"""The real site in two made-up languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_plugins.languages import Languages
from tests.languages.made_up import LONG, MIRRORED, lengthen, mirror, write_translations
from tests.second_guideline.build import REAL, ROOT, build
from tests.shared_folders import SharedFolders


def build_in(folder: Path, tag: str, write: Callable[[str], str]) -> None:
    """Build the real site with everything translated into a made-up language."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    write_translations(content / "languages" / f"{tag}.po", tag, Languages(content).texts, write)
    settings = folder / "mkdocs.yml"
    theme = ROOT / "site_plugins" / "theme" / "overrides"
    settings.write_text(
        f"INHERIT: {REAL}\ndocs_dir: {content}\ntheme:\n  language: {tag}\n  custom_dir: {theme}\n",
        encoding="utf-8",
    )
    build("mkdocs", settings, folder / "site")


@pytest.fixture(scope="session")
def long_site(shared_folders: SharedFolders) -> Path:
    """The site in English with accents, 40 % longer."""
    return shared_folders.make_once("long-site", lambda folder: build_in(folder, LONG, lengthen)) / "site"


@pytest.fixture(scope="session")
def mirrored_site(shared_folders: SharedFolders) -> Path:
    """The site in Arabic letters, from right to left."""
    return shared_folders.make_once("mirrored-site", lambda folder: build_in(folder, MIRRORED, mirror)) / "site"
