"""Python for the reader's browser: Pyodide and the calculator's wheel, served from the site itself."""

from site_plugins.build_tools import MissingRuntimeError
from site_plugins.runtime.debug import DEBUG_NOTICE, refuse_debug
from site_plugins.runtime.files import (
    EARLY_SCRIPT,
    FOLDER,
    MANIFEST,
    Steps,
    build_of,
    early_script,
    folder_script,
    runtime_files,
)
from site_plugins.runtime.packages import LOCK

__all__ = [
    "DEBUG_NOTICE",
    "EARLY_SCRIPT",
    "FOLDER",
    "LOCK",
    "MANIFEST",
    "MissingRuntimeError",
    "Steps",
    "build_of",
    "early_script",
    "folder_script",
    "refuse_debug",
    "runtime_files",
]
