// Makes the standard library for a browser: run by Node while the site is built, it starts Pyodide, installs the packages
// by their lock, lets choose_library.py find what they need, and pyodide-build's own command compile that.
// Usage: node build_library.mjs PYODIDE_FOLDER PACKAGES_FOLDER CHOOSE_LIBRARY_PY TOOLS_FOLDER < {"trim", "compile", "lines"} > ZIP
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [pyodide, packages, chooser, tools] = process.argv.slice(2);
const { trim, compile, lines } = await json(process.stdin);
const lock = JSON.parse(readFileSync(join(packages, "pyodide-lock.json"), "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")).href);
// It compiles for the Python that runs it: hence inside Pyodide, and by this Python's own switch without docstrings.
const COMPILE = `
import sys
sys.path.append("/tools")
from pyodide_build.cli.py_compile import main
main(["/library.zip", "--silent", "--compression-level", "0"], standalone_mode=False)
`;
try {
  const python = await loadPyodide({
    indexURL: pyodide,
    lockFileContents: lock,
    packageBaseUrl: packages,
    packages: Object.keys(lock.packages),
    args: ["-OO"],
    // Two builds are the same: the order of sets, and the day of each entry, the earliest that a zip can hold.
    env: { HOME: "/", PYTHONHASHSEED: "0", SOURCE_DATE_EPOCH: "315532800", TZ: "UTC" },
  });
  python.runPython(readFileSync(chooser, "utf8"));
  python.globals.get("write_library")("/library.zip", trim);
  if (compile) {
    python.mountNodeFS("/tools", tools);
    python.runPython(COMPILE);
    if (!lines) python.globals.get("drop_lines")("/library.zip");
  }
  process.stdout.write(python.FS.readFile("/library.zip"));
} catch (error) {
  // Uncaught, Node would print the line of Pyodide that it came through: 900 KB.
  console.error(error.message);
  process.exitCode = 1;
}
