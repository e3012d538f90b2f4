"""Python starts over http and from a folder, from every kind of host, and asks nobody else for anything.

All of it holds for the image and for a site of the full Python alone; test_full_python.py has the way from one to
the other.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from site_plugins.runtime import FOLDER, Steps, runtime_files
from tests.browser.runtime_page import (
    PAGE,
    Host,
    RuntimePage,
    forms_of,
    read_manifest,
    remove_full_python,
    serving,
    spoil,
    write_site,
)
from tests.results import FLAGS, LINES

ROOT = Path(__file__).parents[2]
SHEET = {"instrument": "start-back-9", "answers": {"1": "agree", "9": "very-much"}}
QUICK = {"text": "ADAADDDDE", "instrument": "start-back-9"}
GIVEN = {
    "request": json.dumps({**SHEET, "red_flags": dict.fromkeys(FLAGS, False), "today": "2026-11-23"}),
    "page": {"root": "../", "lines": LINES, "unsure": []},
}

KILL = """() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function () { this.terminate(); };
    window.open_question = python.ask("quick", { text: "ADAADDDDE", instrument: "start-back-9" })
        .catch((error) => error.message);
    Worker.prototype.postMessage = postMessage;
}"""
"""Ends the worker as a question goes to it."""


@pytest.fixture(scope="module", params=[True, False], ids=["image", "full"])
def folder(request: pytest.FixtureRequest, guideline_text: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site below a path that is hard on addresses."""
    below = tmp_path_factory.mktemp("folder") / "Überweisung #2 für 100% von 腰痛"
    write_site(below, runtime_files(ROOT, Steps(image=request.param)), guideline_text)
    return below


@pytest.fixture
def own_folder(folder: Path, tmp_path: Path) -> Path:
    """A copy of the site that a test may damage: nobody answers where Python does not."""
    copy = Path(shutil.copytree(folder, tmp_path / "site"))
    remove_full_python(copy)
    return copy


@pytest.fixture
def host(folder: Path) -> Iterator[Host]:
    """The site over http."""
    with serving(folder) as serves:
        yield serves


def _answers(runtime: RuntimePage) -> None:
    assert runtime.failed == []
    answer: dict[str, Any] = runtime.ask("present", GIVEN)
    assert answer["errors"] == []
    assert 'data-possible="' in answer["html"]


def _parts(folder: Path) -> dict[str, list[Path]]:
    """The files of each part that a start loads, the worker's own script among them, in whatever form."""
    return forms_of(folder, read_manifest(folder))


def _loaded(folder: Path, *, gzip: bool) -> list[str]:
    """The names that a start asks for beside the page's script and the worker's, in gzip where there is one."""
    manifest = read_manifest(folder)
    parts = {name: part for name, part in manifest["parts"].items() if name != manifest["worker"]}
    return sorted(f"{name}.gz" if gzip and part["precompressed"] else name for name, part in parts.items())


def _asked(host: Host) -> list[str]:
    scripts = {"python.js", read_manifest(host.folder)["worker"]}
    return sorted(set(host.runtime_asked()) - scripts)


# ---- It starts ---------------------------------------------------------------------------------------------------


def test_over_http_it_answers_and_asks_only_its_own_host(host: Host, runtime: RuntimePage) -> None:
    asked: list[str] = []
    runtime.page.on("request", lambda request: asked.append(request.url))
    _answers(runtime.open(f"{host.address}/{PAGE}"))
    assert [url for url in asked if not url.removeprefix("blob:").startswith(host.address)] == []
    last = len(asked)
    assert runtime.ask("quick", QUICK)["answers"]["9"] == "extremely"
    assert len(asked) == last


def test_from_a_folder_it_answers_without_one_request(folder: Path, runtime: RuntimePage) -> None:
    asked: list[str] = []
    runtime.page.on("request", lambda request: asked.append(request.url))
    _answers(runtime.open((folder / PAGE).as_uri()))
    assert [url for url in asked if not url.startswith((folder.as_uri(), "blob:", "data:"))] == []


