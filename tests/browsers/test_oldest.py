"""The oldest browsers that the site states are those that MDN's compatibility data gives for what it needs."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from site_plugins.browsers import read_needs, render_table

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
NEEDS = read_needs()
WASM = {
    "bulk_memory": "webassembly.bulk-memory-operations",
    "exceptions": "webassembly.exception-handling",
    "sat_float_to_int": "webassembly.non-trapping-float-to-int-conversions",
    "sign_extension": "webassembly.sign-extension-operations",
    "reference_types": "webassembly.reference-types",
}


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    """MDN's compatibility data."""
    path = PROJECT / "node_modules/@mdn/browser-compat-data/data.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _since(known: dict[str, Any], feature: str, browser: str) -> tuple[int, ...]:
    """The version from which a browser has a feature whole, without a switch and under its own name."""
    place: Any = known
    for name in feature.split("."):
        place = place[name]
    said = place["__compat"]["support"][browser]
    limits = ("flags", "prefix", "partial_implementation", "alternative_name")
    whole = [each for each in (said if isinstance(said, list) else [said]) if not any(map(each.get, limits))]
    return tuple(map(int, whole[0]["version_added"].lstrip("≤").split(".")))


def _node(script: str, *given: Path) -> Any:
    done = subprocess.run(["node", HERE / script, *given], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_each_version_stated_is_the_first_that_has_all_that_is_needed(known: dict[str, Any]) -> None:
    needed: list[str] = []
    for level, features in NEEDS.features.items():
        needed += features
        for browser, stated in NEEDS.oldest[level].items():
            derived = max(_since(known, feature, browser) for feature in needed)
            assert tuple(map(int, stated.split("."))) == derived, (level, browser)


def test_the_documentation_and_the_site_state_these_versions(site: Path) -> None:
    documented = (PROJECT / "docs" / "browsers.md").read_text(encoding="utf-8")
    assert "\n".join(render_table(NEEDS)) in documented
    for features in NEEDS.features.values():
        for feature in features:
            assert f"`{feature}`" in documented
    about = re.sub(r"\s*<[^>]+>\s*", "|", (site / "about" / "index.html").read_text(encoding="utf-8"))
    shown = re.sub(r"\|+", "|", about)
    for row in render_table(NEEDS)[2:]:
        assert re.sub(r" *\| *", "|", row) in shown


@pytest.mark.parametrize("name", ["image", "pyodide.asm"])
def test_pythons_webassembly_needs_what_is_listed_and_nothing_else(pyodide: Path, site: Path, name: str) -> None:
    (wasm,) = (site / "assets" / "runtime").glob(f"{name}-*.wasm")
    found = {WASM.get(name, name) for name in _node("wasm_features.mjs", wasm)}
    # The exceptions bring references with them: wabt does not tell these apart.
    assert found | {WASM["reference_types"]} == set(WASM.values())
    assert found <= set(NEEDS.features["python"])


def test_scripts_are_written_in_no_newer_language_than_is_stated(site: Path) -> None:
    assets = site / "assets"
    ours = [
        *(assets / "theme").glob("*.js"),
        *(assets / "search").glob("*.js"),
        *(assets / "calculator").glob("*.js"),
    ]
    assert len(ours) > 8
    # What starts Python, from a folder too.
    ours += [assets / "runtime" / "python.js", *(assets / "runtime").glob("*.worker.js")]
    assert _node("syntax.mjs", *ours, *(assets / "javascripts").glob("bundle.*.js")) <= 2021
    # Static blocks and private fields are in it, and in the list.
    assert _node("syntax.mjs", *(assets / "runtime").glob("pyodide*.mjs")) == 2022
