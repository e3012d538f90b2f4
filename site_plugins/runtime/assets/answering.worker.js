/**
 * The worker in which Python runs: it starts Python, whichever it brings along, from checked files, and answers the page's
 * questions. It stores no answer and sends nothing anywhere.
 */
(() => {
  "use strict";

  const { Failure, sha256, siteSource, chunkSource, startPython, log, logError } = self.lumbarWorker;
  const fetchFile = self.fetch.bind(self);

  const chunksFromPage = chunkSource();
  /** The published guideline, when the page hands it over. @type {(text: string) => void} */
  let receiveGuideline = () => undefined;
  const guidelineFromPage = new Promise((/** @type {(text: string) => void} */ resolve) => (receiveGuideline = resolve));
  /** @type {(module: WebAssembly.Module | undefined) => void} */
  let receiveModule = () => undefined;
  const moduleFromPage = new Promise((/** @type {typeof receiveModule} */ resolve) => (receiveModule = resolve));
  /** Python, loaded, and once it has begun. @type {Promise<LumbarRunning> | undefined} */
  let loading;
  /** @type {Promise<LumbarRunning> | undefined} */
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
    let later = 0;

    function tell() {
      clearTimeout(later);
      later = 0;
      lastTold = performance.now();
      // Before all sizes are known a share would be too large: then it is told that bytes come, and no more.
      const isKnown = counts.size === expected;
      self.postMessage(isKnown ? { type: "progress", loaded: sum("loaded"), total: sum("total") } : { type: "coming" });
    }

    /** @param {"loaded" | "total"} part */
    const sum = (part) => [...counts.values()].reduce((before, count) => before + count[part], 0);

    return (name, loaded, total) => {
      counts.set(name, { loaded, total });
      const isKnown = counts.size === expected;
      const wait = lastTold + (isKnown ? 50 : 1000) - performance.now();
      if (wait <= 0 || (isKnown && sum("loaded") >= sum("total"))) tell();
      // What comes last before a pause is told too.
      else if (later === 0) later = self.setTimeout(tell, wait);
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
   * @param {LumbarBeginOptions} options
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

  /** @param {LumbarLoadOptions} options */
  async function load(options) {
    checkWebAssembly();
    const source = options.fromScripts
      ? chunksFromPage
      : siteSource(options.runtimeUrl, options.hostCompresses, options.isOfflineCopy);
    if (options.pageCompiles) source.compiled = moduleFromPage;
    // The worker's own script is here already.
    const onProgress = trackProgress(Object.keys(options.build.parts).length - 1);
    return startPython(options, source, onProgress);
  }

  /**
   * Begins with the guideline. Throws where Python is not the calculator that the page was built with.
   * @param {LumbarBeginOptions} options
   */
  async function begin(options) {
    // At once, so that the first fault is the one that is reported.
    const [python, guideline] = await Promise.all([loading, loadGuideline(options)]);
    const begun = /** @type {LumbarRunning} */ (python);
    const { versions, language } = options.guideline;
    begun.begin(guideline, JSON.stringify(versions), language ? JSON.stringify(language) : undefined);
    return begun;
  }

  /** @param {{id: number, command: string, input: string}} question */
  async function ask({ id, command, input }) {
    const { serve } = /** @type {LumbarRunning} */ (await running);
    const began = performance.now();
    try {
      self.postMessage({ type: "answer", id, answer: serve(command, input) });
      log?.(`answered ${command} within ${Math.ceil(performance.now() - began)} ms`);
    } catch (error) {
      const failure = describeFailure(error, "answer");
      self.postMessage({ type: "refused", id, ...failure });
      // Whatever broke off within Python's own code leaves it in no state to answer anything else.
      const { pyodide_fatal_error: isFatal } = /** @type {{pyodide_fatal_error?: boolean}} */ (error);
      const isBroken = isFatal || error instanceof WebAssembly.RuntimeError || failure.reason === "memory";
      if (isBroken) self.postMessage({ type: "failed", ...failure });
    }
  }

  // What was compiled could not be handed over.
  addEventListener("messageerror", () => receiveModule(undefined));

  // The console is no place for what an error might hold.
  addEventListener("unhandledrejection", (event) => event.preventDefault());

  addEventListener("message", ({ data }) => {
    if (data.type === "load") {
      loading = load(data);
      // It is reported to the page that begins.
      loading.catch(() => undefined);
    } else if (data.type === "begin") {
      running = begin(data);
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
    } else if (data.type === "module") {
      receiveModule(data.module);
    } else if (data.type === "ask") {
      ask(data).catch(() => undefined);
    }
  });
})();
