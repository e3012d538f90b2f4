/**
 * The first script that a page asks for: it has Python loaded before the page's other scripts, which would delay it.
 * python.js takes the worker over with all that it has said meanwhile; whatever is missing or fails here, it starts one by
 * itself.
 */
(() => {
  "use strict";

  const { launch, pageBuild, isDear, isFullRemembered, wasCutShort } = window.lumbarLaunching;
  const build = window.lumbarEarlyBuild;
  // The page's other scripts have come first: python.js starts Python by itself, or the page has said that it is missing.
  if (window.lumbarArrived) return;
  // A cache kept it while the page is another one.
  if (pageBuild() !== build.version) return;
  if (location.protocol === "file:" || isDear() || wasCutShort || isFullRemembered(build.version)) return;
  try {
    const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
    const runtimeUrl = new URL("./", src).href;
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
