// Packs Python's library for the browser: run by Node while the site is built, it starts Pyodide and lets inside.py work.
// Usage: node library.mjs PYODIDE_FOLDER INSIDE_PY < {"own", "optional", "lazy", "trim", "compile"} > {part: {path: base64}}
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [folder, inside] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
// Without a seed two builds would differ in the order of sets.
const python = await loadPyodide({ indexURL: folder, env: { HOME: "/", PYTHONHASHSEED: "0" } });
const given = await text(process.stdin);
const { own, optional } = JSON.parse(given);

function write(below, files) {
  for (const [path, source] of Object.entries(files)) {
    python.FS.mkdirTree(dirname(`${below}/${path}`));
    python.FS.writeFile(`${below}/${path}`, source);
  }
}

write("/own", own);
for (const [name, files] of Object.entries(optional)) write(`/optional/${name}`, files);
try {
  python.runPython(readFileSync(inside, "utf8"));
  const library = python.globals.get("library");
  process.stdout.write(library(given));
} catch (error) {
  // Uncaught, Node would print the line of Pyodide that it came through: 900 KB.
  console.error(error.message);
  process.exitCode = 1;
}