@pytest.mark.parametrize("way", ["http", "folder"])
def test_progress_is_told_in_bytes_and_reaches_the_end(
    host: Host, folder: Path, runtime: RuntimePage, way: str
) -> None:
    runtime.open(f"{host.address}/{PAGE}" if way == "http" else (folder / PAGE).as_uri())
    told = runtime.progress
    assert [loaded for loaded, _total in told] == sorted(loaded for loaded, _total in told)
    manifest = read_manifest(folder)
    parts = [part for name, part in manifest["parts"].items() if name != manifest["worker"]]
    # A wheel is compressed in itself: over http there is no gzip of it.
    gzip = [part for part in parts if way == "folder" or part["precompressed"]]
    size = sum(part["compressed_bytes"] if part in gzip else part["bytes"] for part in parts)
    assert told[-1] == (size, size)


@pytest.mark.parametrize("way", ["http", "folder"])
def test_the_qr_encoder_is_there(host: Host, folder: Path, runtime: RuntimePage, way: str) -> None:
    runtime.open(f"{host.address}/{PAGE}" if way == "http" else (folder / PAGE).as_uri())
    assert "<svg" in runtime.ask("code", GIVEN)["html"]


@pytest.mark.parametrize("way", ["http", "folder"])
def test_an_answer_that_cannot_be_given_leaves_python_at_work(
    host: Host, folder: Path, runtime: RuntimePage, way: str
) -> None:
    runtime.open(f"{host.address}/{PAGE}" if way == "http" else (folder / PAGE).as_uri())
    assert runtime.ask("no-such-command", {}) == "answer"
    _answers(runtime)


def test_questions_that_come_early_wait(host: Host, runtime: RuntimePage) -> None:
    runtime.page.goto(f"{host.address}/{PAGE}")
    assert runtime.ask("quick", QUICK)["answers"]["9"] == "extremely"


def test_a_question_after_the_end_is_refused(host: Host, runtime: RuntimePage) -> None:
    runtime.open(f"{host.address}/{PAGE}")
    open_question = "(() => { const open = python.ask('quick', {text: 'A'}); python.stop(); return open; })()"
    assert runtime.page.evaluate(f"{open_question}.catch((error) => error.message)") == "answer"
    assert runtime.ask("quick", {"text": "A"}) == "answer"
    assert runtime.failed == []


# ---- Hosts -------------------------------------------------------------------------------------------------------


def test_a_host_that_compresses_nothing_is_asked_for_what_is_compressed(host: Host, runtime: RuntimePage) -> None:
    _answers(runtime.open(f"{host.address}/{PAGE}"))
    assert _asked(host) == _loaded(host.folder, gzip=True)


def test_a_host_that_compresses_is_asked_for_the_files_as_they_are(host: Host, runtime: RuntimePage) -> None:
    host.compresses = lambda path: not path.endswith(".gz")
    _answers(runtime.open(f"{host.address}/{PAGE}"))
    assert _asked(host) == _loaded(host.folder, gzip=False)


def test_what_a_host_does_not_compress_is_let_go_for_the_gzip_beside_it(host: Host, runtime: RuntimePage) -> None:
    host.compresses = lambda path: path.endswith("js")
    _answers(runtime.open(f"{host.address}/{PAGE}"))
    code = [name for name in _loaded(host.folder, gzip=False) if name.endswith("js")]
    rest = [name for name in _loaded(host.folder, gzip=True) if not name.endswith("js.gz")]
    assert any(name.endswith(".wasm.gz") for name in rest)
    assert {*code, *rest} <= set(_asked(host))
    assert [name for name in _asked(host) if name.endswith("js.gz")] == []


def test_a_host_may_unzip_what_is_named_gz(own_folder: Path, runtime: RuntimePage) -> None:
    """Some send such files as what they hold, with the encoding in a header."""
    for file in (own_folder / FOLDER).glob("*.gz"):
        file.write_bytes((file.parent / file.name.removesuffix(".gz")).read_bytes())
    with serving(own_folder) as host:
        host.compresses = lambda path: path.endswith(".gz")
        _answers(runtime.open(f"{host.address}/{PAGE}"))


