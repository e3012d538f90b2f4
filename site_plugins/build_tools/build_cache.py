"""The build cache: results that take seconds to make, found again by the hash of all that they were made from."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

MAX_ENTRIES = 60
"""Files in the folder: some builds' worth. The least recently used are deleted."""


class BuildCache:
    """A folder of earlier results, or none. Where it cannot be read or written, everything is made anew."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get_or_make(self, inputs: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
        """Return the result that was made from these very inputs before; or call `make`, and store its result."""
        if self._folder is None:
            return make()
        key = hashlib.sha256()
        for content in inputs:
            # The hash of each, so that no two lists of inputs read alike.
            key.update(hashlib.sha256(content).digest())
        file = self._folder / key.hexdigest()
        with suppress(OSError):
            entry = file.read_bytes()
            # The least recently used are deleted first.
            with suppress(OSError):
                os.utime(file)
            # An entry begins with its result's own hash: a file that was cut short is made anew.
            if hashlib.sha256(entry[32:]).digest() == entry[:32]:
                return entry[32:]
        result = make()
        with suppress(OSError):
            self._store(file, result)
        return result

    def _store(self, file: Path, result: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as writer:
                writer.write(hashlib.sha256(result).digest() + result)
            Path(temporary).replace(file)
        finally:
            Path(temporary).unlink(missing_ok=True)
        newest_first = sorted(file.parent.iterdir(), key=lambda entry: entry.stat().st_mtime, reverse=True)
        for old in newest_first[MAX_ENTRIES:]:
            old.unlink(missing_ok=True)
