"""The wheels: the calculator's own, and the QR encoder's, which it needs for the code of a summary.

The QR encoder is part of PyPI's `segno`. Its wheel is made of the files that pip installed by the hashes of
requirements/site.lock, so that a build needs no network for it. Only what encodes goes into it: the rest of the
package writes files of many kinds and would need far more of the standard library than a browser gets.
"""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath

from site_plugins.build_tools import MissingRuntimeError

QR_PACKAGE = "segno"
QR_MODULES = ("segno/consts.py", "segno/encoder.py")
"""Without an `__init__.py` they are a namespace package, and `from segno import encoder` is the same."""
QR_METADATA = ("METADATA", "WHEEL", "licenses/LICENSE")

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The same bytes whenever it is built: the earliest time that a zip file can hold."""


def build_calculator_wheel(project: Path) -> tuple[str, bytes]:
    """Build the wheel with the calculator and all that answers the page; return its name and content.

    Raises MissingRuntimeError with the builder's own words when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
        wheels = sorted(Path(folder).glob("*.whl"))
        if run.returncode != 0 or len(wheels) != 1:
            raise MissingRuntimeError(f"The calculator's wheel could not be built: {run.stderr or run.stdout}")
        return wheels[0].name, wheels[0].read_bytes()


def build_qr_wheel() -> tuple[str, bytes]:
    """Return the name and the content of the QR encoder's wheel.

    Every file is what its package was published with: it is compared with the hashes of the installed record.
    Raises MissingRuntimeError for a package or a file that is missing or was changed.
    """
    try:
        distribution = metadata.distribution(QR_PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise MissingRuntimeError(f"{QR_PACKAGE} is not installed: `make site` installs it.") from error
    folder = f"{QR_PACKAGE}-{distribution.version}.dist-info"
    names = (*QR_MODULES, *(f"{folder}/{name}" for name in QR_METADATA))
    files = {name: _read_checked(distribution, name) for name in names}
    files[f"{folder}/RECORD"] = _record(files, folder).encode()
    return f"{QR_PACKAGE}-{distribution.version}-py3-none-any.whl", _zip(files)


def _read_checked(distribution: metadata.Distribution, name: str) -> bytes:
    path = PurePosixPath(name)
    recorded = next((file for file in distribution.files or () if PurePosixPath(file) == path), None)
    if recorded is None or recorded.hash is None:
        raise MissingRuntimeError(
            f"{QR_PACKAGE} {distribution.version} was installed without a record of {name} and its hash: remove "
            ".venv, then `make site`."
        )
    try:
        content = recorded.read_binary()
    except OSError as error:
        raise MissingRuntimeError(f"{recorded.locate()} cannot be read: {error}.") from error
    if _digest(content, recorded.hash.mode) != recorded.hash.value:
        raise MissingRuntimeError(f"{recorded.locate()} is not what was installed: remove .venv, then `make site`.")
    return content


def _digest(content: bytes, algorithm: str) -> str:
    return base64.urlsafe_b64encode(hashlib.new(algorithm, content).digest()).rstrip(b"=").decode()


def _record(files: dict[str, bytes], folder: str) -> str:
    lines = [f"{name},sha256={_digest(content, 'sha256')},{len(content)}" for name, content in files.items()]
    return "\n".join([*lines, f"{folder}/RECORD,,"]) + "\n"


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as wheel:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, files[name], compresslevel=9)
    return buffer.getvalue()
