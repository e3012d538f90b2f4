/* global self */
// Takes Python's memory as it is once everything is imported, for folders: run by Node while the site is built.
// Usage: node memory.mjs PYODIDE_FOLDER LIBRARY SNAPSHOT_WORKER > MEMORY, in the form in which the worker keeps one
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";

const [folder, library, worker] = process.argv.slice(2);
// Emscripten copies its program's name into the memory: the path of this checkout would be published with it.
process.argv = [process.argv[0], "python"];

// What differs from one start to the next would be in the memory, and two builds would differ.
crypto.randomFillSync = (view) => view.fill(0);
performance.now = () => 0;
const DAY = Date.UTC(2000, 0, 1);
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length > 0 ? given : [DAY]));
  }
  static now() {
    return DAY;
  }
};

/** The memory before anything has run. */
let base;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate.apply(WebAssembly, given);
  const { memory } = (made.instance ?? made).exports;
  if (memory) base ??= new Uint32Array(memory.buffer.slice(0));
  return made;
};

const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const { info } = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf8"));
const python = await loadPyodide({
  indexURL: folder,
  stdLibURL: library,
  lockFileContents: { info, packages: {} },
  env: { HOME: "/", PYTHONHASHSEED: "0" },
  _makeSnapshot: true,
});
python.pyimport("calculator.service");
const snapshot = python.makeMemorySnapshot();

// The worker knows the form: it is written there alone.
globalThis.self = { lumbarWorker: {} };
runInThisContext(readFileSync(worker, "utf8"));
process.stdout.write(Buffer.from(self.lumbarWorker.difference(snapshot, base).buffer));
