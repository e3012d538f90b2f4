// Watches a page from before its own scripts run: a function of what is awaited. Times are from the beginning of the
// navigation. With a selector they end when something that fits it stands on the page, and begin at the first key once
// `typing` is set; with null they end when the page calls `benchDone`.
(selector) => {
  if (window.top !== window) return;
  const watch = (window.benchWatch = { from: 0, at: null, answer: null, block: 0, typing: false, over: false });
  const blocked = (ms) => {
    if (!watch.over) watch.block = Math.max(watch.block, ms);
  };
  let last = performance.now();
  // Browsers let at least 4 ms pass between two of these.
  const tick = () => {
    const now = performance.now();
    blocked(now - last - 4);
    last = now;
    if (!watch.over) setTimeout(tick);
  };
  tick();
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime + duration > watch.from) blocked(duration);
    }
  }).observe({ type: "longtask", buffered: true });
  window.benchDone = (answer) => {
    const now = performance.now();
    performance.mark("lumbar:result");
    blocked(now - last - 4);
    Object.assign(watch, { at: now, answer, over: true });
  };
  if (selector === null) return;
  addEventListener("input", () => {
    if (watch.typing) Object.assign(watch, { from: performance.now(), typing: false });
  }, true);
  new MutationObserver(() => {
    if (watch.at === null && document.querySelector(selector)) watch.at = performance.now();
  }).observe(document, { childList: true, subtree: true });
}
