// Keeps the answers in this browser: for the session always, for longer only when the reader has said so.
(() => {
  "use strict";

  const { box, form, text, byId, put, entries, useInstrument, instrument, sheet } = window.lumbarCalculator;
  const KEY = `lumbar-answers:${location.pathname}`;
  const CHOICE = `lumbar-keep:${location.pathname}`;
  const question = byId("keep-question", HTMLElement);
  const keptNote = byId("keep-kept", HTMLElement);
  const status = byId("calculator-status", HTMLElement);

  const label = byId("sheet-label", HTMLInputElement);

  /**
   * @typedef {{entries: [string, string][], instrument: string, step: string, one: boolean, shown: boolean,
   *   day: unknown, last: unknown, confirm: unknown, label: unknown}} StoredForm
   */

  /** A browser may refuse to store anything: then the answers live as long as the page. */
  function attempt(/** @type {() => void} */ work) {
    try {
      work();
    } catch {
      // Nothing is lost that is on the page.
    }
  }

  /** @returns {string | null} */
  function storedChoice() {
    let choice = null;
    attempt(() => {
      choice = localStorage.getItem(CHOICE);
    });
    return choice;
  }

  let erasing = false;
  /** Whether it is known what was stored: until then it must not be written over. */
  let restored = false;

  function store() {
    if (erasing || !restored) return;
    /** @type {StoredForm} */
    const state = {
      entries: entries(),
      instrument: instrument(),
      step: window.lumbarSteps.now(),
      one: window.lumbarSteps.active(),
      shown: window.lumbarCalculator.shown() !== null,
      ...sheet,
      label: label.value,
    };
    const content = JSON.stringify(state);
    attempt(() => sessionStorage.setItem(KEY, content));
    if (storedChoice() === "yes") attempt(() => localStorage.setItem(KEY, content));
  }

  /** @returns {StoredForm | null} */
  function readStored() {
    /** @type {StoredForm | null} */
    let state = null;
    attempt(() => {
      const content = sessionStorage.getItem(KEY) ?? (storedChoice() === "yes" ? localStorage.getItem(KEY) : null);
      const read = JSON.parse(content ?? "null");
      if (Array.isArray(read?.entries) && read.entries.every(Array.isArray)) state = read;
    });
    return state;
  }

  /** What is known of stored answers; what a store does not say, or says in another form, is not known. */
  function aboutStored(/** @type {StoredForm} */ { day, last, confirm, label: name }) {
    return {
      day: typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null,
      last: typeof last === "number" ? last : 0,
      confirm: Array.isArray(confirm) ? confirm.map(String) : [],
      label: typeof name === "string" ? name : "",
    };
  }

  function restore() {
    const state = readStored();
    restored = true;
    // What was answered before all scripts were there is newer.
    if (!state || entries().length > 0) {
      history.replaceState({ lumbarStep: window.lumbarSteps.now() }, "");
      store();
      return;
    }
    if (typeof state.instrument === "string") useInstrument(state.instrument);
    put(state.entries, aboutStored(state));
    window.lumbarSteps.use(Boolean(state.one));
    if (state.one && state.step) window.lumbarSteps.go(state.step, { record: false, focus: false });
    history.replaceState({ lumbarStep: state.shown ? "result" : window.lumbarSteps.now() }, "");
    window.lumbarEarlier.greet();
    if (state.shown && !window.lumbarEarlier.active()) window.lumbarCalculator.show(true);
  }

  /** Asked once, when there is something to keep. */
  function askOnce() {
    question.hidden = storedChoice() !== null;
    keptNote.hidden = storedChoice() !== "yes";
  }

  /** @param {"yes" | "no"} answer */
  function decide(answer) {
    attempt(() => localStorage.setItem(CHOICE, answer));
    question.hidden = true;
    keptNote.hidden = answer !== "yes";
    status.textContent = text(answer === "yes" ? "storage.yes-chosen" : "storage.no-chosen");
    store();
  }

  byId("keep-yes", HTMLButtonElement).addEventListener("click", () => decide("yes"));
  byId("keep-no", HTMLButtonElement).addEventListener("click", () => decide("no"));

  form.addEventListener("change", store);
  form.addEventListener("input", store);
  label.addEventListener("input", store);
  box.addEventListener("lumbar:step", store);
  box.addEventListener("lumbar:shown", () => {
    askOnce();
    store();
  });
  box.addEventListener("lumbar:hidden", store);
  box.addEventListener("lumbar:erased", () => {
    erasing = true;
    for (const name of [KEY, CHOICE]) {
      attempt(() => sessionStorage.removeItem(name));
      attempt(() => localStorage.removeItem(name));
    }
    question.hidden = keptNote.hidden = true;
    // What the form fires as it empties must not be kept again.
    setTimeout(() => {
      erasing = false;
    });
  });

  // After the last script, so that a result can be shown again.
  box.addEventListener("lumbar:live", restore);
  window.lumbarArrived?.add("storage");
})();
