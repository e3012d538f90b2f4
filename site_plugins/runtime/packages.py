"""Pyodide's packages: the lock by which any Pyodide loads the calculator, written by pyodide-build's own tool."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from site_plugins.build_tools import MissingRuntimeError

LOCK = "pyodide-lock.json"
"""Its name, in npm's package and on the site: https://github.com/pyodide/pyodide-lock has the format."""


def lock_packages(pyodide: Path, wheels: Mapping[str, bytes]) -> bytes:
    """Return the lock of these wheels, given by their names, and of nothing else.

    It is what `pyodide lockfile add-wheels` makes of the lock in `pyodide`, npm's folder, without its packages:
    name, version, checksum, imports and dependencies come from each wheel, and the names of files are relative to
    the lock. Raises MissingRuntimeError for a wheel that cannot be read, does not run in that Pyodide, or needs one
    that is not among them.
    """
    given = json.loads((pyodide / LOCK).read_text(encoding="utf-8"))
    spec = PyodideLockSpec.from_dict({"info": given["info"], "packages": {}})
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in sorted(wheels)]
        for file in files:
            file.write_bytes(wheels[file.name])
        try:
            locked = add_wheels_to_spec(spec, files)
        except (RuntimeError, ValueError, BadZipFile) as error:
            raise MissingRuntimeError(
                f"{', '.join(sorted(wheels))} could not be locked for Pyodide: {error} Every package that one of "
                "them needs must be among them (site_plugins/runtime/files.py), and each a whole pure wheel."
            ) from error
        target = Path(folder) / LOCK
        locked.to_json(target)
        return target.read_bytes()
