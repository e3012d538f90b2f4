/** A page that only starts Python, for tests: what happens is kept in `window.seen`. */
(() => {
  "use strict";

  const seen = (window.seen = { progress: [], ready: false, failed: [], slower: 0, longest: 0 });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: "longtask" });
  window.python = window.lumbarPython.start({
    root: "../",
    // The page that a test writes says which guideline it was made with.
    guideline: JSON.parse(document.documentElement.dataset.guideline),
    onProgress: (loaded, total) => seen.progress.push([loaded, total]),
    onSlower: () => (seen.slower += 1),
    onReady() {
      seen.ready = true;
      performance.mark("lumbar:ready");
      document.documentElement.dataset.python = "ready";
    },
    onFail(reason) {
      seen.failed.push(reason);
      document.documentElement.dataset.python = "failed";
    },
  });
})();
