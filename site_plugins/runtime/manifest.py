"""The forms in which the runtime's files are served, and the manifest, which tells the page their checksums.

A script that a cache still holds reads the manifest of the page's newer build: so `version`, `worker`, `parts`, and
of each file `file` and `scripts`, keep their names. All else is read by scripts of the same build.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from site_plugins.build_tools import BuildCache

CHUNK_SIZE = 3 << 17
"""Bytes in one script: few enough that no page is blocked for long; three divides them, as base64 wants it."""
WORTH_COMPRESSING = 0.9
"""Of a file's size: a gzip that is larger than this is not served beside the file."""


@dataclass(frozen=True)
class RuntimeFile:
    """One file of the runtime, in all the forms in which it is served."""

    name: str
    """Its name in the manifest, such as `python.worker.js`; its address has a hash as well."""
    content: bytes
    gzipped: bytes

    @classmethod
    def compress(cls, name: str, content: bytes, cache: BuildCache) -> RuntimeFile:
        """Compress a file, or take what an earlier build compressed."""
        # No time and no name in it: two builds are the same.
        gzipped = cache.get_or_make([b"gzip 9", content], lambda: gzip.compress(content, 9, mtime=0))
        return cls(name, content, gzipped)

    @property
    def _suffix(self) -> str:
        return ".worker.js" if self.name.endswith(".worker.js") else PurePosixPath(self.name).suffix

    @property
    def _stem(self) -> str:
        """Its name without its suffix, and a hash: it keeps old and new apart in every cache on the way."""
        return f"{self.name.removesuffix(self._suffix)}-{_sha256(self.content)[:8]}"

    @property
    def address(self) -> str:
        """The address of the file as it is."""
        return self._stem + self._suffix

    @property
    def precompressed(self) -> str | None:
        """The address of the same in gzip, for hosts that compress nothing; None where that is hardly smaller."""
        return f"{self.address}.gz" if len(self.gzipped) < WORTH_COMPRESSING * len(self.content) else None

    @property
    def chunk_scripts(self) -> Iterator[tuple[str, bytes]]:
        """The file as scripts, for pages that may load nothing else: each hands a chunk, in base64, to the page."""
        for start in range(0, len(self.gzipped), CHUNK_SIZE):
            number = start // CHUNK_SIZE
            chunk = base64.b64encode(self.gzipped[start : start + CHUNK_SIZE]).decode()
            yield f"{self._stem}-{number}.js", f'lumbarPythonPiece("{self.name}",{number},"{chunk}");\n'.encode()

    def forms(self) -> dict[str, bytes]:
        """Return the file in all its forms by their addresses within the runtime's folder."""
        precompressed = {self.precompressed: self.gzipped} if self.precompressed else {}
        return {self.address: self.content, **precompressed, **dict(self.chunk_scripts)}

    def entry(self) -> dict[str, object]:
        """Return what the manifest says of it: sizes in bytes, and the checksum of the content in whatever form."""
        return {
            "file": self.address,
            "bytes": len(self.content),
            "sha256": _sha256(self.content),
            "precompressed": self.precompressed,
            "compressed_bytes": len(self.gzipped),
            "scripts": [name for name, _script in self.chunk_scripts],
        }


@dataclass(frozen=True)
class Build:
    """A Python that can be started: the image, or the full one."""

    worker: str
    """The name of the file that is the worker's script."""
    parts: tuple[RuntimeFile, ...]
    """All that a start loads."""
    lock: object
    """The lock of Pyodide's packages; None where it needs none."""

    @classmethod
    def compress(
        cls, worker: str, contents: Mapping[str, bytes], cache: BuildCache, *, lock: object = None
    ) -> Build:
        """Compress what a start loads, given by name, or take what an earlier build compressed."""
        return cls(worker, tuple(RuntimeFile.compress(*each, cache) for each in contents.items()), lock)

    def forms(self) -> dict[str, bytes]:
        """Return its files in all their forms, by their addresses within the runtime's folder."""
        return {address: content for file in self.parts for address, content in file.forms().items()}

    def entry(self) -> dict[str, object]:
        """Return what the manifest says of it."""
        parts = {file.name: file.entry() for file in self.parts}
        return {"worker": self.worker, "parts": parts, "lock": self.lock}


def build_manifest(first: Build, full: Build | None = None, *, published: Mapping[str, bytes]) -> dict[str, object]:
    """Return the manifest: what is loaded, and every file's checksum.

    `first` is started, and `full` only where it has no answer. `published` are files for others, which no page of
    the site loads.
    """
    contents = {**first.forms(), **(full.forms() if full else {}), **published}
    manifest: dict[str, object] = {
        **first.entry(),
        "full": full.entry() if full else None,
        "files": {name: _sha256(content) for name, content in sorted(contents.items())},
    }
    return {"version": _sha256(json.dumps(manifest, sort_keys=True).encode())[:16], **manifest}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