def test_a_cached_script_finds_the_files_of_a_newer_page(own_folder: Path, runtime: RuntimePage) -> None:
    script = own_folder / FOLDER / "python.js"
    manifest = read_manifest(own_folder)
    older = script.read_text(encoding="utf-8").replace(manifest["version"], "0" * 16)
    for part in manifest["parts"].values():
        older = older.replace(part["file"], f"old-{part['file']}")
    script.write_text(older, encoding="utf-8")
    with serving(own_folder) as host:
        _answers(runtime.open(f"{host.address}/{PAGE}"))
        assert not any("/old-" in path for path in host.asked)


@pytest.mark.parametrize("named", ["0" * 16, ""], ids=["another build", "none"])
def test_a_page_that_names_another_build_or_none_gets_no_answer(
    own_folder: Path, runtime: RuntimePage, named: str
) -> None:
    page = own_folder / PAGE
    version = read_manifest(own_folder)["version"]
    html = page.read_text(encoding="utf-8").replace(version, named)
    page.unlink()
    page.write_text(html, encoding="utf-8")
    with serving(own_folder) as host:
        for address in (f"{host.address}/{PAGE}", page.as_uri()):
            assert runtime.open(address).failed == ["mixed"]


def test_over_plain_http_without_the_browsers_own_checksums_it_starts_too(
    folder: Path, runtime: RuntimePage
) -> None:
    """Only this very machine counts as secure without https: another name stands for an intranet."""
    runtime.page.context.route(
        "http://intranet.test/**",
        lambda route: route.fulfill(path=folder / unquote(urlsplit(route.request.url).path).lstrip("/")),
    )
    runtime.open(f"http://intranet.test/{PAGE}")
    assert runtime.page.evaluate("[isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
    _answers(runtime)


def test_where_a_policy_forbids_code_from_a_blob_the_files_are_imported(host: Host, runtime: RuntimePage) -> None:
    host.headers = {"Content-Security-Policy": "default-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'"}
    _answers(runtime.open(f"{host.address}/{PAGE}"))


# ---- It cannot start ---------------------------------------------------------------------------------------------


def test_a_policy_that_forbids_webassembly_is_named(host: Host, runtime: RuntimePage) -> None:
    host.headers = {"Content-Security-Policy": "default-src 'self' data:; script-src 'self' blob:"}
    assert runtime.open(f"{host.address}/{PAGE}").failed == ["no-wasm"]
    assert runtime.ask("quick", {"text": "A"}) == "answer"


@pytest.mark.parametrize(
    ("lacking", "way", "reason"),
    [
        ("delete window.WebAssembly", "http", "no-wasm"),
        ("delete window.WebAssembly", "folder", "no-wasm"),
        ("delete window.Worker", "http", "old-browser"),
        ("delete window.DecompressionStream", "folder", "old-browser"),
    ],
)
def test_what_the_browser_lacks_is_named(
    host: Host, folder: Path, runtime: RuntimePage, lacking: str, way: str, reason: str
) -> None:
    runtime.page.add_init_script(lacking)
    runtime.open(f"{host.address}/{PAGE}" if way == "http" else (folder / PAGE).as_uri())
    assert runtime.failed == [reason]


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        # A worker has no init script: what a browser lacks or refuses there is put before its own code.
        ("delete self.DecompressionStream;", None),
        ("WebAssembly.compileStreaming = async () => { throw new TypeError('type'); };", None),
        ("WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError(''); } };", "no-wasm"),
        (
            "WebAssembly.compileStreaming = WebAssembly.compile = async () => {"
            " throw new WebAssembly.CompileError(''); };",
            "old-browser",
        ),
        ("WebAssembly.instantiate = async () => { throw new RangeError('could not allocate'); };", "memory"),
        (
            "Uint8Array = class extends Uint8Array {"
            " constructor(of) { if (of > 1e6) throw new RangeError(''); super(of); } };",
            "memory",
        ),
        # The same worker is there as a script as well.
        ("throw new Error('killed at once');", None),
    ],
)
def test_what_the_worker_lacks_is_worked_around_or_named(
    own_folder: Path, runtime: RuntimePage, before: str, reason: str | None
) -> None:
    script = _parts(own_folder)[read_manifest(own_folder)["worker"]][0]
    script.write_text(before + script.read_text(encoding="utf-8"), encoding="utf-8")
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}")
        if reason is None:
            _answers(runtime)
        else:
            assert runtime.failed == [reason]


