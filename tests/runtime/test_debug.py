"""The build for developers: it has line numbers and a panel, which no published site has, and is not published."""

from __future__ import annotations

import logging
import zipfile
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from site_plugins.mkdocs_plugin import LumbarPlugin
from site_plugins.runtime import FOLDER, runtime_files
from tests.runtime.conftest import Answer

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
MODULE = "json/decoder.py"


@pytest.fixture(scope="module")
def debug_files(pyodide: Path) -> dict[str, bytes]:
    """The runtime's files in a build for developers."""
    return runtime_files(ROOT, debug=True)


def test_a_published_build_holds_no_lines_and_a_debug_build_those_of_the_source(
    files: dict[str, bytes], debug_files: dict[str, bytes], answer_in_node: Answer, pyodide: Path
) -> None:
    """Of the library: of the packages it is the sources themselves that are shipped."""
    program, asked = HERE / "line_numbers.py", f"{MODULE}c"
    assert answer_in_node(files, program, asked) == []
    lines = answer_in_node(debug_files, program, asked)
    with zipfile.ZipFile(ROOT / "node_modules" / "pyodide" / "python_stdlib.zip") as library:
        source = library.read(MODULE).decode().splitlines()
    functions = [number for number, line in enumerate(source, start=1) if line.startswith("def ")]
    assert functions
    assert set(functions) <= set(lines)
    assert lines[-1] <= len(source)


def test_a_published_build_holds_no_panel(files: dict[str, bytes], debug_files: dict[str, bytes]) -> None:
    marks = (b"lumbar-debug", b"Debug build")
    assert [name for name, content in files.items() if any(mark in content for mark in marks)] == []
    assert marks[0] in debug_files[f"{FOLDER}/python.js"]
    # What fills the panel is in the worker.
    worker = b"pyodideOptions: {"
    assert [name for name, content in files.items() if worker in content] == []
    assert [name for name, content in debug_files.items() if worker in content]


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> LumbarPlugin:
    """The plugin with `runtime: {debug: true}`."""
    made = LumbarPlugin()
    assert made.load_config({"runtime": {"debug": True}}) == ([], [])
    return made


def _config(strict: bool) -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"), strict=strict)


@pytest.mark.parametrize(("command", "strict"), [("build", True), ("gh-deploy", True), ("gh-deploy", False)])
def test_what_may_be_published_is_refused_with_what_to_do(plugin: LumbarPlugin, command: str, strict: bool) -> None:
    plugin.on_startup(command=command, dirty=False)
    with pytest.raises(PluginError, match=r"runtime\.debug is true.*Allowed with it: `mkdocs serve`"):
        plugin.on_config(_config(strict))


def test_a_program_that_does_not_say_what_it_was_started_for_is_taken_to_publish(plugin: LumbarPlugin) -> None:
    with pytest.raises(PluginError, match=r"runtime\.debug is true"):
        plugin.on_config(_config(strict=True))


@pytest.mark.parametrize(
    ("command", "strict", "level"), [("serve", True, logging.INFO), ("build", False, logging.WARNING)]
)
def test_what_is_only_looked_at_is_built_and_says_once_what_it_is(
    plugin: LumbarPlugin, caplog: pytest.LogCaptureFixture, command: str, strict: bool, level: int
) -> None:
    caplog.set_level(logging.INFO)
    plugin.on_startup(command=command, dirty=False)
    for _rebuild in range(2):
        plugin.on_config(_config(strict))
    (record,) = [each for each in caplog.records if "DEBUG BUILD" in each.getMessage()]
    assert record.levelno == level
    assert "Do not publish it" in record.getMessage()


def test_it_is_off_unless_the_environment_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, expected in ((None, False), ("true", True)):
        monkeypatch.delenv("LUMBAR_DEBUG", raising=False)
        if value:
            monkeypatch.setenv("LUMBAR_DEBUG", value)
        assert _config(strict=True).plugins["lumbar"].config.runtime.debug is expected
