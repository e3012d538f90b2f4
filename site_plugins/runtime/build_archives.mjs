// Compiles Python's modules for the browser: run by Node while the site is built, it starts Pyodide, in which
// compile_in_pyodide.py does the work.
// Usage: node build_archives.mjs PYODIDE_FOLDER COMPILE_IN_PYODIDE_PY < REQUEST > {archive: {path: base64}}
// The request is JSON: {"own", "optional", "imported_by_name", "trim", "compile", "keep_lines"}.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [folder, compiler] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
// Without a seed two builds would differ in the order of sets.
const python = await loadPyodide({ indexURL: folder, env: { HOME: "/", PYTHONHASHSEED: "0" } });
const request = await text(process.stdin);
const { own, optional } = JSON.parse(request);

function write(root, files) {
  for (const [path, source] of Object.entries(files)) {
    python.FS.mkdirTree(dirname(`${root}/${path}`));
    python.FS.writeFile(`${root}/${path}`, source);
  }
}

write("/own", own);
for (const [name, files] of Object.entries(optional)) write(`/optional/${name}`, files);
try {
  python.runPython(readFileSync(compiler, "utf8"));
  const buildArchives = python.globals.get("build_archives");
  process.stdout.write(buildArchives(request));
} catch (error) {
  // Uncaught, Node would print the line of Pyodide that it came through: 900 KB.
  console.error(error.message);
  process.exitCode = 1;
}
