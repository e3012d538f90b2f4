"""Tells whether the tests notice a wrong edit: tries each of tests/mutation/edits.toml on a copy of the checkout.
It runs the tests that must fail then.

    python tools/mutate.py               all edits
    python tools/mutate.py loinc erase   those whose names hold one of these words
    python tools/mutate.py --copy-only   only make the copy, for another program

Ends with 1 when an edit survived or could not be tried. The checkout itself is never changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITS = ROOT / "tests" / "mutation" / "edits.toml"
COPY = ROOT / "build" / "mutate"
LINKED = (".venv", "node_modules")
"""What is installed is not copied."""

TESTS_FAILED = 1
"""Pytest's exit status when tests ran and some failed."""


class EditError(Exception):
    """An edit that cannot be tried as it is written."""


@dataclass(frozen=True)
class Edit:
    """One change, and the tests that must notice it."""

    name: str
    files: list[str]
    """Globs from the top of the checkout; one file of all that match holds `old`."""
    old: str
    new: str
    tests: list[str]
    """Arguments for pytest."""
    build: bool = False
    """Whether the tests read the site as it is built with the edit."""


def read_edits(words: Sequence[str]) -> list[Edit]:
    """Return the edits whose names hold one of the words, or all."""
    edits = [Edit(**entry) for entry in tomllib.loads(EDITS.read_text(encoding="utf-8"))["edit"]]
    return [edit for edit in edits if not words or any(word.lower() in edit.name.lower() for word in words)]


def file_of(edit: Edit, top: Path) -> Path:
    """Return the one file that holds what the edit changes. Raises EditError."""
    candidates = {file for pattern in edit.files for file in top.glob(pattern) if file.is_file()}
    holders = [file for file in sorted(candidates) if edit.old in file.read_text(encoding="utf-8")]
    if len(holders) != 1:
        names = ", ".join(str(file.relative_to(top)) for file in holders) or "no file"
        raise EditError(f"{names} of {', '.join(edit.files)} holds {edit.old!r}; exactly one must")
    if (count := holders[0].read_text(encoding="utf-8").count(edit.old)) != 1:
        raise EditError(f"{holders[0].relative_to(top)} holds {edit.old!r} {count} times; it must be once")
    return holders[0]


def make_copy() -> None:
    """Copy what git knows or would take, the built site, and what the build keeps for the next one."""
    shutil.rmtree(COPY, ignore_errors=True)
    listed = _git("ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, COPY / name)
    for name in LINKED:
        (COPY / name).symlink_to(ROOT / name)
    for name in ("site", "build/runtime"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, COPY / name)
    shutil.copytree(COPY / "site", COPY / "site-whole")


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def environment() -> dict[str, str]:
    """Return what the tests find in the environment, as under `make test`."""
    variables = dict(os.environ)
    variables["PATH"] = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{variables['PATH']}"
    if "LUMBAR_CHROMIUM" not in variables:
        browser = subprocess.run(["tools/find-chromium.sh"], cwd=ROOT, check=True, capture_output=True, text=True)
        variables["LUMBAR_CHROMIUM"] = browser.stdout.strip()
    # A test that waits for what the edit keeps away must not wait for minutes.
    return {"LUMBAR_PATIENCE": "30000", "NO_MKDOCS_2_WARNING": "1"} | variables


def outcome_of(edit: Edit, env: dict[str, str]) -> str:
    """Apply an edit to the copy, run its tests and take it back; return the test that failed, or "" if none did.

    Raises EditError when the edit or its tests cannot be tried.
    """
    file = file_of(edit, COPY)
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(edit.old, edit.new), encoding="utf-8")
    try:
        if edit.build:
            _run(["tools/build-site.sh"], env, "the site was not built with it")
        pytest = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=no", "-rf"]
        done = subprocess.run(
            [*pytest, *edit.tests], cwd=COPY, env=env, check=False, capture_output=True, text=True
        )
        failed = re.findall(r"^FAILED (\S+::.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
        if done.returncode == 0:
            return ""
        if done.returncode == TESTS_FAILED and failed:
            return str(failed[0])
        raise EditError(f"its tests did not run (pytest ended with {done.returncode}):\n{done.stdout[-2000:]}")
    finally:
        file.write_text(before, encoding="utf-8")
        if edit.build:
            shutil.rmtree(COPY / "site", ignore_errors=True)
            shutil.copytree(COPY / "site-whole", COPY / "site")


def _run(command: list[str], env: dict[str, str], otherwise: str) -> None:
    done = subprocess.run(command, cwd=COPY, env=env, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise EditError(f"{otherwise}:\n{done.stderr[-2000:]}")


def reports(edits: Sequence[Edit]) -> Iterator[tuple[Edit, str, bool]]:
    """Yield each edit with what came of it and whether a test noticed."""
    env = environment()
    for edit in edits:
        try:
            failed = outcome_of(edit, env)
        except EditError as error:
            yield edit, f"NOT TRIED: {error}", False
        else:
            yield edit, failed or "SURVIVED: no test noticed", bool(failed)


def main(words: Sequence[str]) -> int:
    """Try the edits and print a line for each; return the exit status."""
    if not (ROOT / "site" / "index.html").is_file():
        print("site/ holds no site: run `make site` first.", file=sys.stderr)
        return 1
    if list(words) == ["--copy-only"]:
        make_copy()
        return 0
    edits = read_edits(words)
    make_copy()
    survived = 0
    for edit, outcome, noticed in reports(edits):
        survived += not noticed
        print(f"{'ok  ' if noticed else 'BAD '} {edit.name}\n     {outcome}", flush=True)
    print(f"{len(edits)} edits, {len(edits) - survived} noticed, {survived} not.")
    return 1 if survived or not edits else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
