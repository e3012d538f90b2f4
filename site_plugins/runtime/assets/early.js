/**
 * Stands in the page's head, and has Python loaded before the page's other scripts, which would delay it. python.js takes
 * the worker over with all that it has said meanwhile; whatever is missing or fails here, it starts one by itself.
 */
(() => {
  "use strict";

  const { launch, isDear, isFullRemembered } = window.lumbarLaunching;
  const build = window.lumbarEarlyBuild;
  if (location.protocol === "file:" || isDear() || isFullRemembered(build.version)) return;
  try {
    const runtimeUrl = new URL(document.currentScript?.dataset["runtime"] ?? "", document.baseURI).href;
    const worker = launch(new URL(build.parts[build.worker].file, runtimeUrl).href, build, runtimeUrl);
    /** @type {Event[]} */
    const events = [];
    worker.onmessage = worker.onerror = (/** @type {Event} */ event) => {
      event.preventDefault();
      events.push(event);
    };
    window.lumbarEarly = { version: build.version, worker, events };
  } catch {
    // A policy may forbid workers.
  }
})();
