"""The command line: `python -m site_plugins.references merge INCOMING... --into references.json`.

It adds the records that the guideline does not have yet, fills in fields that it lacks, changes nothing else, and
says what it did with each record. Exit status: 0 when all went in, 1 when records were refused (the others are
merged all the same), 2 when a file cannot be read or written, and then nothing is changed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from site_plugins.diagnostics.problems import ContentError, Problem, attempt
from site_plugins.references.exchange import READERS, ImportedFile, ImportedRecord, read_references
from site_plugins.references.merging import (
    MergeAction,
    describe_decision,
    describe_duplicate,
    merge,
    summarize,
)
from site_plugins.references.records import read_store, write_store


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    options = _make_parser().parse_args(arguments)
    try:
        return _merge(options.incoming, options.into, dry_run=options.dry_run)
    except ContentError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: This file cannot be read: {error.strerror}.", file=sys.stderr)
    return 2


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m site_plugins.references",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("merge", help="merge references into a guideline's own")
    suffixes = ", ".join(READERS)
    command.add_argument("incoming", nargs="+", type=Path, help=f"files with references: {suffixes}")
    command.add_argument("--into", required=True, type=Path, help="the guideline's references.json")
    command.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
    return parser


def _merge(files: Sequence[Path], into: Path, *, dry_run: bool) -> int:
    """Merge files. Raises ContentError when one cannot be read or the store cannot be read or written."""
    problems: list[Problem] = []
    read = [attempt(partial(read_references, file), problems) for file in files]
    stored = attempt(lambda: read_store(into), problems)
    if problems or stored is None:
        raise ContentError(problems)
    result = merge(stored, _list_records(read))
    changed = list(result.records) != stored
    if changed and not dry_run:
        write_store(into, result.records)
    refused = [problem for each in read if each for problem in each.refused]
    remarks = [problem for each in read if each for problem in each.remarks]
    for line in [
        *map(str, sorted([*refused, *remarks])),
        *map(describe_decision, result.decisions),
        *(describe_duplicate(into, duplicate) for duplicate in result.duplicates),
        summarize(into, result, len(refused), dry_run=dry_run),
    ]:
        print(line)
    return int(bool(refused) or any(decision.action is MergeAction.REFUSED for decision in result.decisions))


def _list_records(read: Sequence[ImportedFile | None]) -> list[ImportedRecord]:
    return [incoming for each in read if each for incoming in each.records]


if __name__ == "__main__":
    sys.exit(main())
