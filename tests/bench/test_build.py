"""Building in turns: one contender's failure costs the others nothing, and is said."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench import build, contenders

PLAIN = next(contenders.contenders())
BROKEN = replace(PLAIN, name="broken", write=lambda folder, _text: (folder / "mkdocs.yml").touch())


def test_a_failure_is_reported_and_loses_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(build, "SCRATCH", tmp_path)
    monkeypatch.setattr(build, "contenders", lambda: iter([BROKEN, PLAIN]))
    results = tmp_path / "results"
    assert build.main(["--pages", "1", "--rounds", "1", "--results", str(results)]) == 1

    report = (results / "build.md").read_text(encoding="utf-8")
    assert "- `broken`, 1 pages: void, the build failed: " in report
    found = json.loads((results / "build.json").read_text(encoding="utf-8"))
    [figures] = found["figures"]
    assert figures["contender"] == "plain"
    assert figures["files"] > 1
    assert figures["peak_mb"] > 10
    assert {"processor", "cores", "memory_gb", "system", "date"} <= found["machine"].keys()
    assert found["versions"]["mkdocs"].startswith("1.6")
    assert "NOT MEASURED" not in capsys.readouterr().err


def test_what_cannot_run_here_is_said_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(build, "contenders", lambda: iter([replace(PLAIN, lacks=lambda: "it is not installed")]))
    assert build.main(["--results", str(tmp_path)]) == 0
    assert "NOT MEASURED: plain: it is not installed" in capsys.readouterr().err
    assert "`plain` was not measured: it is not installed." in (tmp_path / "build.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", [["--contenders", "sphinx"], ["--pages", "0"], ["--rounds", "0"]])
def test_a_wrong_argument_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        build.main(wrong)
    assert "there is no sphinx; there are plain, " in (said := capsys.readouterr().err) or "from 1 on" in said
