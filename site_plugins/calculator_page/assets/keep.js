// Keeps the answers in this browser: for the session always, for longer only when the reader has said so.
(() => {
  "use strict";

  const { box, form, text, byId, put, entries, useInstrument, instrument } = window.lumbarCalculator;
  const KEY = `lumbar-answers:${location.pathname}`;
  const WISH = `lumbar-keep:${location.pathname}`;
  const question = byId("keep-question", HTMLElement);
  const kept = byId("keep-kept", HTMLElement);
  const status = byId("calculator-status", HTMLElement);

  /** @typedef {{entries: [string, string][], instrument: string, step: string, one: boolean, shown: boolean}} Kept */

  /** A browser may refuse to store anything: then the answers live as long as the page. */
  function attempt(/** @type {() => void} */ work) {
    try {
      work();
    } catch {
      // Nothing is lost that is on the page.
    }
  }

  /** @returns {string | null} */
  function wish() {
    let found = null;
    attempt(() => {
      found = localStorage.getItem(WISH);
    });
    return found;
  }

  let erasing = false;

  function keep() {
    if (erasing) return;
    /** @type {Kept} */
    const state = {
      entries: entries(),
      instrument: instrument(),
      step: window.lumbarSteps.now(),
      one: window.lumbarSteps.active(),
      shown: window.lumbarCalculator.shown() !== null,
    };
    const said = JSON.stringify(state);
    attempt(() => sessionStorage.setItem(KEY, said));
    if (wish() === "yes") attempt(() => localStorage.setItem(KEY, said));
  }

  /** @returns {Kept | null} */
  function found() {
    /** @type {Kept | null} */
    let state = null;
    attempt(() => {
      const said = sessionStorage.getItem(KEY) ?? (wish() === "yes" ? localStorage.getItem(KEY) : null);
      const read = JSON.parse(said ?? "null");
      if (Array.isArray(read?.entries) && read.entries.every(Array.isArray)) state = read;
    });
    return state;
  }

  function restore() {
    const state = found();
    if (!state) {
      history.replaceState({ lumbarStep: window.lumbarSteps.now() }, "");
      return;
    }
    if (typeof state.instrument === "string") useInstrument(state.instrument);
    put(state.entries);
    window.lumbarSteps.use(Boolean(state.one));
    if (state.one && state.step) window.lumbarSteps.go(state.step, { record: false, focus: false });
    history.replaceState({ lumbarStep: state.shown ? "result" : window.lumbarSteps.now() }, "");
    if (state.entries.length > 0) status.textContent = text("keep.restored");
    if (state.shown) window.lumbarCalculator.show(true);
  }

  /** Asked once, when there is something to keep. */
  function askOnce() {
    question.hidden = wish() !== null;
    kept.hidden = wish() !== "yes";
  }

  /** @param {"yes" | "no"} answer */
  function decide(answer) {
    attempt(() => localStorage.setItem(WISH, answer));
    question.hidden = true;
    kept.hidden = answer !== "yes";
    status.textContent = text(answer === "yes" ? "keep.yes-said" : "keep.no-said");
    keep();
  }

  byId("keep-yes", HTMLButtonElement).addEventListener("click", () => decide("yes"));
  byId("keep-no", HTMLButtonElement).addEventListener("click", () => decide("no"));

  form.addEventListener("change", keep);
  form.addEventListener("input", keep);
  box.addEventListener("lumbar:step", keep);
  box.addEventListener("lumbar:shown", () => {
    askOnce();
    keep();
  });
  box.addEventListener("lumbar:hidden", keep);
  box.addEventListener("lumbar:erased", () => {
    erasing = true;
    for (const name of [KEY, WISH]) {
      attempt(() => sessionStorage.removeItem(name));
      attempt(() => localStorage.removeItem(name));
    }
    question.hidden = kept.hidden = true;
    // What the form fires as it empties must not be kept again.
    setTimeout(() => {
      erasing = false;
    });
  });

  // After the last script, so that a result can be shown again.
  document.addEventListener("DOMContentLoaded", restore);
})();
