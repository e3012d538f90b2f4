"""The calculator answers the same under CPython and under Pyodide, on every vector."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from calculator import assess

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests" / "vectors"


def _vectors(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return found


def _sheet(instrument: str, items: list[str], letters: str) -> str:
    words = ["not-at-all", "slightly", "moderately", "very-much", "extremely"]
    answers = [{"A": "agree", "D": "disagree"}.get(letter) or words[int(letter)] for letter in letters]
    return json.dumps({"instrument": instrument, "answers": dict(zip(items, answers, strict=True))})


@pytest.fixture(scope="module")
def requests() -> list[str]:
    """Every published vector as a request: all sheets of both forms, all plans, all invalid requests."""
    plans = _vectors("plans.json")
    return [
        *(_sheet("start-back-9", list("123456789"), s["answers"]) for s in _vectors("start-back-9.json")["sheets"]),
        *(_sheet("start-back-6", list("134789"), s["answers"]) for s in _vectors("start-back-6.json")["sheets"]),
        *(json.dumps(vector["request"]) for vector in plans["valid"]),
        *(vector["text"] for vector in plans["invalid"]),
    ]


def test_pyodide_answers_every_vector_as_cpython_does(site: Path, requests: list[str]) -> None:
    node = shutil.which("node")
    assert node, "node is missing: `make test` puts it on the PATH"
    (wheel,) = (site / "assets" / "runtime").glob("*.whl")
    run = subprocess.run(
        [node, ROOT / "tests" / "runtime" / "score_in_node.mjs", wheel],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    answers = [json.loads(answer) for answer in json.loads(run.stdout)]
    assert len(answers) == len(requests) > 1280 + 160 + 300
    differing = [
        (request, answer)
        for request, answer in zip(requests, answers, strict=True)
        if answer != json.loads(assess(request))
    ]
    assert differing == []
