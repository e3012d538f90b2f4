"""What a build keeps for the next one: results that take seconds, by the hash of all that they are made from."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

AT_MOST = 60
"""Files that are kept: some builds' worth."""


class Kept:
    """A folder of earlier results, or none. It is only a help: where it cannot be written, all is made anew."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def or_made(self, made_from: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
        """Return the result that was made from these very bytes before, or else make and keep it."""
        if self._folder is None:
            return make()
        key = hashlib.sha256()
        for part in made_from:
            # The hash of each, so that no two lists of parts read alike.
            key.update(hashlib.sha256(part).digest())
        file = self._folder / key.hexdigest()
        with suppress(OSError):
            content = file.read_bytes()
            # What was used last is given up last.
            with suppress(OSError):
                os.utime(file)
            # Its own hash comes first: a file that was cut short is made anew.
            if hashlib.sha256(content[32:]).digest() == content[:32]:
                return content[32:]
        content = make()
        with suppress(OSError):
            self._keep(file, content)
        return content

    def _keep(self, file: Path, content: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(hashlib.sha256(content).digest() + content)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
        by_age = sorted(file.parent.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in by_age[AT_MOST:]:
            old.unlink(missing_ok=True)
