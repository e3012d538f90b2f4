"""Folders that all worker processes of a test run share: what takes seconds to make is made once."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SharedFolders:
    """Makes folders below `base`, which is the same for all workers of a run and new for each run."""

    base: Path

    def make_once(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the folder of that name; `make` fills a new one and is called by the first who asks.

        All others wait. If `make` raises, so does this, and the next who asks tries again.
        """
        folder = self.base / name
        with (self.base / f"{name}.lock").open("w") as lock:
            # Let go when the file is closed, even by a process that was killed.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                unfinished = self.base / f"{name}.unfinished-{_number(self.base, name)}"
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(folder)
        return folder


def _number(base: Path, name: str) -> int:
    """The number of attempts before."""
    return len(list(base.glob(f"{name}.unfinished-*")))
