/**
 * The worker in which Python runs: it starts Pyodide from checked files and answers the page's questions. It stores no
 * answer and sends nothing anywhere.
 */
(() => {
  "use strict";

  const { Failure, sha256, siteSource, chunkSource, loadContent, loadModule } = self.lumbarWorker;
  const { log, logError, pyodideOptions } = self.lumbarWorker;
  /** Below this made-up address Pyodide looks for its files: it asks `fetch` for them, and there is none in a folder. */
  const MADE_UP = "lumbar:///";
  const fetchFile = self.fetch.bind(self);

  /** @typedef {import("pyodide").PyodideInterface} Python */
  /** @typedef {(command: string, input: string) => string} Serve */

  const chunksFromPage = chunkSource();
  /** The published guideline, when the page hands it over. @type {(text: string) => void} */
  let receiveGuideline = () => undefined;
  const guidelineFromPage = new Promise((/** @type {(text: string) => void} */ resolve) => (receiveGuideline = resolve));
  /** @type {Promise<Serve> | undefined} */
  let running;

  /**
   * The page learns the reason alone: an error's text might hold what the reader answered.
   * @param {unknown} error
   * @param {LumbarReason} otherwise
   * @returns {LumbarReason}
   */
  function reasonOf(error, otherwise) {
    if (error instanceof Failure) return error.reason;
    if (error instanceof WebAssembly.CompileError || error instanceof SyntaxError) return "old-browser";
    // How browsers say that memory was refused, and how Python does.
    if (error instanceof RangeError || /\bMemoryError\b|out of memory/i.test(String(error))) return "memory";
    if (isFromPython(error)) return "answer";
    // What the browser itself throws where a script has a fault.
    if (error instanceof TypeError || error instanceof ReferenceError) return "script";
    return otherwise;
  }

  /** Whether Python raised an error, or its interpreter broke down. @param {unknown} error */
  function isFromPython(error) {
    const { pyodide_fatal_error: isFatal } = /** @type {{pyodide_fatal_error?: boolean}} */ (error ?? {});
    // Before Python has started there is no class to compare with.
    const isRaised = error instanceof Error && error.constructor.name === "PythonError";
    return isFatal || isRaised || error instanceof WebAssembly.RuntimeError;
  }

  /**
   * What the page learns of a failure: an error itself only if it is one of our scripts.
   * @param {unknown} error
   * @param {LumbarReason} otherwise
   */
  function describeFailure(error, otherwise) {
    const reason = reasonOf(error, otherwise);
    logError?.(error, reason);
    return reason === "script" ? { reason, error } : { reason };
  }

  /**
   * Returns a function that tells the page how much of all files has come.
   * @param {number} expected how many files
   * @returns {LumbarProgress}
   */
  function trackProgress(expected) {
    const counts = new Map();
    let lastTold = -Infinity;
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
      if (now - lastTold < 50 && sum.loaded < sum.total) return;
      lastTold = now;
      self.postMessage({ type: "progress", ...sum });
    };
  }

  /** Throws where the browser runs no WebAssembly: it may have none, and a policy may forbid it. */
  function checkWebAssembly() {
    try {
      new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    } catch {
      throw new Failure("no-wasm");
    }
  }

  /**
   * Imports checked code. Where a policy forbids code from a Blob, the file itself is imported. In a folder there is none to
   * import, and WebKit lets a worker read no Blob there: the code is its own address.
   * @param {Uint8Array<ArrayBuffer>} code
   * @param {string | null} address
   */
  async function importCode(code, address) {
    const blob = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    try {
      return await import(blob);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const other = address ?? `data:text/javascript,${encodeURIComponent(new TextDecoder().decode(code))}`;
      return await import(other).catch((reason) => {
        throw reason instanceof TypeError ? new Failure("load") : reason;
      });
    } finally {
      URL.revokeObjectURL(blob);
    }
  }

  /**
   * @param {string} address
   * @param {RequestCache} cache
   */
  async function fetchBytes(address, cache) {
    try {
      const response = await fetchFile(address, { cache });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
    } catch {
      // No network: the same as no file.
    }
    throw new Failure("load");
  }

  /**
   * The published guideline, if it is the one that the page was built with: a result must not say other words than the
   * page, nor words that the rules were not read against.
   * @param {LumbarStartOptions} options
   */
  async function loadGuideline({ fromScripts, guidelineUrl, guideline }) {
    /** @type {(() => Promise<Uint8Array<ArrayBuffer>>)[]} */
    const ways = fromScripts
      ? [async () => new TextEncoder().encode(await guidelineFromPage)]
      : [() => fetchBytes(guidelineUrl, "default"), () => fetchBytes(guidelineUrl, "reload")];
    for (const load of ways) {
      const content = await load();
      if ((await sha256(content)) === guideline.sha256) return new TextDecoder().decode(content);
    }
    throw new Failure("mixed");
  }

  /**
   * Hands Python the guideline. Throws where it is not the calculator that the page was built with.
   * @param {any} service
   * @param {string} text
   * @param {Record<string, string>} versions
   */
  function begin(service, text, versions) {
    try {
      service.begin(text, JSON.stringify(versions));
    } catch (error) {
      const { type } = /** @type {{type?: string}} */ (error);
      throw type === "MixedVersionsError" ? new Failure("mixed") : error;
    }
  }

  /**
   * @param {LumbarStartOptions} options
   * @returns {Promise<Serve>}
   */
  async function start(options) {
    const { parts, lock } = options.manifest;
    const { runtimeUrl, fromScripts } = options;
    checkWebAssembly();
    const files = fromScripts ? chunksFromPage : siteSource(runtimeUrl, options.hostCompresses, options.isOfflineCopy);
    const onProgress = trackProgress(Object.keys(parts).length - 1);
    const load = (/** @type {string} */ name) => loadContent(files, name, parts[name], onProgress);
    const loadCode = async (/** @type {string} */ name) =>
      importCode(await load(name), fromScripts ? null : new URL(parts[name].file, runtimeUrl).href);
    const loadingModule = loadModule(files, "pyodide.asm.wasm", parts["pyodide.asm.wasm"], onProgress);
    // What Pyodide itself asks for: its library, and the packages' wheels.
    const names = ["library.wasm", ...Object.values(lock.packages).map(({ file_name: name }) => name)];
    const loading = new Map(names.map((name) => [name, load(name)]));
    const loadingGuideline = loadGuideline(options);
    // Pyodide refuses to start in a classic worker, and the only kind that a folder allows is a classic one.
    Object.assign(self, { importScripts: undefined });
    self.fetch = async (address) => {
      const content = loading.get(String(address).replace(MADE_UP, ""));
      return content ? new Response(await content) : new Response(null, { status: 404 });
    };
    const broken = new Promise((_resolve, reject) => {
      // Pyodide starts some things that nobody awaits: their failure shows only here, and its own promise never settles.
      addEventListener("unhandledrejection", (event) => reject(event.reason));
      WebAssembly.instantiateStreaming = async (_response, imports) => {
        try {
          const module = await loadingModule;
          return { module, instance: await WebAssembly.instantiate(module, imports) };
        } catch (error) {
          // Of this Pyodide only warns.
          reject(error);
          throw error;
        }
      };
    });
    const started = Promise.all([loadCode("pyodide.mjs"), loadCode("pyodide.asm.mjs")]).then(([{ loadPyodide }, glue]) =>
      loadPyodide({
        indexURL: MADE_UP,
        stdLibURL: `${MADE_UP}library.wasm`,
        lockFileContents: lock,
        packageBaseUrl: MADE_UP,
        packages: Object.keys(lock.packages),
        createPyodideModule: glue.default,
        // Files of compiled code would be written for nobody.
        env: { HOME: "/", PYTHONDONTWRITEBYTECODE: "1" },
        ...pyodideOptions,
      }),
    );
    // All at once, so that the first fault is the one that is reported.
    const all = Promise.all([started, loadingGuideline, loadingModule, ...loading.values()]);
    const [python, guideline] = /** @type {[Python, string]} */ (await Promise.race([all, broken]));
    const service = python.pyimport("calculator.service");
    begin(service, guideline, options.guideline.versions);
    return service.serve;
  }

  /** @param {{id: number, command: string, input: string}} question */
  async function ask({ id, command, input }) {
    const serve = /** @type {Serve} */ (await running);
    const began = performance.now();
    try {
      self.postMessage({ type: "answer", id, answer: serve(command, input) });
      log?.(`answered ${command} within ${Math.ceil(performance.now() - began)} ms`);
    } catch (error) {
      const failure = describeFailure(error, "answer");
      self.postMessage({ type: "refused", id, ...failure });
      const { pyodide_fatal_error: isFatal } = /** @type {{pyodide_fatal_error?: boolean}} */ (error);
      if (isFatal || failure.reason === "memory") self.postMessage({ type: "failed", ...failure });
    }
  }

  // The console is no place for what an error might hold.
  addEventListener("unhandledrejection", (event) => event.preventDefault());

  addEventListener("message", ({ data }) => {
    if (data.type === "start") {
      running = start(data);
      running.then(
        () => {
          log?.("Python is ready");
          self.postMessage({ type: "ready" });
        },
        (error) => self.postMessage({ type: "failed", ...describeFailure(error, "load") }),
      );
    } else if (data.type === "chunk") {
      chunksFromPage.receive(data.name, data.number, data.total, data.text);
    } else if (data.type === "guideline") {
      receiveGuideline(data.text);
    } else if (data.type === "ask") {
      ask(data).catch(() => undefined);
    }
  });
})();
