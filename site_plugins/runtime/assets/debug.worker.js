/** For developers: the worker tells the page what it does. It is in a build with `runtime: {debug: true}` alone. */
(() => {
  "use strict";

  /** @type {NonNullable<LumbarWorkerShared["log"]>} */
  function log(text) {
    self.postMessage({ type: "log", milliseconds: Math.round(performance.now()), text });
  }

  Object.assign(self.lumbarWorker, {
    log,
    logError: (/** @type {unknown} */ error, /** @type {LumbarReason} */ reason) => {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      // Pyodide's error has Python's traceback for its words.
      log(`${reason === "answer" ? "Python" : "script"}: ${reason === "answer" ? message : stack || message}`);
    },
    pyodideOptions: {
      stdout: (/** @type {string} */ line) => log(`stdout: ${line}`),
      stderr: (/** @type {string} */ line) => log(`stderr: ${line}`),
    },
  });
  addEventListener("error", ({ message, filename, lineno }) => log(`script: ${message} (${filename}:${lineno})`));
})();
