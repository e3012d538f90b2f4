"""A site of one's own, as docs/guidelines.md tells how: its settings build in a folder beside Lumbar's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from site_plugins.guideline.drift import find_drift
from site_plugins.guideline.library import Library
from tests.guideline.test_documented_examples import fences, section
from tests.guideline.tiny import Tiny
from tests.guideline.tiny_site import PROGRAM

ROOT = Path(__file__).parents[2]


def test_the_settings_build_a_site_in_a_folder_of_its_own(tmp_path: Path) -> None:
    [settings] = fences(section("A site of your own"), "yaml")
    boats = tmp_path / "boats"
    # It stands beside a folder called lumbar.
    (tmp_path / "lumbar").symlink_to(ROOT, target_is_directory=True)
    tiny = Tiny(boats / "content")
    tiny.folder.rename(tiny.folder.with_name("paper-boat"))
    tiny.folder = tiny.folder.with_name("paper-boat")
    [page], [wording] = (fences(section("A whole small guideline"), each) for each in ("markdown", "yaml"))
    (tiny.folder / "index.md").write_text(page, encoding="utf-8")
    (tiny.folder / "plain-language.yml").write_text(wording, encoding="utf-8")
    tiny.page("index.md", "# Boats\n\nWords.\n")
    tiny.page("search/index.md", "# Search\n\n/// search\n///\n")
    tiny.sign()
    (boats / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "build", "--strict", "-q"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=boats,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    page = (boats / "site" / "guidelines" / "paper-boat" / "index.html").read_text(encoding="utf-8")
    assert "Fold the boat from one dry sheet." in page
    assert yaml.safe_load(settings)["site_name"] in page
    assert not [*(boats / "site").rglob("low-back-pain*")]


def test_a_command_names_the_python_that_is_there(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In a folder of one's own there is no .venv: what is to be copied into a terminal has to run there."""
    monkeypatch.chdir(tmp_path)
    [problem, *_others] = find_drift(Library(tiny.content))
    python = problem.text.split("\n    ")[-1].split(" -m ")[0].strip("'\"")
    assert Path(python).is_absolute()
    assert Path(python).exists()
