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
      const { status, statusText, headers } = response;
      return new Response(counted, { status, statusText, headers });
    };
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

  // When its WebAssembly cannot be fetched or compiled, Pyodide's own promise never settles: this is how it shows.
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    self.postMessage({ type: "failed" });
  });

  addEventListener("message", ({ data }) => {
    if (data.type === "start") {
      // The reason stays here: an error's text might hold what the reader answered.
      start(data).catch(() => self.postMessage({ type: "failed" }));
    } else if (data.type === "ask" && present) {
      try {
        const answer = present(data.request, JSON.stringify({ ...page, unsure: data.unsure }));
        self.postMessage({ type: "answer", id: data.id, answer });
      } catch {
        self.postMessage({ type: "failed" });
      }
    }
  });
})();
