"""A wheel that a page loads only when it is asked for: the QR encoder, out of PyPI's `segno`.

The site serves it itself. It is made of the files that pip installed by the hashes of requirements/site.lock, so
that a build needs no network for it. Only what encodes goes into it: the rest of the package writes files of many
kinds and would need far more of the standard library than a browser gets.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib import metadata
from pathlib import PurePosixPath

from site_plugins.runtime.errors import MissingRuntimeError

PACKAGE = "segno"
MODULES = ("segno/consts.py", "segno/encoder.py")
"""Without an `__init__.py` they are a namespace package, and `from segno import encoder` is the same."""
METADATA = ("METADATA", "WHEEL", "licenses/LICENSE")

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same bytes whenever it is built: the earliest time that a zip file can hold."""


def optional_wheel() -> tuple[str, bytes]:
    """Return the name and the content of the wheel.

    Every file is what its package was published with: it is held against the hashes of the installed record. Raises
    MissingRuntimeError for a package or a file that is missing or was changed.
    """
    try:
        distribution = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise MissingRuntimeError(f"{PACKAGE} is not installed: `make site` installs it.") from error
    folder = f"{PACKAGE}-{distribution.version}.dist-info"
    names = (*MODULES, *(f"{folder}/{name}" for name in METADATA))
    files = {name: _checked(distribution, name) for name in names}
    files[f"{folder}/RECORD"] = _record(files, folder).encode()
    return f"{PACKAGE}-{distribution.version}-py3-none-any.whl", _zipped(files)


def _checked(distribution: metadata.Distribution, name: str) -> bytes:
    found = next((file for file in distribution.files or () if PurePosixPath(file) == PurePosixPath(name)), None)
    if found is None or found.hash is None:
        raise MissingRuntimeError(f"{PACKAGE} {distribution.version} records no {name} with its hash.")
    try:
        content = found.read_binary()
    except OSError as error:
        raise MissingRuntimeError(f"{found.locate()} cannot be read: {error}.") from error
    if _digest(content, found.hash.mode) != found.hash.value:
        raise MissingRuntimeError(f"{found.locate()} is not what was installed: remove .venv, then `make site`.")
    return content


def _digest(content: bytes, algorithm: str) -> str:
    return base64.urlsafe_b64encode(hashlib.new(algorithm, content).digest()).rstrip(b"=").decode()


def _record(files: dict[str, bytes], folder: str) -> str:
    lines = [f"{name},sha256={_digest(content, 'sha256')},{len(content)}" for name, content in files.items()]
    return "\n".join([*lines, f"{folder}/RECORD,,"]) + "\n"


def _zipped(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as wheel:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, files[name], compresslevel=9)
    return written.getvalue()
