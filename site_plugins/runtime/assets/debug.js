/**
 * For developers: a panel with Python's tracebacks, errors of scripts and the worker's log. It is in a build with
 * `runtime: {debug: true}` alone, which must not be published: all of these may hold what the reader answered.
 */
(() => {
  "use strict";

  const panel = document.createElement("details");
  const summary = document.createElement("summary");
  const log = document.createElement("pre");
  panel.id = "lumbar-debug";
  summary.textContent = "Debug build, not to be published: tracebacks and the worker’s log";
  log.style.whiteSpace = "pre-wrap";
  panel.append(summary, log);
  (document.querySelector("main article") ?? document.body).append(panel);

  window.lumbarDebug = ({ milliseconds = Math.round(performance.now()), text }) => {
    log.append(`${milliseconds} ms  ${text}\n`);
  };
  window.addEventListener("error", ({ message, filename, lineno }) => {
    window.lumbarDebug?.({ text: `script: ${message} (${filename}:${lineno})` });
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    window.lumbarDebug?.({ text: `script: ${reason?.stack ?? reason}` });
  });
})();
