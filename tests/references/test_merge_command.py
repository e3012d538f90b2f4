"""The command: it merges, says what it did, and leaves nothing half-written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_plugins.references import __main__ as command
from site_plugins.references.records import dump_store, read_records, read_store, write_store
from tests.references.exchange_file import FILES

ROOT = Path(__file__).parents[2]
REAL = ROOT / "content" / "guidelines" / "low-back-pain-next-steps" / "references.json"
STORED: list[dict[str, Any]] = [
    {
        "id": "marlow2019",
        "type": "article-journal",
        "title": "Resting the spine of a paperback: a randomised trial in 50% of libraries and archives",
        "author": [{"family": "Marlow", "given": "A."}],
        "issued": {"date-parts": [[2019]]},
        "volume": "13",
        "custom": {"status": "confirmed"},
    },
]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    file = tmp_path / "references.json"
    file.write_text(dump_store(STORED), encoding="utf-8")
    return file


def run(store: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "site_plugins.references", "merge", *arguments, "--into", store],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )


def ids(store: Path) -> list[str]:
    return [record["id"] for record in json.loads(store.read_text(encoding="utf-8"))]


def test_it_adds_completes_and_says_what_it_did_with_each(store: Path) -> None:
    done = run(store, FILES / "zotero.bib", FILES / "pubmed.ris")
    assert (done.returncode, done.stderr) == (0, "")
    bib, ris = FILES / "zotero.bib", FILES / "pubmed.ris"
    assert done.stdout.splitlines() == [
        f"{bib}:2: “marlow_resting_2019”: same as “marlow2019” by title; filled in container-title, issue, page, "
        "ISSN, language, DOI, PMID, PMCID, URL, accessed; left as it is where it differs: author (stored “Marlow, "
        "A.”, here “Marlow, Ada; van der Velde, Pim; Paperback Trial Group; Nú …”), issued (stored “2019”, here "
        "“2019-07”), volume (stored “13”, here “12”).",
        f"{bib}:23: “ode_folding_2004”: added as “ode_folding_2004”.",
        f"{bib}:32: “quill_preprint_2021”: added as “quill_preprint_2021”.",
        f"{ris}:1: “Resting the spine of a paperback: a randomised trial in 50 …”: same as “marlow2019” by DOI; "
        "filled in container-title-short; left as it is where it differs: author (stored “Marlow, A.”, here "
        "“Marlow, Ada; van der Velde, P; Paperback Trial Group”), issued (stored “2019”, here “2019-07-04”), "
        "volume (stored “13”, here “12”).",
        f"2 added, 2 completed, 0 there already, 0 refused. {store} was written. Cite what was added, or the build "
        "will ask for it.",
    ]
    assert ids(store) == ["marlow2019", "ode_folding_2004", "quill_preprint_2021"]
    assert read_records(store).problems == ()


def test_a_second_run_changes_nothing(store: Path) -> None:
    incoming = sorted(FILES.iterdir())
    first = run(store, *incoming)
    written = store.read_bytes()
    second = run(store, *incoming)
    assert first.returncode == second.returncode == 1
    assert len(ids(store)) > 10
    assert store.read_bytes() == written
    assert (
        f"0 added, 0 completed, {first.stdout.count('added as') + first.stdout.count('same as')} there"
        in second.stdout
    )
    # What it wrote is what the build takes.
    assert read_records(store).problems == ()


def test_refused_records_are_named_and_the_others_are_merged(store: Path) -> None:
    done = run(store, FILES / "broken.bib")
    assert done.returncode == 1
    assert (
        f"{FILES / 'broken.bib'}:11: The entry type “@artikel” is not known. Did you mean “article”?" in done.stdout
    )
    assert ids(store) == ["marlow2019", "fine", "last"]
    assert "2 added, 0 completed, 0 there already, 8 refused." in done.stdout


def test_a_dry_run_says_the_same_and_writes_nothing(store: Path) -> None:
    before = store.read_bytes()
    dry = run(store, FILES / "zotero.bib", "--dry-run")
    assert store.read_bytes() == before
    assert dry.returncode == 0
    assert f"{store} would be changed; nothing was written." in dry.stdout
    wet = run(store, FILES / "zotero.bib")
    assert wet.stdout.splitlines()[:-1] == dry.stdout.splitlines()[:-1]


def test_a_file_without_the_records_yet_is_made(tmp_path: Path) -> None:
    done = run(tmp_path / "references.json", FILES / "zotero.json")
    assert done.returncode == 0
    assert ids(tmp_path / "references.json") == ["marlow2019", "our2018"]


@pytest.mark.parametrize(
    ("incoming", "text", "complaint"),
    [
        (
            "a.txt",
            "TY  - JOUR",
            "a.txt: References are not read from a file with the suffix “.txt”; allowed: .bib, .ris",
        ),
        ("a.json", "[", "a.json:1:1: The [ that opens here is never closed: write ] at its end."),
        ("a.ris", "", "a.ris: No reference was found here"),
        ("missing.bib", None, "missing.bib: This file is missing"),
        ("folder.bib", "a folder", "folder.bib: This file cannot be read: Is a directory."),
    ],
)
def test_when_one_file_cannot_be_read_nothing_is_merged(
    store: Path, incoming: str, text: str | None, complaint: str
) -> None:
    before = store.read_bytes()
    file = store.parent / incoming
    if incoming.startswith("folder"):
        file.mkdir()
    elif text is not None:
        file.write_text(text, encoding="utf-8")
    done = run(store, FILES / "zotero.bib", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{store.parent}/{complaint}" in done.stderr
    assert "Traceback" not in done.stderr
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    ["{}", "[", '[{"id": "a b", "type": "book", "title": "A"}]', '[{"id": "a", "type": "book", "title": ""}]'],
)
def test_a_store_that_the_build_would_refuse_is_not_written(store: Path, text: str) -> None:
    store.write_text(text, encoding="utf-8")
    done = run(store, FILES / "zotero.bib")
    assert done.returncode == 2
    assert re.search(r"references\.json:\d+", done.stderr)
    assert store.read_text(encoding="utf-8") == text


def test_a_wrong_command_line_is_exit_status_2(store: Path) -> None:
    for arguments in (["merge"], ["merge", "a.bib"], ["split", "a.bib", "--into", str(store)], []):
        with pytest.raises(SystemExit) as left:
            command.main(arguments)
        assert left.value.code == 2


def test_the_real_guidelines_references_are_written_as_they_are() -> None:
    text = REAL.read_text(encoding="utf-8")
    assert dump_store(read_store(REAL)) == text


def test_a_copy_of_what_is_stored_changes_nothing(tmp_path: Path) -> None:
    copied = tmp_path / "references.json"
    copied.write_bytes(REAL.read_bytes())
    done = run(copied, REAL)
    # The unlisted ones are no works, and are refused with what to do.
    assert done.returncode == 1
    assert "confirm it there first" in done.stdout
    assert "differs" not in done.stdout
    assert copied.read_bytes() == REAL.read_bytes()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_while_writing_leaves_the_old_file_and_nothing_else(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    broken: dict[str, Callable[[], None]] = {
        "fsync": lambda: monkeypatch.setattr(os, "fsync", fail),
        "replace": lambda: monkeypatch.setattr(Path, "replace", fail),
    }
    broken[step]()
    before = store.read_bytes()
    assert command.main(["merge", str(FILES / "zotero.bib"), "--into", str(store)]) == 2
    assert (
        capsys.readouterr().err
        == f"{store}: This file cannot be written: No space left on device. It is as it was.\n"
    )
    assert store.read_bytes() == before
    assert [file.name for file in store.parent.iterdir()] == [store.name]


def test_the_files_rights_and_a_link_to_it_are_kept(store: Path) -> None:
    store.chmod(0o640)
    link = store.parent / "link.json"
    link.symlink_to(store)
    write_store(link, [*STORED, {"id": "a", "type": "book", "title": "A"}])
    assert link.is_symlink()
    assert store.stat().st_mode & 0o777 == 0o640
    assert ids(store) == ["marlow2019", "a"]
