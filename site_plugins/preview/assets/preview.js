/**
 * Keeps the place on a page that the preview loads again: what is scrolled to, what has the focus, what is open.
 */
(() => {
  "use strict";

  const KEY = `lumbar-preview ${location.pathname}`;
  const OPENED = "details:not(.lumbar-preview *)";

  /**
   * Returns where an element stands: its id, or its way from the nearest element above that has one.
   * @param {Element | null} element
   * @returns {string}
   */
  function wayTo(element) {
    if (!element || element === document.body || element === document.documentElement) return "";
    if (element.id) return `#${CSS.escape(element.id)}`;
    const place = element.parentElement ? [...element.parentElement.children].indexOf(element) + 1 : 1;
    return `${wayTo(element.parentElement) || "body"} > :nth-child(${place})`;
  }

  /** @param {string} way */
  const find = (way) => /** @type {HTMLElement | null} */ (way ? document.querySelector(way) : null);

  function keep() {
    const opened = [...document.querySelectorAll(OPENED)].filter((each) => each.hasAttribute("open")).map(wayTo);
    const kept = { x: scrollX, y: scrollY, focus: wayTo(document.activeElement), opened };
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  }

  function restore() {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    const [entry] = performance.getEntriesByType("navigation");
    if (!kept || /** @type {PerformanceNavigationTiming} */ (entry).type !== "reload") return;
    const { x, y, focus, opened } = JSON.parse(kept);
    for (const way of opened) find(way)?.setAttribute("open", "");
    find(focus)?.focus({ preventScroll: true });
    scrollTo({ left: x, top: y, behavior: "instant" });
  }

  addEventListener("pagehide", keep);
  if (document.readyState === "complete") restore();
  else addEventListener("load", restore, { once: true });
})();