def test_over_http_a_damaged_file_is_mended_by_another_form_of_it(own_folder: Path, runtime: RuntimePage) -> None:
    spoiled = [file for files in _parts(own_folder).values() for file in files if file.suffix == ".gz"]
    for file in spoiled:
        spoil(file)
    assert len(spoiled) >= 2
    with serving(own_folder) as host:
        _answers(runtime.open(f"{host.address}/{PAGE}"))


def _each(own_folder: Path, runtime: RuntimePage, change: Callable[[Path], object], way: str) -> dict[str, str]:
    """What the page is told when each part in turn, in all its forms, is changed: all but the worker's script."""
    told = {}
    with serving(own_folder) as host:
        for name in _loaded(own_folder, gzip=False):
            files = _parts(own_folder)[name]
            if way == "folder":
                files = [file for file in files if file.suffix == ".js"]
            kept = {file: file.read_bytes() for file in files}
            for file in files:
                change(file)
            (told[name],) = runtime.open(
                f"{host.address}/{PAGE}" if way == "http" else (own_folder / PAGE).as_uri()
            ).failed
            for file, content in kept.items():
                file.write_bytes(content)
    return told


@pytest.mark.parametrize("way", ["http", "folder"])
def test_a_damaged_file_is_refused(own_folder: Path, runtime: RuntimePage, way: str) -> None:
    told = _each(own_folder, runtime, spoil, way)
    assert told == dict.fromkeys(_loaded(own_folder, gzip=False), "damaged")


def test_a_script_with_a_letter_that_base64_has_not_is_damaged(own_folder: Path, runtime: RuntimePage) -> None:
    def replace_a_letter(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[len(content) // 2] = ord(".")
        file.write_bytes(content)

    told = _each(own_folder, runtime, replace_a_letter, "folder")
    assert told == dict.fromkeys(_loaded(own_folder, gzip=False), "damaged")


@pytest.mark.parametrize("way", ["http", "folder"])
def test_a_missing_file_is_named(own_folder: Path, runtime: RuntimePage, way: str) -> None:
    told = _each(own_folder, runtime, Path.unlink, way)
    assert told == dict.fromkeys(_loaded(own_folder, gzip=False), "load")


@pytest.mark.parametrize("way", ["http", "folder"])
def test_a_workers_script_that_is_damaged_or_missing_is_named(
    own_folder: Path, runtime: RuntimePage, way: str
) -> None:
    scripts = _parts(own_folder)[read_manifest(own_folder)["worker"]]
    for file in scripts:
        file.unlink()
    with serving(own_folder) as host:
        assert runtime.open(f"{host.address}/{PAGE}" if way == "http" else (own_folder / PAGE).as_uri()).failed == [
            "load"
        ]


@pytest.mark.parametrize("way", ["http", "folder"])
def test_a_missing_guideline_is_named(own_folder: Path, runtime: RuntimePage, way: str) -> None:
    for file in (own_folder / "data" / "guidelines").iterdir():
        file.unlink()
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}" if way == "http" else (own_folder / PAGE).as_uri())
    assert runtime.failed == ["load"]


def test_a_worker_that_is_killed_ends_the_open_questions(own_folder: Path, runtime: RuntimePage) -> None:
    runtime.page.clock.install()
    with serving(own_folder) as host:
        runtime.open(f"{host.address}/{PAGE}")
        runtime.page.evaluate(KILL)
        runtime.page.clock.run_for(120_000)
        assert runtime.page.evaluate("open_question") == "answer"
        assert runtime.failed == ["answer"]
