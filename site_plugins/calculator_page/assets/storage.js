// Keeps the answers in this browser: in the tab always, for longer only when the reader has said so. What it says of that
// it has read back.
(() => {
  "use strict";

  const { box, form, settings, text, byId, take, isEmpty, today, sheet } = window.lumbarCalculator;
  const question = byId("keep-question", HTMLElement);
  const kept = byId("keep-kept", HTMLElement);
  const inTab = byId("keep-tab", HTMLElement);
  const status = byId("calculator-status", HTMLElement);

  /** The form of this site, by whatever address the page was opened. */
  const NAME = `${siteRoot()} ${settings.form}`;
  const KEY = `lumbar-answers:${NAME}`;
  /** The result of these answers, in this tab alone (result.js). */
  const RESULT = `lumbar-result:${NAME}`;
  /** Says, for a moment, which sheet was erased: other tabs may show the same. */
  const ERASED = `lumbar-erased:${NAME}`;

  /**
   * The site's root: one, whether the page was opened with or without its file's name, with doubled slashes or, as some hosts
   * allow, in other case.
   */
  function siteRoot() {
    const here = new URL(location.href);
    here.pathname = here.pathname.replace(/\/{2,}/g, "/");
    const { host, pathname } = new URL(settings.root || "./", here);
    try {
      return decodeURI(host + pathname).toLowerCase();
    } catch {
      return (host + pathname).toLowerCase(); // It holds what is no text.
    }
  }

  /**
   * Does something with a store; undefined where the browser refuses, or has only its stand-in (theme/assets/blocked-storage.js).
   * @template T
   * @param {"localStorage" | "sessionStorage"} name
   * @param {(store: Storage) => T} use
   * @returns {T | undefined}
   */
  function attempt(name, use) {
    try {
      return window.lumbarBlockedStorage?.includes(name) ? undefined : use(window[name]);
    } catch {
      return undefined;
    }
  }

  /** Whether a store keeps what it is given: what cannot be kept is lost with the page alone. */
  function keep(/** @type {"localStorage" | "sessionStorage"} */ name, /** @type {string} */ content) {
    attempt(name, (store) => store.setItem(KEY, content));
    return attempt(name, (store) => store.getItem(KEY)) === content;
  }

  const remove = (/** @type {"localStorage" | "sessionStorage"} */ name) =>
    attempt(name, (store) => store.removeItem(KEY));

  /** Whether the browser keeps nothing for this page. */
  let isRefused = attempt("sessionStorage", (store) => store.getItem(KEY)) === undefined;

  /** Whether what was stored has been put on the page: until then an empty form is no reason to forget it. */
  let isRead = false;
  /** Whether the answers are being erased. */
  let isErasing = false;

  function store() {
    // What is asked about is in the store, and not on the form.
    if (!isRead || isErasing || window.lumbarEarlier.active()) return;
    const state = take();
    const { label, instrument, keep: choice } = state.about;
    if (isEmpty(state) && !label && instrument === settings.instrument) {
      remove("sessionStorage");
      if (choice === "yes") remove("localStorage");
    } else {
      const content = JSON.stringify({ ...state, one: window.lumbarSteps.active() });
      isRefused = !keep("sessionStorage", content);
      // An older state of these answers must not be taken for the present one.
      if (choice === "yes" && !keep("localStorage", content)) {
        remove("localStorage");
        sheet.keep = "";
      }
    }
    showWhere();
  }

  /** Says where the answers are kept, or asks. */
  function showWhere() {
    question.hidden = isRefused || sheet.keep !== "";
    kept.hidden = isRefused || sheet.keep !== "yes";
    inTab.hidden = isRefused || sheet.keep !== "no";
    for (const note of box.querySelectorAll("[data-nothing-kept]")) {
      if (note instanceof HTMLElement) note.hidden = !isRefused;
    }
  }

  /** @type {Window["lumbarStorage"]["keepResult"]} */
  function keepResult(content) {
    attempt("sessionStorage", (store) => store.removeItem(RESULT));
    if (content && !isErasing) attempt("sessionStorage", (store) => store.setItem(RESULT, content));
  }

  /** @returns {(LumbarKept & {one: boolean}) | null} */
  function readStored() {
    for (const name of /** @type {const} */ (["sessionStorage", "localStorage"])) {
      const content = attempt(name, (store) => store.getItem(KEY));
      try {
        const state = JSON.parse(content ?? "null");
        if (!Array.isArray(state?.entries) || !state.entries.every(Array.isArray)) continue;
        const { entries, step, shown, one } = state;
        return { entries, about: aboutStored(state.about ?? {}), step: String(step), shown: Boolean(shown), one: Boolean(one) };
      } catch {
        // What cannot be read is nobody's answers.
      }
    }
    return null;
  }

  /**
   * What is known of stored answers; what a store does not say, or says in another form, is not known.
   * @param {Record<string, unknown>} stored
   * @returns {LumbarAbout}
   */
  function aboutStored(stored) {
    const { id, day, last, claimed, confirm, confirmedFrom, label, instrument, own, keep: choice, fits } = stored;
    const aDay = (/** @type {unknown} */ value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
    const forms = [...box.querySelectorAll("input[name=instrument]")].map((each) => each.getAttribute("value"));
    return {
      id: String(id),
      day: aDay(day) ? String(day) : null,
      last: typeof last === "number" ? last : 0,
      claimed: typeof claimed === "number" ? claimed : 0,
      confirm: Array.isArray(confirm) ? confirm.map(String) : [],
      confirmedFrom: aDay(confirmedFrom) ? String(confirmedFrom) : "",
      label: typeof label === "string" ? label : "",
      instrument: forms.includes(String(instrument)) ? String(instrument) : settings.instrument,
      own: window.lumbarOwn.known(own),
      keep: choice === "yes" || choice === "no" ? choice : "",
      fits: ["yes", "no", "not-sure"].includes(String(fits)) ? String(fits) : "",
    };
  }

  function restore() {
    const state = readStored();
    const { entry } = window.lumbarSteps;
    // What was answered before all scripts were there is newer.
    const isAnswered = take().entries.length > 0;
    if (state && !isAnswered) {
      window.lumbarSteps.use(window.lumbarSteps.byLink() ?? state.one);
      history.replaceState(entry(state.shown ? "result" : state.step, state.about.id), "");
      window.lumbarEarlier.find(state);
    } else {
      history.replaceState(entry(sheet.way.step), "");
    }
    isRead = true;
    if (isAnswered) {
      sheet.day ||= today();
      sheet.last ||= Date.now();
      store();
    } else showWhere();
  }

  /** @param {"yes" | "no"} answer */
  function decide(answer) {
    sheet.keep = answer;
    store();
    // The browser may have refused it.
    const done = sheet.keep === answer ? `storage.${answer}-chosen` : "storage.yes-refused";
    status.textContent = text(done);
  }

  byId("keep-yes", HTMLButtonElement).addEventListener("click", () => decide("yes"));
  byId("keep-no", HTMLButtonElement).addEventListener("click", () => decide("no"));

  form.addEventListener("change", store);
  form.addEventListener("input", store);
  byId("sheet-label", HTMLInputElement).addEventListener("input", store);
  for (const kind of ["step", "shown", "hidden", "own"]) box.addEventListener(`lumbar:${kind}`, store);

  // The same sheet may be open in another tab: what is erased here is erased there.
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === ERASED && newValue && window.lumbarEarlier.holds(newValue)) window.lumbarErase.eraseAll("form.erased-elsewhere", false);
  });

  window.lumbarStorage = {
    keepResult,
    readResult: () => attempt("sessionStorage", (store) => store.getItem(RESULT)) ?? "",
    pause: () => {
      isErasing = true;
    },
    erase: (id) => {
      isErasing = false;
      /** @type {("localStorage" | "sessionStorage")[]} */
      const names = ["localStorage", "sessionStorage"];
      names.forEach(remove);
      keepResult("");
      if (id) {
        attempt("localStorage", (store) => {
          store.setItem(ERASED, id);
          store.removeItem(ERASED);
        });
      }
      const found = names.map((name) => attempt(name, (store) => store.getItem(KEY)));
      found.push(attempt("sessionStorage", (store) => store.getItem(RESULT)));
      if (found.some((content) => typeof content === "string")) return "erase-left";
      // What has no origin, such as a sandboxed frame, never had a store; a folder has one.
      const isNowhere = window.origin === "null" && location.protocol !== "file:";
      return found.includes(undefined) && !isNowhere ? "erase-unknown" : "erased";
    },
  };

  // After the last script, so that a result can be shown again.
  box.addEventListener("lumbar:live", restore);
  window.lumbarArrived?.add("storage");
})();
