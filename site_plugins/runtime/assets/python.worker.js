/** The full Python: starts Pyodide. */
(() => {
  "use strict";

  const { Failure, loadContent, loadModule, pyodideOptions } = self.lumbarWorker;
  /** Below this made-up address Pyodide looks for its files: it asks `fetch` for them, and there is none in a folder. */
  const MADE_UP = "lumbar:///";

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

  /** @type {LumbarWorkerShared["startPython"]} */
  async function startPython({ build, runtimeUrl, fromScripts }, source, onProgress) {
    const { parts } = build;
    const lock = /** @type {import("pyodide").Lockfile} */ (build.lock);
    const load = (/** @type {string} */ name) => loadContent(source, name, parts[name], onProgress);
    const loadCode = async (/** @type {string} */ name) =>
      importCode(await load(name), fromScripts ? null : new URL(parts[name].file, runtimeUrl).href);
    const loadingModule = loadModule(source, "pyodide.asm.wasm", parts["pyodide.asm.wasm"], onProgress);
    // What Pyodide itself asks for: its library, and the packages' wheels.
    const names = ["library.wasm", ...Object.values(lock.packages).map(({ file_name: name }) => name)];
    const loading = new Map(names.map((name) => [name, load(name)]));
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
    const all = Promise.all([started, loadingModule, ...loading.values()]);
    const [python] = /** @type {[import("pyodide").PyodideInterface]} */ (await Promise.race([all, broken]));
    const service = python.pyimport("calculator.service");
    return {
      begin(guideline, versions, language) {
        try {
          service.begin(guideline, versions, language);
        } catch (error) {
          const { type } = /** @type {{type?: string}} */ (error);
          throw type === "MixedVersionsError" ? new Failure("mixed") : error;
        }
      },
      serve: service.serve,
    };
  }

  Object.assign(self.lumbarWorker, { startPython });
})();
