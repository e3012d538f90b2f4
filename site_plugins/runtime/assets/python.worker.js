/**
 * The worker in which Python runs: it starts Pyodide from checked parts and answers the page's questions. It keeps no
 * answer and sends nothing anywhere.
 */
(() => {
  "use strict";

  const { Failure, site, pieces, content, compiled, snapshots, built } = self.lumbarWorker;
  /** Below this made-up address Pyodide finds its files: it asks `fetch` for them, and there is none in a folder. */
  const MADE_UP = "lumbar:///";
  const fetchFile = self.fetch.bind(self);

  /** @typedef {import("pyodide").PyodideInterface} Python */
  /** @typedef {{python: Python, serve: (command: string, given: string) => string}} Running */
  /** @typedef {{manifest: LumbarManifest, home: string, guideline: string, compressed: boolean, folder: boolean, kept: boolean, keeps: string, memory: LumbarPart | null}} Start */

  /** @type {LumbarSource | undefined} */
  let source;
  const fromPage = pieces((name) => self.postMessage({ type: "want", name }));
  /** The published guideline, when the page hands it over. @type {(text: string) => void} */
  let takeGuideline = () => undefined;
  const guidelineFromPage = new Promise((/** @type {(text: string) => void} */ resolve) => (takeGuideline = resolve));
  /** @type {LumbarManifest | undefined} */
  let manifest;
  /** @type {Promise<Running> | undefined} */
  let running;
  /** Where the memory came from that this start began with, if it was kept. @type {LumbarSnapshots | null} */
  let restored = null;

  /**
   * The reason alone is told: an error's text might hold what the reader answered.
   * @param {unknown} error
   * @param {LumbarReason} otherwise
   * @returns {LumbarReason}
   */
  function reasonOf(error, otherwise) {
    if (error instanceof Failure) return error.reason;
    if (error instanceof WebAssembly.CompileError || error instanceof SyntaxError) return "old-browser";
    // How browsers say that memory was refused, and how Python does.
    if (error instanceof RangeError || /\bMemoryError\b|out of memory/i.test(String(error))) return "memory";
    return otherwise;
  }

  /**
   * What could not start from a kept memory starts without it; the memory is let go for good.
   * @param {unknown} error
   */
  async function fail(error) {
    await restored?.forget();
    const failed = { type: "failed", reason: reasonOf(error, "load") };
    self.postMessage(restored ? { type: "unusable" } : failed);
  }

  /**
   * @param {number} expected parts
   * @returns {LumbarProgress}
   */
  function progress(expected) {
    const counts = new Map();
    let last = -Infinity;
    return (name, loaded, total) => {
      counts.set(name, { loaded, total });
      // Before all sizes are known a share would be too large.
      if (counts.size < expected) return;
      const sum = { loaded: 0, total: 0 };
      for (const count of counts.values()) {
        sum.loaded += count.loaded;
        sum.total += count.total;
      }
      const now = performance.now();
      if (now - last < 50 && sum.loaded < sum.total) return;
      last = now;
      self.postMessage({ type: "progress", ...sum });
    };
  }

  /**
   * What may be had or not: a kept memory is a help, and no start fails for want of one.
   * @template T
   * @param {() => T} make
   */
  function orNothing(make) {
    try {
      return make();
    } catch {
      return undefined;
    }
  }

  /** Whether the browser runs WebAssembly here: it may have none, and a policy may forbid it. */
  function checkWebAssembly() {
    try {
      new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    } catch {
      throw new Failure("no-wasm");
    }
  }

  /**
   * Imports checked code. Where a policy forbids code from a Blob, the file itself is imported.
   * @param {Uint8Array<ArrayBuffer>} code
   * @param {string | null} address
   */
  async function imported(code, address) {
    const blob = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    try {
      return await import(blob);
    } catch (error) {
      if (address === null || !(error instanceof TypeError)) throw error;
      return await import(address);
    } finally {
      URL.revokeObjectURL(blob);
    }
  }

  /** @param {string} address */
  async function textAt(address) {
    try {
      const response = await fetchFile(address);
      if (response.ok) return await response.text();
    } catch {
      // No network: the same as no file.
    }
    throw new Failure("load");
  }

  /**
   * @param {Start} given
   * @returns {Promise<Running>}
   */
  async function start({ manifest: { parts, lock, version }, home, guideline, compressed, folder, kept, keeps, memory: given }) {
    checkWebAssembly();
    const from = (source = folder ? fromPage : site(home, compressed, kept));
    const memory = keeps ? snapshots(keeps, home, version) : given && built(from, given);
    const earlier = memory?.load() ?? Promise.resolve(null);
    /** The memory before anything has run. @type {Uint32Array<ArrayBuffer> | undefined} */
    let base;
    /** Before the first question: nothing that anybody answered is in it. */
    const keep = (/** @type {Python} */ python, /** @type {Uint32Array<ArrayBuffer>} */ before) => {
      const snapshot = orNothing(() => /** @type {Uint8Array<ArrayBuffer>} */ (python.makeMemorySnapshot()));
      // What was asked meanwhile is answered first.
      if (snapshot) setTimeout(() => memory?.keep?.(snapshot, before), 300);
    };
    const onProgress = progress(Object.keys(parts).length - 1);
    const get = (/** @type {string} */ name) => content(from, name, parts[name], onProgress);
    const code = async (/** @type {string} */ name) =>
      imported(await get(name), folder ? null : new URL(parts[name].file, home).href);
    const module = compiled(from, "pyodide.asm.wasm", parts["pyodide.asm.wasm"], onProgress);
    const library = get("library.wasm");
    const model = folder ? guidelineFromPage : textAt(guideline);
    // Pyodide refuses to start in a classic worker, and the only kind that a folder allows is a classic one.
    Object.assign(self, { importScripts: undefined });
    self.fetch = async (address) => {
      const name = String(address).replace(MADE_UP, "");
      return name === "library.wasm" ? new Response(await library) : new Response();
    };
    const broken = new Promise((_resolve, reject) => {
      // Pyodide starts some things that nobody awaits: their failure shows only here, and its own promise never settles.
      addEventListener("unhandledrejection", (event) => reject(event.reason));
      WebAssembly.instantiateStreaming = async (_response, imports) => {
        try {
          const checked = await module;
          const instance = await WebAssembly.instantiate(checked, imports);
          const heap = new Uint8Array(/** @type {WebAssembly.Memory} */ (instance.exports["memory"]).buffer);
          const found = await earlier;
          if (found) {
            restored = memory;
            found.fill(heap);
          } else if (memory?.keep) {
            base = orNothing(() => new Uint32Array(heap.slice().buffer));
          }
          return { module: checked, instance };
        } catch (error) {
          // Of this it only warns.
          reject(error);
          throw error;
        }
      };
    });
    const started = Promise.all([code("pyodide.mjs"), code("pyodide.asm.mjs"), earlier]).then(
      ([{ loadPyodide }, glue, found]) =>
        loadPyodide({
          indexURL: MADE_UP,
          stdLibURL: `${MADE_UP}library.wasm`,
          lockFileContents: lock,
          createPyodideModule: glue.default,
          env: { HOME: "/" },
          ...(found ? { _loadSnapshot: found.snapshot } : { _makeSnapshot: Boolean(memory?.keep) }),
        }),
    );
    // All at once, so that the first fault is the one that is told.
    const all = Promise.all([started, model, module, library]);
    const [python, text] = /** @type {[Python, string, unknown, unknown]} */ (await Promise.race([all, broken]));
    const service = python.pyimport("calculator.service");
    if (base) keep(python, base);
    service.begin(text);
    return { python, serve: service.serve };
  }

  /** @param {{id: number, command: string, given: string}} question */
  async function ask({ id, command, given }) {
    const { serve } = /** @type {Running} */ (await running);
    try {
      self.postMessage({ type: "answer", id, answer: serve(command, given) });
    } catch (error) {
      const reason = reasonOf(error, "answer");
      self.postMessage({ type: "refused", id, reason });
      const { pyodide_fatal_error: fatal } = /** @type {{pyodide_fatal_error?: boolean}} */ (error);
      if (!fatal && reason !== "memory") return;
      await restored?.forget();
      self.postMessage({ type: "failed", reason });
    }
  }

  /** @param {{id: number, name: string}} wish */
  async function need({ id, name }) {
    const { python } = /** @type {Running} */ (await running);
    try {
      const part = manifest?.optional[`${name}.wasm`];
      if (!source || !part) throw new Failure("load");
      const archive = await content(source, `${name}.wasm`, part, () => undefined);
      const file = `/lib/${name}.zip`;
      python.FS.writeFile(file, archive);
      python.pyimport("sys").path.append(file);
      self.postMessage({ type: "answer", id, answer: "null" });
    } catch (error) {
      self.postMessage({ type: "refused", id, reason: reasonOf(error, "load") });
    }
  }

  // The console is no place for what an error might hold.
  addEventListener("unhandledrejection", (event) => event.preventDefault());

  addEventListener("message", ({ data }) => {
    if (data.type === "start") {
      manifest = data.manifest;
      running = start(data);
      running.then(() => self.postMessage({ type: "ready", restored: restored !== null }), fail);
    } else if (data.type === "piece") {
      fromPage.take(data.name, data.number, data.total, data.text);
    } else if (data.type === "guideline") {
      takeGuideline(data.text);
    } else if (data.type === "ask") {
      ask(data).catch(() => undefined);
    } else if (data.type === "need") {
      need(data).catch(() => undefined);
    }
  });
})();
