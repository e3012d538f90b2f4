/**
 * Starts Python in a worker, over http and from a folder alike, and carries questions and answers to and fro. From a
 * folder nothing can be fetched: the same files come as scripts, in chunks, and the worker is made of text.
 */
(() => {
  "use strict";

  const launching = window.lumbarLaunching;
  const { launch: launchWorker, pageBuild, isOfflineCopy, isDear, wasCutShort, settle } = launching;
  const { isFullRemembered, rememberFull } = launching;
  const ownManifest = window.lumbarPythonManifest;
  const FOLDER = "assets/runtime/";
  /** Milliseconds that an answer may take, which takes a few, before the worker counts as dead. */
  const ANSWER_TIMEOUT = 60_000;

  /** Who waits for the chunks of a file that come as scripts. @type {Map<string, (number: number, text: string) => void>} */
  const receivers = new Map();
  window.lumbarPythonPiece = (name, number, text) => receivers.get(name)?.(number, text);

  /** A question that is not answered yet. */
  /** @typedef {{message: object, resolve: (value: any) => void, reject: (error: Error) => void, timer: number}} Pending */

  /** @type {LumbarFailure} */
  const Failure = class extends Error {
    /** @param {LumbarReason} reason */
    constructor(reason) {
      super(reason);
      this.reason = reason;
    }
  };

  /**
   * Returns why something failed. Whatever is no Failure is an error of a script of ours; the console names it.
   * @param {unknown} error
   * @returns {LumbarReason}
   */
  function reportFailure(error) {
    if (error instanceof Failure) return error.reason;
    logScriptError(error);
    return "script";
  }

  /** Names an error of a script and where it stands. Its own words stay out: they might hold what the reader answered. */
  function logScriptError(/** @type {unknown} */ error) {
    const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    // Chromium's stack begins with the error's words.
    window.lumbarDebug?.({ text: `script: ${stack}` });
    console.error(`Lumbar: a script of this site failed (${name}), not Python.\n${stack.replace(`${name}: ${message}`, "").trim()}`);
  }

  /** Python's own words stay out of the console for the same reason. @param {string} what it did */
  function logPythonError(what) {
    console.error(`Lumbar: ${what}. Its traceback is shown by a site that is built with "runtime: {debug: true}".`);
  }

  /**
   * Resolves when a script has run; rejects with the reason.
   * @param {string} url
   * @param {() => boolean} hasArrived whether it handed over what it should
   */
  function runScript(url, hasArrived) {
    return new Promise((/** @type {(nothing?: undefined) => void} */ resolve, reject) => {
      const script = document.createElement("script");
      const finish = (/** @type {LumbarReason | undefined} */ reason) => {
        script.remove();
        if (reason) reject(new Failure(reason));
        else resolve();
      };
      script.onload = () => finish(hasArrived() ? undefined : "damaged");
      script.onerror = () => finish("load");
      script.src = url;
      document.head.append(script);
    });
  }

  /**
   * Loads a file's scripts and passes on each chunk as it comes.
   * @param {string} name
   * @param {string[]} urls
   * @param {(number: number, text: string) => void} receive
   */
  async function loadChunks(name, urls, receive) {
    const arrived = new Set();
    receivers.set(name, (number, text) => {
      arrived.add(number);
      receive(number, text);
    });
    try {
      await Promise.all(urls.map((url, number) => runScript(url, () => arrived.has(number))));
    } finally {
      receivers.delete(name);
    }
  }

  /** @param {string[]} chunks gzip in base64 */
  async function decompress(chunks) {
    const bytes = chunks.map((chunk) => Uint8Array.from(atob(chunk), (letter) => letter.charCodeAt(0)));
    return new Response(new Blob(bytes).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  /** @param {LumbarPythonOptions} options */
  function start({ root, guideline, onProgress, onComing, onReady, onSlower, onFail }) {
    const site = new URL(root || "./", document.baseURI);
    const runtimeUrl = new URL(FOLDER, site).href;
    /** Whether all files come as scripts. A folder made for `file:` may be put on a web server: it has no other form. */
    let fromScripts = location.protocol === "file:";
    /** @type {Map<number, Pending>} */
    const pending = new Map();
    /** Messages for the worker, until it is there. @type {object[]} */
    let outbox = [];
    /** @type {Worker | undefined} */
    let worker;
    let manifest = ownManifest;
    /** Whether the full Python is asked, which a folder does not have; else it is the image. */
    let isFull = remembersFull();
    /** Whether that is so because the tab remembers it. */
    let isRemembered = isFull;
    let lastId = 0;
    let isReady = false;
    let isFailing = false;
    let hasEnded = false;
    /** Why the first way failed: where the second one finds no network, that is what the reader has to know. */
    let firstReason = /** @type {LumbarReason | undefined} */ (undefined);

    /** @param {object} message */
    function post(message) {
      if (worker) worker.postMessage(message);
      else outbox.push(message);
    }

    /** @param {number} id */
    function sendQuestion(id) {
      const question = /** @type {Pending} */ (pending.get(id));
      question.timer = window.setTimeout(stopWaiting, ANSWER_TIMEOUT);
      post(question.message);
    }

    function stopWaiting() {
      logPythonError("Python did not answer in time");
      fail("answer");
    }

    /** @param {number} id */
    function takePending(id) {
      const question = pending.get(id);
      clearTimeout(question?.timer);
      pending.delete(id);
      return question;
    }

    /** @param {LumbarReason} reason */
    function end(reason) {
      hasEnded = true;
      worker?.terminate();
      settle();
      outbox = [];
      for (const id of [...pending.keys()]) takePending(id)?.reject(new Failure(reason));
    }

    /** Caches on the way keep old and new guidelines apart. @param {string} file */
    const guidelineAddress = (file) => new URL(`${file}?v=${guideline.sha256.slice(0, 10)}`, site).href;

    /** Whether the tab remembers that the image of this build had no answer. */
    function remembersFull() {
      return Boolean(manifest.full) && !fromScripts && isFullRemembered(manifest.version);
    }

    /** What is started. */
    const build = () => (isFull && manifest.full) || manifest;

    /** @param {LumbarReason} reason */
    function mayAskFull(reason) {
      return !isFull && manifest.full && location.protocol !== "file:" && reason !== "no-wasm" && reason !== "mixed";
    }

    /** Asks the full Python what the image has no answer to. @param {LumbarReason} reason */
    function askFull(reason) {
      // What could not be loaded may come the next time.
      if (reason !== "load") rememberFull(manifest.version);
      console.warn(`Lumbar: the image of Python has no answer (${reason}); the full Python is asked.`);
      performance.mark("lumbar:full-python", { detail: reason });
      firstReason ??= reason;
      isFull = true;
      isReady = fromScripts = false;
      for (const { timer } of pending.values()) clearTimeout(timer);
      onSlower?.();
      launch();
    }

    /** @param {LumbarReason} reason */
    async function fail(reason) {
      if (hasEnded || isFailing) return;
      isFailing = true;
      firstReason ??= reason;
      const mayRetry = !isReady && !fromScripts && ["load", "damaged", "mixed", "script"].includes(reason);
      const current = mayRetry ? await fetchManifest() : undefined;
      isFailing = false;
      // It may have been stopped meanwhile.
      if (hasEnded) return;
      if (current && current.version !== manifest.version) {
        // The site was built anew since this page came: its new rules are not for an old page.
        giveUp("mixed");
      } else if (mayRetry && typeof DecompressionStream === "function") {
        fromScripts = true;
        launch();
      } else if (mayAskFull(reason)) {
        askFull(reason);
      } else if (isRemembered && reason === "load") {
        // Without a network a copy of the site still has the image, which answers most.
        isRemembered = isFull = fromScripts = false;
        firstReason = undefined;
        launch();
      } else {
        giveUp(reason === "load" ? firstReason : reason);
      }
    }

    /** @param {LumbarReason} reason */
    function giveUp(reason) {
      end(reason);
      onFail(reason);
    }

    /** The manifest that the site has now; undefined where it does not come. */
    async function fetchManifest() {
      try {
        const response = await fetch(new URL("manifest.json", runtimeUrl), { cache: "no-cache" });
        return /** @type {LumbarManifest} */ (await response.json());
      } catch {
        return undefined;
      }
    }

    /**
     * Starts the Python that the page was made with: a cache may have kept this script, or the page, from another build.
     * Page and Python of two builds never answer together.
     */
    async function launchOfPage() {
      if (manifest.version !== pageBuild()) {
        const current = location.protocol === "file:" ? undefined : await fetchManifest();
        if (hasEnded) return;
        if (!current || current.version !== pageBuild()) {
          giveUp("mixed");
          return;
        }
        manifest = current;
        isRemembered = isFull = remembersFull();
      }
      launch();
    }

    /** @param {string} name */
    function chunkUrls(name) {
      return build().parts[name].scripts.map((script) => new URL(script, runtimeUrl).href);
    }

    /** What becomes of the image's files is of no concern to the full Python. @param {boolean} wasFull */
    const failUnlessFull = (wasFull) => (/** @type {unknown} */ error) => {
      if (isFull === wasFull) fail(reportFailure(error));
    };

    /** Hands a file to the worker, chunk by chunk, as scripts bring it. */
    function sendChunks(/** @type {string} */ name) {
      const urls = chunkUrls(name);
      const send = (/** @type {number} */ number, /** @type {string} */ text) =>
        post({ type: "chunk", name, number, total: urls.length, text });
      loadChunks(name, urls, send).catch(failUnlessFull(isFull));
    }

    /** @param {{reason: LumbarReason, error?: unknown}} message */
    function failureOf({ reason, error }) {
      if (reason === "script") logScriptError(error);
      else if (reason === "answer") logPythonError("Python failed, not a script of this site");
      return new Failure(reason);
    }

    /** @param {MessageEvent} event */
    function receive({ data }) {
      if (data.type === "progress") onProgress(data.loaded, data.total);
      else if (data.type === "answer") takePending(data.id)?.resolve(JSON.parse(data.answer));
      else if (data.type === "refused" && mayAskFull(data.reason)) askFull(data.reason);
      else if (data.type === "refused") takePending(data.id)?.reject(failureOf(data));
      else if (data.type === "failed") fail(failureOf(data).reason);
      else if (data.type === "coming") onComing?.();
      else if (data.type === "log") window.lumbarDebug?.(data);
      else if (data.type === "ready") {
        isReady = true;
        settle();
        for (const id of pending.keys()) sendQuestion(id);
        onReady();
      }
    }

    /** The worker that early.js started, if it loads what is to be started now. */
    function takeEarly() {
      const early = window.lumbarEarly;
      delete window.lumbarEarly;
      if (early?.version === manifest.version && !isFull && !fromScripts) return early;
      early?.worker.terminate();
      return undefined;
    }

    /** @param {string} url */
    function startWorker(url) {
      const early = takeEarly();
      const started = early?.worker ?? launchWorker(url, build(), runtimeUrl, { fromScripts, isFull });
      worker = started;
      const react = (/** @type {Event} */ event) => {
        event.preventDefault();
        if (worker !== started) return;
        if (event instanceof MessageEvent) receive(event);
        else failWorker(event);
      };
      started.onmessage = started.onerror = react;
      /** @type {LumbarBeginOptions} */
      const options = { guideline, guidelineUrl: guidelineAddress(guideline.file), fromScripts };
      started.postMessage({ type: "begin", ...options });
      for (const message of outbox.splice(0)) started.postMessage(message);
      early?.events.forEach(react);
    }

    /** @param {Event} event */
    function failWorker(event) {
      // A script that could not be loaded has no message.
      if (event instanceof ErrorEvent && event.message) {
        console.error(`Lumbar: a script of this site failed, not Python.\nat ${event.filename}:${event.lineno}:${event.colno}`);
        fail("script");
      } else {
        fail(isReady ? "answer" : "load");
      }
    }

    async function launchFromScripts() {
      const { parts, worker: script } = build();
      const wasFull = isFull;
      for (const name of Object.keys(parts)) if (name !== script) sendChunks(name);
      const guidelineScript = [guidelineAddress(`${guideline.file}.js`)];
      loadChunks(guideline.file, guidelineScript, (_number, text) => post({ type: "guideline", text })).catch(failUnlessFull(isFull));
      /** @type {string[]} */
      const chunks = [];
      await loadChunks(script, chunkUrls(script), (number, text) => (chunks[number] = text));
      const code = await decompress(chunks).catch(() => {
        throw new Failure("damaged");
      });
      if (hasEnded || isFull !== wasFull) return;
      const blob = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      startWorker(blob);
      URL.revokeObjectURL(blob);
    }

    function launch() {
      worker?.terminate();
      worker = undefined;
      if (fromScripts) {
        launchFromScripts().catch(failUnlessFull(isFull));
        return;
      }
      try {
        const { parts, worker: script } = build();
        startWorker(new URL(parts[script].file, runtimeUrl).href);
      } catch {
        // A policy may forbid workers.
        fail("load");
      }
    }

    /**
     * @param {string} command
     * @param {unknown} input
     * @returns {Promise<any>}
     */
    function ask(command, input) {
      return new Promise((resolve, reject) => {
        if (hasEnded) {
          reject(new Failure("answer"));
          return;
        }
        const id = (lastId += 1);
        const message = { type: "ask", id, command, input: JSON.stringify(input) };
        pending.set(id, { message, resolve, reject, timer: 0 });
        if (isReady) sendQuestion(id);
      });
    }

    // What follows may fail at once, and nobody expects to be called before `start` returns.
    queueMicrotask(() => {
      if (hasEnded) return;
      if (typeof WebAssembly !== "object") giveUp("no-wasm");
      else if (typeof Worker !== "function" || (fromScripts && typeof DecompressionStream !== "function")) giveUp("old-browser");
      else void launchOfPage();
    });

    return { ask, stop: () => end("answer") };
  }

  /**
   * Bytes that a start would fetch over a connection that is slow, or whose data the reader wants saved; 0 where nobody
   * needs to be asked: any other connection, a folder, and a copy of the site that the browser stores.
   */
  function cost() {
    if (!isDear()) return 0;
    return Object.values(ownManifest.parts).reduce((sum, { compressed_bytes: bytes }) => sum + bytes, 0);
  }

  window.lumbarPython = { start, cost, wasCutShort, isOfflineCopy, Failure, reportFailure };
  window.lumbarArrived?.add("python");
})();
