// Starts Pyodide's CPython under Node while the site is built, for the image: its memory as it stands.
// Usage: node start_python.mjs PYODIDE_FOLDER LIBRARY PREPARE_MEMORY_PY < REQUEST > RESULT
// The request is JSON: `own`, texts of Python files by their paths; what prepare_memory.py wants; and whether to `clean`.
// Without `ran` the result is what `rehearse` of prepare_memory.py tells, as JSON. With it, it is a line of JSON with
// addresses and what C lays out, and then the memory.
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [folder, library, prepare] = process.argv.slice(2);
const request = await text(process.stdin);
const { own, ran, clean } = JSON.parse(request);

// What differs from one start to the next would be in the memory, and two builds would differ: the program's name,
// chance, the time zone, and the clock.
process.argv = [process.argv[0], "python"];
process.env.TZ = "UTC";
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
// Where it takes the browser for one of an iPhone, Pyodide does without a function of newer engines, which would be in the
// memory of some builds and not of others.
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone" } });

/** What C exports, once it is there. */
let c;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...source) => {
  const instantiated = await instantiate.apply(WebAssembly, source);
  const { exports } = instantiated.instance ?? instantiated;
  if (exports.memory) c = exports;
  return instantiated;
};

const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const glue = await import(pathToFileURL(join(folder, "pyodide.asm.mjs")).href);
const { info } = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf8"));
let files;
/** CPython has started; Pyodide's own Python, which no answer needs, is not. */
const STARTED = new Error("started");
try {
  await loadPyodide({
    indexURL: folder,
    stdLibURL: library,
    lockFileContents: { info, packages: {} },
    env: { HOME: "/", PYTHONHASHSEED: "0", LANG: "C.UTF-8", USER: "", LOGNAME: "", PATH: "/", PWD: "/", _: "/" },
    async createPyodideModule(settings) {
      files = (await glue.default(settings)).FS;
      throw STARTED;
    },
  });
} catch (error) {
  if (error !== STARTED) {
    // Uncaught, Node would print the line of Pyodide that it came through: 900 KB.
    console.error(error.message);
    process.exit(1);
  }
}

const bytes = () => new Uint8Array(c.memory.buffer);
function copyText(value) {
  const encoded = Buffer.from(`${value}\0`);
  const address = c.malloc(encoded.length);
  bytes().set(encoded, address);
  return address;
}
function run(code) {
  const address = copyText(code);
  // It has printed why.
  if (c.PyRun_SimpleStringFlags(address, 0)) process.exit(1);
  c.free(address);
}

for (const [path, source] of Object.entries(own)) {
  files.mkdirTree(dirname(`/lib/own/${path}`));
  files.writeFile(`/lib/own/${path}`, source);
}
files.writeFile("/lib/request.json", request);
run(readFileSync(prepare, "utf8"));
if (!ran) {
  run("rehearse()");
  process.stdout.write(files.readFile("/lib/ran.json"));
} else {
  run(`prepare(clean=${clean ? "True" : "False"})`);
  if (clean) zeroFreeMemory();
  // What is below the top of the stack is left over.
  const stackTop = c.emscripten_stack_get_current();
  bytes().fill(0, c.__stack_low.value, stackTop);
  const main = c.PyImport_AddModule(copyText("__main__"));
  const layout = {
    answer: c.PyObject_GetAttrString(main, copyText("answer")),
    stack_top: stackTop,
    static_end: c.__stack_low.value,
    types: JSON.parse(files.readFile("/lib/types.json", { encoding: "utf8" })),
  };
  process.stdout.write(`${JSON.stringify(layout)}\n`);
  process.stdout.write(bytes().slice(0, c.sbrk(0)));
}

/** Takes all that C has free below its top, largest pieces first, fills it with zeros and gives it back. */
function zeroFreeMemory() {
  const top = c.sbrk(0);
  const taken = [];
  for (let size = 1 << 20; size >= 16; ) {
    const address = c.malloc(size);
    if (address && address + size <= top) {
      taken.push(address);
      bytes().fill(0, address, address + size);
    } else {
      c.free(address);
      size -= size > 4096 ? 4096 : size > 512 ? 64 : 8;
    }
  }
  for (const address of taken.reverse()) c.free(address);
  c.malloc_trim(0);
}
