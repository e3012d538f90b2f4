"""Python alone in WebKit, over http and from a folder: it answers as CPython does, and asks nobody else."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from itertools import batched
from pathlib import Path

import pytest

from calculator.service import begin, serve
from site_plugins.runtime import FOLDER
from tests.browser.runtime_page import PAGE
from tests.browser.test_runtime import GIVEN
from tests.runtime.calls import Call, every_call
from tests.webkit.conftest import opened_by
from tests.webkit.window import Window

ASK_ALL = (Path(__file__).parents[1] / "runtime" / "ask_all.js").read_text(encoding="utf-8")
READY = "'python' in document.documentElement.dataset"
"""Whether Python can answer or has failed."""


@pytest.fixture(scope="module")
def base(way: str, alone: Path) -> Iterator[str]:
    """The address of the site with the runtime alone, without a slash at its end."""
    with opened_by(way, alone) as address:
        yield address


def start(window: Window, base: str) -> None:
    """Open the page and wait until Python is ready or none can be had."""
    window.open(f"{base}/{PAGE}", READY)
    assert window.run("() => seen.failed") == []


@pytest.fixture(scope="module")
def expected(guideline_text: str) -> list[tuple[Call, str]]:
    """Every command on every vector, with the SHA-256 of what CPython answers."""
    asked = every_call(guideline_text)
    begin(guideline_text)
    return [(call, sha256(serve(call[0], json.dumps(call[1])).encode()).hexdigest()) for call in asked]


def test_it_answers_and_asks_only_its_own_site(window: Window, base: str) -> None:
    start(window, base)
    answer = window.run("given => python.ask('present', given)", GIVEN)
    assert answer["errors"] == []
    assert 'data-possible="' in answer["html"]
    assert window.asked_of_others == []


def test_what_another_host_is_asked_for_would_be_seen(window: Window, base: str) -> None:
    window.open(f"{base}/{PAGE}", "document.readyState === 'complete'")
    worker = "fetch('https://worker.invalid').catch(() => postMessage(0))"
    window.run("() => fetch('http://page.invalid/').catch(() => null)")
    window.run(
        "code => new Promise((go) => (new Worker(URL.createObjectURL(new Blob([code]))).onmessage = () => go()))",
        worker,
    )
    assert window.asked_of_others == ["GET http://page.invalid/ HTTP/1.1", "CONNECT worker.invalid:443 HTTP/1.1"]
    window.asked_of_others.clear()


@pytest.mark.parametrize("python", ["full"], indirect=True)
def test_a_folders_code_that_is_not_what_was_built_never_runs(window: Window, alone: Path, tmp_path: Path) -> None:
    damaged = Path(shutil.copytree(alone, tmp_path / "site"))
    (script,) = (damaged / FOLDER).glob("pyodide-*.js")
    before, text, after = script.read_text(encoding="utf-8").rsplit('"', 2)
    code = gzip.decompress(base64.b64decode(text))
    # Another code, which is whole and as long.
    other = code.replace(b"loadPyodide", b"lessPyodide")
    assert other != code
    text = base64.b64encode(gzip.compress(other)).decode()
    script.write_text(f'{before}"{text}"{after}', encoding="utf-8")
    window.open((damaged / PAGE).as_uri(), READY)
    assert window.run("() => seen.failed") == ["damaged"]


def test_every_answer_is_cpythons_to_the_byte(
    window: Window, base: str, way: str, expected: list[tuple[Call, str]], python: str
) -> None:
    start(window, base)
    # Over http the same files come by another way.
    asked = expected if (way, python) == ("folder", "image") else expected[::8]
    # Not all at once: no part of it may take as long as a driver waits.
    for some in batched(asked, 200):
        answers = window.run(ASK_ALL, [call for call, _digest in some])
        assert [call for (call, due), got in zip(some, answers, strict=True) if got != due] == []
    assert window.run("() => seen.slower") == 0
