"""The runtime's files: the pinned Pyodide, a wheel with what runs and nothing else, and checksums of every one."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from site_plugins.build_tools import BuildCache
from site_plugins.mkdocs_plugin import LumbarOptions
from site_plugins.runtime import FOLDER, MissingRuntimeError, Steps, folder_script, library, runtime_files
from site_plugins.runtime.wheels import build_calculator_wheel, build_qr_wheel
from tests.runtime.test_packages import make_wheel

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "site_plugins" / "runtime" / "assets"


def test_the_site_carries_the_pinned_pyodide(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]["pyodide"]
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    installed = json.loads((ROOT / "node_modules" / "pyodide" / "package.json").read_text(encoding="utf-8"))
    assert installed["version"] == pinned == lock["packages"]["node_modules/pyodide"]["version"]
    assert lock["packages"]["node_modules/pyodide"]["integrity"].startswith("sha512-")
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        shipped = files[f"{FOLDER}/{manifest['full']['parts'][name]['file']}"]
        assert shipped == (ROOT / "node_modules" / "pyodide" / name).read_bytes()


def test_the_wheel_holds_what_runs_in_a_browser_alone() -> None:
    name, wheel = build_calculator_wheel(ROOT)
    assert name.startswith("lumbar_calculator-")
    modules = [n for n in zipfile.ZipFile(io.BytesIO(wheel)).namelist() if ".dist-info/" not in n]
    # The command line and its tables are not for browsers.
    in_checkout = (file.relative_to(ROOT) for file in (ROOT / "calculator").rglob("*.py"))
    expected = {file.as_posix() for file in in_checkout if file.parts[1] not in ("__main__.py", "cohort")}
    assert set(modules) == expected


def test_mkdocs_yml_switches_a_step_off() -> None:
    options = LumbarOptions()
    options.load_dict({"runtime": {"compile": False}})
    assert options.validate() == ([], [])
    switches = dict(options.runtime)
    assert switches.pop("debug") is False
    assert Steps(**switches) == Steps(trim=True, compile=False)


def test_two_builds_are_byte_identical_wherever_and_whenever_they_run(
    files: dict[str, bytes], pyodide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "another folder"
    shutil.copytree(pyodide, folder / "node_modules" / "pyodide")
    for each in ROOT.iterdir():
        if each.name not in ("build", "node_modules", "site"):
            (folder / each.name).symlink_to(each)
    env = {"TZ": "Asia/Tokyo", "LANG": "ja_JP.UTF-8", "HOME": str(folder), "USER": "boat", "LOGNAME": "boat"}
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    again = runtime_files(folder, cache=BuildCache(None))
    assert set(again) == set(files)
    assert [name for name in files if files[name] != again[name]] == []


def test_the_manifest_has_the_checksum_of_every_file(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    checksums = {f"{FOLDER}/{name}": checksum for name, checksum in manifest["files"].items()}
    # The manifest itself has none, nor have the scripts that bring along what it says.
    without = {"manifest.json", "python.js", "early.js"}
    assert set(files) - set(checksums) == {f"{FOLDER}/{name}" for name in without}
    assert {name: hashlib.sha256(files[name]).hexdigest() for name in checksums} == checksums
    for part in [*manifest["parts"].values(), *manifest["full"]["parts"].values()]:
        loaded = {part["file"], *part["scripts"], *filter(None, [part["precompressed"]])}
        assert loaded <= set(manifest["files"])


def test_every_form_of_a_part_holds_the_same(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    for name, part in [*manifest["parts"].items(), *manifest["full"]["parts"].items()]:
        content = files[f"{FOLDER}/{part['file']}"]
        assert (len(content), hashlib.sha256(content).hexdigest()) == (part["bytes"], part["sha256"])
        if part["precompressed"]:
            assert gzip.decompress(files[f"{FOLDER}/{part['precompressed']}"]) == content
        chunks = []
        for number, script in enumerate(part["scripts"]):
            text = files[f"{FOLDER}/{script}"].decode()
            found = re.fullmatch(r'lumbarPythonPiece\("(.*)",(\d+),"(.*)"\);\n', text)
            assert found
            assert found.group(1, 2) == (name, str(number))
            chunks.append(base64.b64decode(found.group(3), validate=True))
        assert gzip.decompress(b"".join(chunks)) == content


def test_the_pages_script_brings_the_manifest_along(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    script = files[f"{FOLDER}/python.js"].decode()
    inlined = re.match(r"window\.lumbarPythonManifest = (.*);\n", script)
    assert inlined
    assert json.loads(inlined.group(1)) == {key: value for key, value in manifest.items() if key != "files"}


def test_the_budgets_of_bytes_are_kept(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    """From a host that compresses with gzip, and from one that compresses nothing."""
    script = files[f"{FOLDER}/python.js"]
    gzipped = sum(part["compressed_bytes"] for part in manifest["parts"].values())
    assert gzipped + len(gzip.compress(script)) < 2.05e6
    smallest = [f"{FOLDER}/{part['precompressed'] or part['file']}" for part in manifest["parts"].values()]
    assert sum(len(files[name]) for name in smallest) + len(script) < 2.05e6


def test_the_library_is_a_zip_and_a_webassembly_module(
    files: dict[str, bytes], manifest: dict[str, Any], node: str
) -> None:
    content = files[f"{FOLDER}/{manifest['full']['parts']['library.wasm']['file']}"]
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert {"json/__init__.pyc", "typing.pyc"} <= set(archive.namelist())
    # Never imported by a calculator; nor is a package in it.
    left_out = ("unittest", "sqlite3", "http/", "calculator/", "segno/")
    assert [name for name in archive.namelist() if name.startswith(left_out) or name.endswith(".py")] == []
    code = "process.stdin.toArray().then((c) => console.log(WebAssembly.validate(Buffer.concat(c))))"
    run = subprocess.run([node, "-e", code], input=content, capture_output=True, check=True)
    assert run.stdout == b"true\n"


def test_a_published_text_becomes_a_script_for_pages_opened_from_a_folder() -> None:
    name, script = folder_script("data/x.json", '{"a": "“ä”"}\n')
    assert name == "data/x.json.js"
    assert script == b'lumbarPythonPiece("data/x.json",0,"{\\"a\\": \\"\\u201c\\u00e4\\u201d\\"}\\n");\n'


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 119, 120, 100_000])
def test_the_checksum_that_needs_no_help_from_the_browser_is_right(node: str, length: int) -> None:
    content = bytes(number * 7 % 256 for number in range(length))
    code = (
        "globalThis.self = globalThis;"
        "require('node:vm').runInThisContext(require('node:fs').readFileSync(process.argv[1], 'utf8'));"
        "process.stdin.toArray().then((c) =>"
        "process.stdout.write(lumbarWorker.plainSha256(new Uint8Array(Buffer.concat(c)))))"
    )
    script = ASSETS / "checksum.worker.js"
    run = subprocess.run([node, "-e", code, script], input=content, capture_output=True, check=True)
    assert run.stdout.decode() == hashlib.sha256(content).hexdigest()


def test_a_damaged_entry_of_the_build_cache_is_made_anew(tmp_path: Path) -> None:
    cache, calls = BuildCache(tmp_path), []

    def make() -> bytes:
        calls.append(1)
        return b"result"

    assert [cache.get_or_make([b"a", b"b"], make) for _ in range(2)] == [b"result"] * 2
    assert len(calls) == 1
    assert cache.get_or_make([b"ab"], make) == b"result"
    assert len(calls) == 2
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert cache.get_or_make([b"a", b"b"], make) == b"result"
    assert len(calls) == 3


def test_a_missing_runtime_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingRuntimeError, match=r"pyodide\.mjs is missing: `make site` installs it"):
        runtime_files(tmp_path)


def test_a_module_that_cannot_be_imported_is_named(pyodide: Path, tmp_path: Path) -> None:
    def broken() -> tuple[str, bytes]:
        return make_wheel("broken", {"broken/__init__.py": "import no_such_module\n"})

    with pytest.raises(MissingRuntimeError, match="No module named 'no_such_module'"):
        runtime_files(ROOT, needed_wheels=(build_qr_wheel, broken), cache=BuildCache(tmp_path))


def test_a_missing_compiler_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "COMPILER", "no-such-package")
    with pytest.raises(MissingRuntimeError, match="no-such-package is not installed: `make site` installs it"):
        runtime_files(ROOT)
