/**
 * The worker in which Python runs: it loads Pyodide and the calculator's wheel from the site itself and
 * answers the page's questions. It keeps no answer and sends nothing anywhere.
 */
(() => {
  "use strict";

  /** @typedef {{wheel: string, bytes: number}} Runtime */

  /** @type {((request: string, page: string) => string) | undefined} */
  let present;
  /** The page's own part of what `present` asks for. @type {Record<string, unknown>} */
  let page = {};

  /** Makes every fetch report the bytes as they arrive: the progress that the reader sees is real. */
  function countFetches(/** @type {number} */ total) {
    const plainFetch = self.fetch.bind(self);
    let loaded = 0;
    self.fetch = async (...request) => {
      const response = await plainFetch(...request);
      if (!response.body) return response;
      const counted = response.body.pipeThrough(
        new TransformStream({
          transform(/** @type {Uint8Array} */ chunk, controller) {
            loaded += chunk.byteLength;
            self.postMessage({ type: "progress", loaded: Math.min(loaded, total), total });
            controller.enqueue(chunk);
          },
        }),
      );
      const { status, statusText } = response;
      const headers = new Headers(response.headers);
      // Many a plain server does not know the type, without which a browser refuses to compile as it loads.
      if (response.url.endsWith(".wasm")) headers.set("content-type", "application/wasm");
      return new Response(counted, { status, statusText, headers });
    };
  }

  /** Reports WebAssembly that cannot be compiled: Pyodide only warns of it, and its promise never settles. */
  function reportBadWebAssembly() {
    const { instantiate, instantiateStreaming } = WebAssembly;
    const reporting =
      (/** @type {Function} */ plain) =>
      (/** @type {unknown[]} */ ...args) =>
        plain.apply(WebAssembly, args).catch((/** @type {unknown} */ error) => {
          fail();
          throw error;
        });
    Object.assign(WebAssembly, {
      instantiate: reporting(instantiate),
      instantiateStreaming: reporting(instantiateStreaming),
    });
  }

  /** The reason stays here: an error's text might hold what the reader answered. */
  function fail() {
    self.postMessage({ type: "failed" });
  }

  /**
   * @param {string | URL} address
   * @returns {Promise<Response>}
   */
  async function fetched(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response;
  }

  /** @param {{root: string, guideline: string, page: Record<string, unknown>}} options */
  async function start({ root, guideline, page: part }) {
    const home = new URL("assets/runtime/", root).href;
    /** @type {Runtime} */
    const runtime = await (await fetched(new URL("runtime.json", home))).json();
    countFetches(runtime.bytes);
    reportBadWebAssembly();
    const [{ loadPyodide }, model, wheel] = await Promise.all([
      import(`${home}pyodide.mjs`),
      fetched(new URL(guideline, root)).then((response) => response.json()),
      fetched(new URL(runtime.wheel, home)).then((response) => response.arrayBuffer()),
    ]);
    const python = await loadPyodide({ indexURL: home });
    python.unpackArchive(wheel, "wheel");
    present = python.pyimport("site_plugins.result_view").present;
    page = { ...part, guideline: model };
    self.postMessage({ type: "ready" });
  }

  // A file that cannot be fetched shows only here: Pyodide's own promise does not settle then either.
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    fail();
  });

  addEventListener("message", ({ data }) => {
    if (data.type === "start") {
      start(data).catch(fail);
    } else if (data.type === "ask" && present) {
      try {
        const answer = present(data.request, JSON.stringify({ ...page, unsure: data.unsure }));
        self.postMessage({ type: "answer", id: data.id, answer });
      } catch {
        fail();
      }
    }
  });
})();
