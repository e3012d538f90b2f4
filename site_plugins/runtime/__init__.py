"""Python for the reader's browser: Pyodide and the calculator's wheel, served from the site itself."""

from site_plugins.runtime.files import FOLDER, MissingRuntimeError, runtime_files

__all__ = ["FOLDER", "MissingRuntimeError", "runtime_files"]
