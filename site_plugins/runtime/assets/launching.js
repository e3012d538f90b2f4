/**
 * Starts Python's worker and has it load its files. It comes twice: in python.js, and in early.js, which does the same
 * before the page's other scripts have come.
 */
window.lumbarLaunching ??= (() => {
  "use strict";

  const IMAGE = "image.wasm";
  /** Where the tab remembers that the image had no answer, and of which build. */
  const FULL = "lumbar-full-python";
  /** Where the tab remembers that Python is starting. */
  const STARTING = "lumbar-starting";

  /**
   * What the tab remembers; nothing where storage is refused.
   * @template T
   * @param {(storage: Storage) => T} use
   */
  function useStorage(use) {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  }

  const remembers = (/** @type {string} */ key) => useStorage((storage) => storage.getItem(key)) ?? null;
  /**
   * Whether the page before in this tab was ended while Python started, as phones do that lack memory: whatever else ends a
   * page tells it.
   */
  const wasCutShort = remembers(STARTING) !== null;
  let isStarting = false;
  const noteStart = () => void (isStarting && useStorage((storage) => storage.setItem(STARTING, "yes")));
  const forgetStart = () => void (isStarting && useStorage((storage) => storage.removeItem(STARTING)));

  function settle() {
    forgetStart();
    isStarting = false;
  }

  window.addEventListener("pagehide", forgetStart);
  // It may have been kept by the browser, and goes on.
  window.addEventListener("pageshow", noteStart);

  /** Whether the page comes from a copy of the site that the browser stores. */
  function isOfflineCopy() {
    try {
      return Boolean(navigator.serviceWorker?.controller);
    } catch {
      return false; // A sandbox refuses even the question.
    }
  }

  /** The build of Python that the page was made with. @returns {string} */
  function pageBuild() {
    return document.querySelector('meta[name="lumbar-python"]')?.getAttribute("content") ?? "";
  }

  /** Whether what is fetched is slow to come, or dear: the reader is asked first. */
  function isDear() {
    const { connection } = /** @type {{connection?: {saveData?: boolean, effectiveType?: string}}} */ (navigator);
    const isSlow = ["slow-2g", "2g", "3g"].includes(connection?.effectiveType ?? "");
    return Boolean(isSlow || connection?.saveData) && location.protocol !== "file:" && !isOfflineCopy();
  }

  /** Whether the host compresses, seen by the scripts that have come, else by the page; true where neither tells. */
  function hostCompresses() {
    const loaded = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
    const scripts = loaded.filter(({ name, encodedBodySize }) => /\.js(?:$|\?)/.test(name) && encodedBodySize > 0);
    if (scripts.length > 0) return scripts.some(({ encodedBodySize, decodedBodySize }) => encodedBodySize < decodedBodySize);
    // New: it is known before the page has come whole.
    const [page] = /** @type {{contentEncoding?: string}[]} */ (performance.getEntriesByType("navigation"));
    return page?.contentEncoding !== "";
  }

  /**
   * Compiles the image from the copy of the site while its worker starts: browsers keep what they compiled from one visit
   * to the next, but for pages alone. Resolves to undefined where that fails: the worker tries then, and finds out why.
   * @param {string} url
   * @param {string} sha256
   */
  async function compileStored(url, sha256) {
    try {
      const response = await fetch(url);
      const content = response.clone().arrayBuffer();
      const module = await WebAssembly.compileStreaming(response);
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await content));
      const isChecked = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
      return isChecked ? module : undefined;
    } catch {
      return undefined;
    }
  }

  /** @type {LumbarLaunching["launch"]} */
  function launch(url, build, runtimeUrl, { fromScripts = false, isFull = false } = {}) {
    const worker = new Worker(url);
    isStarting = true;
    noteStart();
    // The copy does not hold the full Python: the host is asked for it.
    const isFromCopy = !isFull && isOfflineCopy();
    const image = build.parts[IMAGE];
    const pageCompiles = isFromCopy && !fromScripts && image !== undefined;
    /** @type {LumbarLoadOptions} */
    const options = {
      build,
      runtimeUrl,
      fromScripts,
      pageCompiles,
      hostCompresses: hostCompresses(),
      isOfflineCopy: isFromCopy,
    };
    worker.postMessage({ type: "load", ...options });
    if (pageCompiles) {
      const send = (/** @type {WebAssembly.Module | undefined} */ module) => worker.postMessage({ type: "module", module });
      compileStored(new URL(image.file, runtimeUrl).href, image.sha256).then(send).catch(() => send(undefined));
    }
    return worker;
  }

  return {
    launch,
    pageBuild,
    isOfflineCopy,
    isDear,
    wasCutShort,
    settle,
    dropEarly() {
      window.lumbarEarly?.worker.terminate();
      delete window.lumbarEarly;
      settle();
    },
    isFullRemembered: (version) => remembers(FULL) === version,
    rememberFull: (version) => void useStorage((storage) => storage.setItem(FULL, version)),
  };
})();
