// What a result on the page remembers: whether its sources are shown, on this device; and itself, in the tab, so that whoever
// comes back from a source reads on at once, before Python has started again.
(() => {
  "use strict";

  const { box, byId, settings, sheet, question } = window.lumbarCalculator;
  const result = byId("result", HTMLElement);

  // ---- Sources ----------------------------------------------------------------------------------------------------

  /** A choice of this device, as its colours are: no answer. */
  const SOURCES = "lumbar-sources";

  function showSources(/** @type {boolean} */ isShown) {
    box.classList.toggle("calculator--sources", isShown);
    result.querySelector(".sources")?.setAttribute("aria-pressed", String(isShown));
  }

  function areSourcesKept() {
    try {
      return localStorage.getItem(SOURCES) === "shown";
    } catch {
      return false;
    }
  }

  result.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(".sources")) return;
    const isShown = !box.classList.contains("calculator--sources");
    try {
      if (isShown) localStorage.setItem(SOURCES, "shown");
      else localStorage.removeItem(SOURCES);
    } catch {
      // Then it lasts as long as the page.
    }
    showSources(isShown);
  });

  // ---- The result itself ------------------------------------------------------------------------------------------

  /** The build of Python, as the page names it; one that names none keeps nothing. */
  const build = document.querySelector("meta[name=lumbar-python]")?.getAttribute("content") ?? "";

  /**
   * What a result was made from, all of it: it is another one's as soon as anything of this is another.
   * @param {LumbarForm} form
   */
  function sourceOf(form) {
    const { request, page } = question(form);
    const { guideline, form: calculator } = settings;
    return JSON.stringify([build, guideline.sha256, guideline.versions, calculator, sheet.id, request, { ...page, label: "" }]);
  }

  const links = () => [...result.querySelectorAll("a[href]")];

  /** Keeps the result on the page with where its reader is: which parts are open stands in it. */
  function keep() {
    const { shown, isOld } = sheet.way;
    // What is shown as of an earlier day is asked about anew.
    if (!build || !shown || isOld) return;
    const { activeElement } = document;
    const link = activeElement ? links().indexOf(activeElement) : -1;
    const kept = { source: sourceOf(shown), html: result.innerHTML, at: window.scrollY, link };
    window.lumbarStorage.keepResult(JSON.stringify(kept));
  }

  /** @returns {{source: string, html: string, at: number, link: number} | null} */
  function read() {
    try {
      const { source, html, at, link } = JSON.parse(window.lumbarStorage.readResult());
      if (typeof source !== "string" || typeof html !== "string" || html === "") return null;
      return { source, html, at: Number(at) || 0, link: Number(link) };
    } catch {
      return null; // What cannot be read is nobody's result.
    }
  }

  /** @type {Window["lumbarResult"]["find"]} */
  function find(form) {
    const kept = build ? read() : null;
    if (kept?.source === sourceOf(form)) return kept;
    window.lumbarStorage.keepResult("");
    return null;
  }

  /** @type {Window["lumbarResult"]["goTo"]} */
  function goTo({ at, link }) {
    const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    // Who came by a link begins at the top.
    if (!["back_forward", "reload"].includes(entry?.type ?? "")) return;
    const focused = links()[link];
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    window.scrollTo(0, at);
  }

  box.addEventListener("lumbar:shown", () => {
    showSources(areSourcesKept());
    keep();
  });
  window.addEventListener("pagehide", keep);
  box.addEventListener("lumbar:hidden", () => window.lumbarStorage.keepResult(""));

  window.lumbarResult = { find, goTo };
  window.lumbarArrived?.add("result");
})();
