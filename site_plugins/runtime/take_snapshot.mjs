/* global self */
// Takes the snapshot that a folder brings along, Python's memory once everything is imported: run by Node while the
// site is built.
// Usage: node take_snapshot.mjs PYODIDE_FOLDER ARCHIVE SNAPSHOT_WORKER > SNAPSHOT, in the format of snapshot.worker.js
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";

const [folder, archive, format] = process.argv.slice(2);
// Emscripten copies its program's name into the memory: the path of this checkout would be published with it.
process.argv = [process.argv[0], "python"];

// What differs from one start to the next would be in the memory, and two builds would differ.
crypto.randomFillSync = (view) => view.fill(0);
performance.now = () => 0;
const DAY = Date.UTC(2000, 0, 1);
globalThis.Date = class extends Date {
  constructor(...values) {
    super(...(values.length > 0 ? values : [DAY]));
  }
  static now() {
    return DAY;
  }
};

/** The memory before anything has run. */
let initialMemory;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...source) => {
  const instantiated = await instantiate.apply(WebAssembly, source);
  const { memory } = (instantiated.instance ?? instantiated).exports;
  if (memory) initialMemory ??= new Uint32Array(memory.buffer.slice(0));
  return instantiated;
};

const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const { info } = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf8"));
const python = await loadPyodide({
  indexURL: folder,
  stdLibURL: archive,
  lockFileContents: { info, packages: {} },
  env: { HOME: "/", PYTHONHASHSEED: "0" },
  _makeSnapshot: true,
});
python.pyimport("calculator.service");
const snapshot = python.makeMemorySnapshot();

// The worker alone defines the format.
globalThis.self = { lumbarWorker: {} };
runInThisContext(readFileSync(format, "utf8"));
process.stdout.write(Buffer.from(self.lumbarWorker.encodeSnapshot(snapshot, initialMemory).buffer));
