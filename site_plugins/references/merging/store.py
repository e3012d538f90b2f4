"""The file that a guideline's records are stored in."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from site_plugins.diagnostics.problems import ContentError, Problem, read_text
from site_plugins.references.merging.merge import Stored
from site_plugins.references.records import read_records


def read_store(file: Path) -> list[Stored]:
    """Return the records of a file as they stand there; none where there is no file yet.

    Raises ContentError when the build would refuse the file: what is wrong in it must be mended first.
    """
    if not file.exists() and file.parent.is_dir() and file.suffix == ".json":
        return []
    if problems := read_records(file).problems:
        raise ContentError(problems)
    records: list[Stored] = json.loads(read_text(file))
    return records


def store_text(records: Iterable[Stored]) -> str:
    """Return the records as the file holds them."""
    return json.dumps(list(records), ensure_ascii=False, indent=2) + "\n"


def write_store(file: Path, records: Iterable[Stored]) -> None:
    """Write the records in one step: whoever reads the file finds all of the old ones or all of the new.

    Raises ContentError when the file cannot be written; it is as it was then.
    """
    target = file.resolve()
    text = store_text(records)
    try:
        # In the same folder, because only there the renaming is one step.
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        new = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            new.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            new.replace(target)
        finally:
            with suppress(FileNotFoundError):
                new.unlink()
    except OSError as error:
        said = f"This file cannot be written: {error.strerror}. It is as it was."
        raise ContentError([Problem(str(file), None, said)]) from error
