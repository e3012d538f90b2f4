"""A site without its citations is no result, however fast it was built; and Lumbar's sites are valid content."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.contenders import Contender, contenders
from bench.corpus import Corpus, corpus

BY_NAME = {contender.name: contender for contender in contenders()}


@pytest.fixture(scope="module")
def text() -> Corpus:
    return corpus(3)


def build(contender: Contender, folder: Path, text: Corpus) -> Path:
    contender.write(folder, text)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder / "site"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory, text: Corpus) -> Path:
    return build(BY_NAME["plain"], tmp_path_factory.mktemp("plain"), text)


def test_plain_material_leaves_citations_as_text(plain_site: Path, text: Corpus) -> None:
    assert BY_NAME["plain"].undone(plain_site, text) is None
    for page in text.pages:
        html = (plain_site / f"{BY_NAME['plain'].address(page)}.html").read_text(encoding="utf-8")
        assert html.count("[@made-up-") == 20


@pytest.mark.parametrize("name", ["mkdocs-bibtex", "mkdocs-bibtex-csl", "lumbar-citations"])
def test_plain_materials_site_passes_for_nobody_elses(name: str, plain_site: Path, text: Corpus) -> None:
    assert BY_NAME[name].undone(plain_site, text) == (
        "pages/page-0001/index.html has 0 numbered citations instead of 20"
    )


def test_a_page_that_was_not_built_is_missed(plain_site: Path) -> None:
    assert BY_NAME["plain"].undone(plain_site, corpus(4)) == "pages/page-0004/index.html was not built"


@pytest.mark.parametrize("name", ["lumbar-citations", "lumbar-statements"])
def test_lumbar_builds_its_sites(name: str, tmp_path: Path, text: Corpus) -> None:
    assert BY_NAME[name].undone(build(BY_NAME[name], tmp_path, text), text) is None
