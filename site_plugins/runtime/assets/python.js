/**
 * Starts Python in a worker, over http and from a folder alike, and carries questions and answers to and fro. From a
 * folder nothing can be fetched: the same files come as scripts, and the worker is made of text.
 */
(() => {
  "use strict";

  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
  const built = window.lumbarPythonManifest;
  const FOLDER = "assets/runtime/";
  const MEMORY = "memory.bin";
  /** Milliseconds that an answer may take, which takes a few, before the worker counts as dead. */
  const PATIENCE = 60_000;

  /** Who waits for the pieces of a part that come as scripts. @type {Map<string, (number: number, text: string) => void>} */
  const takers = new Map();
  window.lumbarPythonPiece = (name, number, text) => takers.get(name)?.(number, text);

  /** A question that is not answered yet. */
  /** @typedef {{message: object, resolve: (value: any) => void, reject: (error: Error) => void, timer: number}} Open */

  /** Whether the page comes from a copy of the site that the browser keeps. */
  function isKept() {
    try {
      return Boolean(navigator.serviceWorker?.controller);
    } catch {
      return false; // A sandbox refuses even the question.
    }
  }

  /** Whether the host compresses, seen by this very script; true where the browser does not tell. */
  function isCompressed() {
    const [entry] = performance.getEntriesByName(own);
    if (!(entry instanceof PerformanceResourceTiming) || entry.encodedBodySize === 0) return true;
    return entry.encodedBodySize < entry.decodedBodySize;
  }

  /**
   * Resolves when a script has run; rejects with the reason.
   * @param {string} address
   * @param {() => boolean} arrived whether it handed over what it should
   */
  function run(address, arrived) {
    return new Promise((/** @type {(nothing?: undefined) => void} */ resolve, reject) => {
      const script = document.createElement("script");
      const done = (/** @type {string | undefined} */ reason) => {
        script.remove();
        if (reason) reject(new Error(reason));
        else resolve();
      };
      script.onload = () => done(arrived() ? undefined : "damaged");
      script.onerror = () => done("load");
      script.src = address;
      document.head.append(script);
    });
  }

  /**
   * Loads a part's scripts and gives each piece on as it comes.
   * @param {string} name
   * @param {string[]} addresses
   * @param {(number: number, text: string) => void} take
   */
  async function load(name, addresses, take) {
    const arrived = new Set();
    takers.set(name, (number, text) => {
      arrived.add(number);
      take(number, text);
    });
    try {
      await Promise.all(addresses.map((address, number) => run(address, () => arrived.has(number))));
    } finally {
      takers.delete(name);
    }
  }

  /** @param {string[]} pieces gzip in base64 */
  async function unzipped(pieces) {
    const bytes = pieces.map((piece) => Uint8Array.from(atob(piece), (letter) => letter.charCodeAt(0)));
    return new Response(new Blob(bytes).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  /** @param {LumbarPythonOptions} options */
  function start({ root, guideline, onProgress, onReady, onFail }) {
    const site = new URL(root || "./", document.baseURI);
    const home = new URL(FOLDER, site).href;
    /** Whether everything comes as scripts. A folder made for `file:` may be put on a web server: it has no other form. */
    let folder = location.protocol === "file:";
    /** @type {Map<number, Open>} */
    const open = new Map();
    /** What the worker is told once it is there. @type {object[]} */
    let early = [];
    /** @type {Worker | undefined} */
    let worker;
    let manifest = built;
    let asked = 0;
    let ready = false;
    let failing = false;
    /** Whether a kept memory turned out unusable. */
    let distrusted = false;
    let over = false;

    /** @param {object} message */
    function post(message) {
      if (worker) worker.postMessage(message);
      else early.push(message);
    }

    /** @param {number} id */
    function send(id) {
      const question = /** @type {Open} */ (open.get(id));
      // What must be loaded first takes as long as it takes.
      if ("command" in question.message) question.timer = window.setTimeout(() => fail("answer"), PATIENCE);
      post(question.message);
    }

    /** @param {number} id */
    function close(id) {
      const found = open.get(id);
      clearTimeout(found?.timer);
      open.delete(id);
      return found;
    }

    /** @param {string} reason */
    function end(reason) {
      over = true;
      worker?.terminate();
      early = [];
      for (const id of [...open.keys()]) close(id)?.reject(new Error(reason));
    }

    /** @param {string} reason */
    async function fail(reason) {
      if (over || failing) return;
      failing = true;
      const another = !ready && !folder && (reason === "load" || reason === "damaged");
      const newer = another && (await isNewer());
      failing = false;
      // It may have been stopped meanwhile.
      if (over) return;
      if (another && (newer || typeof DecompressionStream === "function")) {
        folder = !newer;
        launch();
        return;
      }
      end(reason);
      onFail(reason);
    }

    /** Whether the site was built anew since this page was kept by a cache; its manifest is used then, once. */
    async function isNewer() {
      try {
        const response = await fetch(new URL("manifest.json", home), { cache: "no-cache" });
        const found = /** @type {LumbarManifest} */ (await response.json());
        if (manifest !== built || found.version === built.version) return false;
        manifest = found;
        return true;
      } catch {
        return false;
      }
    }

    /** @param {string} name */
    function addresses(name) {
      const part = /** @type {LumbarPart} */ (name === MEMORY ? manifest.memory : (manifest.parts[name] ?? manifest.optional[name]));
      return part.scripts.map((file) => new URL(file, home).href);
    }

    /** Hands a part to the worker, as scripts bring it. */
    function hand(/** @type {string} */ name) {
      const scripts = addresses(name);
      const piece = (/** @type {number} */ number, /** @type {string | null} */ text) =>
        post({ type: "piece", name, number, total: scripts.length, text });
      load(name, scripts, piece).catch(({ message }) => {
        if (name in manifest.parts) fail(message);
        // Of what is needed only now and then, the worker tells whoever wanted it.
        else piece(0, null);
      });
    }

    /** @param {MessageEvent} event */
    function hear({ data }) {
      if (data.type === "progress") onProgress(data.loaded, data.total);
      else if (data.type === "answer") close(data.id)?.resolve(JSON.parse(data.answer));
      else if (data.type === "refused") close(data.id)?.reject(new Error(data.reason));
      else if (data.type === "failed") fail(data.reason);
      else if (data.type === "unusable") startPlainly();
      else if (data.type === "want" && (data.name in manifest.optional || data.name === MEMORY)) hand(data.name);
      else if (data.type === "ready") {
        ready = true;
        if (data.restored) performance.mark("lumbar:restored");
        for (const id of open.keys()) send(id);
        onReady();
      }
    }

    /**
     * Where Python's memory may be kept for later visits: beside the copy of the site that the browser keeps, whose name
     * begins alike. Whoever comes once pays nothing for it, and whoever removes the copy removes this too.
     */
    function keeps() {
      return built.memory && !folder && !distrusted && isKept() ? `lumbar ${site.href} python` : "";
    }

    /** @param {string} address */
    function use(address) {
      const next = new Worker(address);
      worker = next;
      next.onmessage = hear;
      next.onerror = (event) => {
        event.preventDefault();
        if (worker === next) fail(ready ? "answer" : "load");
      };
      const given = { manifest, home, guideline: new URL(guideline, site).href, compressed: isCompressed(), folder };
      // Over http it would be loaded for longer than it saves.
      const memory = folder && location.protocol === "file:" && !distrusted ? manifest.memory : null;
      next.postMessage({ type: "start", ...given, kept: isKept(), keeps: keeps(), memory });
      for (const message of early.splice(0)) next.postMessage(message);
    }

    async function openFolder() {
      for (const name of Object.keys(manifest.parts)) if (name !== manifest.worker) hand(name);
      const twin = [new URL(`${guideline}.js`, site).href];
      load(guideline, twin, (_number, text) => post({ type: "guideline", text })).catch(({ message }) => fail(message));
      /** @type {string[]} */
      const pieces = [];
      await load(manifest.worker, addresses(manifest.worker), (number, text) => (pieces[number] = text));
      const code = await unzipped(pieces).catch(() => {
        throw new Error("damaged");
      });
      if (over) return;
      const blob = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      use(blob);
      URL.revokeObjectURL(blob);
    }

    function startPlainly() {
      distrusted = true;
      if (!over) launch();
    }

    function launch() {
      worker?.terminate();
      worker = undefined;
      if (folder) {
        openFolder().catch(({ message }) => fail(message));
        return;
      }
      try {
        use(new URL(manifest.parts[manifest.worker].file, home).href);
      } catch {
        // A policy may forbid workers.
        fail("load");
      }
    }

    /**
     * @param {object} message
     * @returns {Promise<any>}
     */
    function question(message) {
      return new Promise((resolve, reject) => {
        if (over) {
          reject(new Error("answer"));
          return;
        }
        const id = (asked += 1);
        open.set(id, { message: { ...message, id }, resolve, reject, timer: 0 });
        if (ready) send(id);
      });
    }

    // What follows may fail at once, and nobody expects to be called before `start` returns.
    queueMicrotask(() => {
      if (typeof WebAssembly !== "object") fail("no-wasm");
      else if (typeof Worker !== "function" || (folder && typeof DecompressionStream !== "function")) fail("old-browser");
      else launch();
    });

    return {
      ask: (/** @type {string} */ command, /** @type {unknown} */ given) =>
        question({ type: "ask", command, given: JSON.stringify(given) }),
      need: (/** @type {string} */ name) => question({ type: "need", name }),
      stop: () => end("answer"),
    };
  }

  /**
   * Bytes that a start would fetch over a connection that is slow, or whose data the reader wants saved; 0 where nobody
   * needs to be asked: any other connection, a folder, and a copy of the site that the browser keeps.
   */
  function cost() {
    const { connection } = /** @type {{connection?: {saveData?: boolean, effectiveType?: string}}} */ (navigator);
    const slow = ["slow-2g", "2g", "3g"].includes(connection?.effectiveType ?? "");
    if (!(slow || connection?.saveData) || location.protocol === "file:" || isKept()) return 0;
    return Object.values(built.parts).reduce((sum, { zipped }) => sum + zipped, 0);
  }

  window.lumbarPython = { start, cost };
})();
