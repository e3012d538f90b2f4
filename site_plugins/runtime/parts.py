"""In which forms the parts of the runtime are served, and the manifest that tells their checksums."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from site_plugins.runtime.kept import Kept

PIECE = 3 << 17
"""Bytes in one script: few enough that no page is blocked for long; three divides them, as base64 wants it."""
WORTH = 0.9
"""Of a file's size: a twin in gzip that is larger than this is not worth a decision."""


@dataclass(frozen=True)
class Part:
    """One part of the runtime, in all the forms in which it is served."""

    name: str
    content: bytes
    zipped: bytes
    """The content in gzip."""

    @classmethod
    def of(cls, name: str, content: bytes, kept: Kept) -> Part:
        """Compress a part, or find that done before."""
        # No time and no name in it: two builds are the same.
        zipped = kept.or_made([b"gzip 9", content], lambda: gzip.compress(content, 9, mtime=0))
        return cls(name, content, zipped)

    @property
    def _stem(self) -> str:
        """Its name without its kind, and a hash: it keeps old and new apart in every cache on the way."""
        return f"{self.name.removesuffix(self._kind)}-{_sha256(self.content)[:8]}"

    @property
    def _kind(self) -> str:
        return ".worker.js" if self.name.endswith(".worker.js") else PurePosixPath(self.name).suffix

    @property
    def address(self) -> str:
        """The address of the file as it is."""
        return self._stem + self._kind

    @property
    def has_twin(self) -> bool:
        """Whether a host that compresses nothing should serve the part in gzip instead."""
        return len(self.zipped) < WORTH * len(self.content)

    @property
    def scripts(self) -> Iterator[tuple[str, bytes]]:
        """The part as scripts, for pages that may load nothing else: each hands a piece, in base64, to the page."""
        for start in range(0, len(self.zipped), PIECE):
            number = start // PIECE
            piece = base64.b64encode(self.zipped[start : start + PIECE]).decode()
            yield f"{self._stem}-{number}.js", f'lumbarPythonPiece("{self.name}",{number},"{piece}");\n'.encode()

    def files(self) -> dict[str, bytes]:
        """Return all its files by their addresses within the runtime's folder."""
        twin = {f"{self.address}.gz": self.zipped} if self.has_twin else {}
        return {self.address: self.content, **twin, **dict(self.scripts)}

    def entry(self) -> dict[str, object]:
        """Return what the manifest says of it: sizes in bytes, and the checksum of the content in whatever form."""
        return {
            "file": self.address,
            "bytes": len(self.content),
            "sha256": _sha256(self.content),
            "twin": f"{self.address}.gz" if self.has_twin else None,
            "zipped": len(self.zipped),
            "scripts": [name for name, _script in self.scripts],
        }


def manifest(
    parts: list[Part],
    optional: list[Part],
    memory: Part | None,
    others: dict[str, bytes],
    *,
    worker: str,
    lock: object,
) -> dict[str, object]:
    """Return the manifest: what is loaded at the start, what only when it is needed, and every file's checksum.

    `memory` is Python's, with which a folder begins, and comes as scripts alone; without it, browsers may keep none
    for later visits either. `others` are files that no reader loads. `worker` names the part that is the worker's
    script. `lock` is what Pyodide wants to know of packages.
    """
    every = {name: content for part in (*parts, *optional) for name, content in part.files().items()} | others
    every |= dict(memory.scripts) if memory else {}
    said: dict[str, object] = {
        "worker": worker,
        "parts": {part.name: part.entry() for part in parts},
        "optional": {part.name: part.entry() for part in optional},
        "lock": lock,
        "memory": memory.entry() if memory else None,
        "files": {name: _sha256(content) for name, content in sorted(every.items())},
    }
    return {"version": _sha256(json.dumps(said, sort_keys=True).encode())[:16], **said}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
