/**
 * The calculator's page: asks Python for the result and shows what it answers. Scoring, planning and the result's HTML
 * are Python's; nothing here knows a rule. Answers stay in this browser.
 */
(() => {
  "use strict";

  const calculator = window.lumbarCalculator;
  const { box, form, text, byId, collect, question, sheet } = calculator;
  const who = byId("calculator-who", HTMLElement);
  const summary = byId("error-summary", HTMLElement);
  const status = byId("calculator-status", HTMLElement);
  const failure = byId("calculator-failure", HTMLElement);
  const again = byId("calculator-again", HTMLButtonElement);
  const stops = byId("stops", HTMLElement);
  const stopFirst = byId("stop-first", HTMLElement);
  const stopRest = byId("stop-rest", HTMLElement);
  const result = byId("result", HTMLElement);
  const after = byId("calculator-after", HTMLElement);

  const loading = window.lumbarLoading;

  function clearErrors() {
    summary.hidden = true;
    summary.querySelector("ul")?.replaceChildren();
    for (const slot of box.querySelectorAll(":is(form, #fits) .field__error")) {
      slot.textContent = "";
      if (slot instanceof HTMLElement) slot.hidden = true;
    }
    for (const field of box.querySelectorAll(".field--wrong")) field.classList.remove("field--wrong");
    for (const entry of box.querySelectorAll(":is(form, #fits) [aria-invalid]")) entry.removeAttribute("aria-invalid");
    box.dispatchEvent(new CustomEvent("lumbar:errors"));
  }

  /** @param {LumbarFieldError[]} errors */
  function showErrors(errors) {
    clearErrors();
    const list = summary.querySelector("ul");
    const place = (/** @type {LumbarFieldError} */ { field }) =>
      [...form.querySelectorAll(".field")].findIndex(({ id }) => id === field);
    for (const { field, message } of [...errors].sort((one, other) => place(one) - place(other))) {
      const slot = document.getElementById(`${field}-error`);
      const item = document.createElement("li");
      if (slot) {
        slot.textContent = message;
        slot.hidden = false;
        const link = document.createElement("a");
        link.href = `#${field}`;
        link.textContent = message;
        item.append(link);
      } else {
        item.textContent = message;
      }
      const wrong = document.getElementById(field);
      wrong?.classList.add("field--wrong");
      for (const entry of wrong?.querySelectorAll("input") ?? []) entry.setAttribute("aria-invalid", "true");
      list?.append(item);
    }
    status.textContent = "";
    summary.hidden = false;
    box.dispatchEvent(new CustomEvent("lumbar:errors"));
    summary.focus();
    summary.scrollIntoView();
  }

  /** The safety questions that are not answered with no. */
  function standingFlags() {
    return [...new FormData(form)]
      .filter(([name, value]) => name.startsWith("red_flags.") && value !== "no")
      .map(([name]) => name);
  }

  /**
   * Shows, below the safety question, where to go as soon as one is not answered "no", and for as long as that
   * stands: it must wait neither for Python nor for the rest of the form.
   */
  function showStops() {
    const standing = standingFlags();
    const worst = standing.find((name) => urgencyOf(name) === "emergency") ?? standing[0];
    for (const stop of stops.querySelectorAll(".stop")) {
      const isWorst = worst && stop instanceof HTMLElement && stop.dataset["urgency"] === urgencyOf(worst);
      stop.classList.toggle("stop--now", Boolean(isWorst));
    }
    stops.classList.toggle("stops--now", worst !== undefined);
    const open = [...form.querySelectorAll("[data-flag-urgency]")].filter((flag) => !flag.querySelector(":checked"));
    // An emergency has nothing more to answer; whoever has a day left answers the rest, to have a page to show.
    stopRest.hidden = worst !== undefined && (urgencyOf(worst) === "emergency" || open.length > 0);
    stopFirst.hidden = open.length === 0;
    stopFirst.textContent = text("form.flags-first", {
      questions: text("form.questions", { number: String(open.length) }),
    });
    if (worst) document.getElementById(worst)?.after(stops);
  }

  /** How urgent a safety question is, as the form says beside it. */
  function urgencyOf(/** @type {string} */ name) {
    return document.getElementById(name)?.dataset["flagUrgency"];
  }

  function hideResult() {
    sheet.way.shown = null;
    result.hidden = true;
    result.replaceChildren();
    after.hidden = true;
    form.hidden = false;
    who.hidden = false;
    box.classList.remove("calculator--shown", "calculator--urgent");
    box.dispatchEvent(new CustomEvent("lumbar:hidden"));
  }

  /**
   * @param {{errors: LumbarFieldError[], html: string}} answer
   * @param {LumbarForm} asker
   * @param {boolean} isRestored Whether it was on the page before: it then takes no focus from a reader who is elsewhere.
   */
  function show({ errors, html }, asker, isRestored) {
    if (errors.length > 0 && window.lumbarEarlier.active()) {
      window.lumbarEarlier.refuse(errors);
      return;
    }
    if (errors.length > 0) {
      hideResult();
      showErrors(errors);
      return;
    }
    clearErrors();
    sheet.way.shown = asker;
    result.innerHTML = html;
    form.hidden = true;
    who.hidden = true;
    result.hidden = false;
    after.hidden = false;
    status.textContent = "";
    box.classList.add("calculator--shown");
    box.classList.toggle("calculator--urgent", result.querySelector("[data-urgency]") !== null);
    if (history.state?.lumbarStep !== "result") history.pushState(window.lumbarSteps.entry("result"), "");
    box.dispatchEvent(new CustomEvent("lumbar:shown"));
    if (!isRestored || document.activeElement === document.body) {
      result.focus();
      result.scrollIntoView();
    }
    performance.mark("lumbar:result");
  }

  /** Asks Python for what the reader waits for: of a reader who has gone elsewhere meanwhile nobody waits any more. */
  async function ask() {
    const asker = collect();
    const { asking } = sheet.way;
    if (!asking) return;
    asking.isSent = true;
    status.textContent = text("form.calculating");
    try {
      const answer = await loading.ask("present", question(asker));
      if (sheet.way.asking !== asking) return;
      sheet.way.asking = null;
      show(answer, asker, asking.isRestored);
    } catch (error) {
      fail(window.lumbarPython.reportFailure(error));
    }
  }

  function askOrWait(again = false) {
    if (window.lumbarEarlier.check()) return;
    const open = standingFlags().length > 0 ? [] : window.lumbarEarlier.unconfirmed(form);
    if (open.length > 0) {
      if (window.lumbarEarlier.active()) window.lumbarEarlier.refuse(open);
      else showErrors(open);
      return;
    }
    const state = loading.state();
    if (state === "ended") return;
    const asker = collect();
    const kept = again ? window.lumbarResult.find(asker) : null;
    if (kept) {
      show({ errors: [], html: kept.html }, asker, true);
      window.lumbarResult.goTo(kept);
      return;
    }
    sheet.way.asking = { isRestored: again, isSent: false };
    if (state === "ready") {
      ask();
      return;
    }
    // Nobody with an emergency waits for a page.
    if (standingFlags().some((name) => urgencyOf(name) === "emergency")) goNow();
    else {
      if (state === "loading") status.textContent = text("form.waiting");
      if (!again) loading.remind();
    }
  }

  /** Brings the words for an emergency before the reader. */
  function goNow() {
    stops.tabIndex = -1;
    stops.focus({ preventScroll: true });
    stops.scrollIntoView({ block: "center" });
    status.textContent = "";
  }

  /** There will be no result: the page says why and becomes the paper form, with every answer kept. */
  function fail(/** @type {LumbarReason} */ reason) {
    // To stop Python ends its other questions too: the first reason is the one to tell.
    if (!failure.hidden) return;
    failure.hidden = false;
    const wasAsked = sheet.way.asking !== null || sheet.way.shown !== null;
    usePaper();
    failure.textContent =
      reason === "answer" || reason === "script"
        ? text(`form.stopped-${reason}`)
        : text("form.failed", { reason: text(`form.failed-${reason}`, {}, "form.failed-other") });
    // What is missing in the browser itself is missing the next time too, and another build wants another page.
    again.hidden = ["no-wasm", "old-browser", "mixed"].includes(reason);
    // Who waits for an answer is far below.
    if (wasAsked) goTo(failure);
  }

  /** Brings a part of the page that takes no focus by itself before the reader. */
  function goTo(/** @type {HTMLElement} */ part) {
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView();
  }

  /** The page becomes the paper form, with every answer kept. */
  function usePaper() {
    loading.stop();
    sheet.way.asking = null;
    window.lumbarSteps.use(false);
    box.classList.remove("calculator--live");
    hideResult();
    box.dispatchEvent(new CustomEvent("lumbar:failed"));
  }

  Object.assign(calculator, {
    ask: loading.ask,
    errorsIn: async (/** @type {Element} */ part) => {
      const open = window.lumbarEarlier.unconfirmed(part);
      if (open.length > 0 || loading.state() !== "ready") return open;
      /** @type {LumbarFieldError[]} */
      let errors;
      try {
        ({ errors } = await loading.ask("present", question(collect())));
      } catch (error) {
        fail(window.lumbarPython.reportFailure(error));
        return [];
      }
      return errors.filter(({ field }) => part.contains(document.getElementById(field)));
    },
    failureText: (/** @type {unknown} */ error) =>
      text(window.lumbarPython.reportFailure(error) === "script" ? "export.failed-script" : "export.failed"),
    show: askOrWait,
    hide: hideResult,
    showErrors,
    clearErrors,
  });

  // A click, and not the form's own sending: a frame may forbid that. Enter in a field clicks this button too; on the way it
  // means "go on".
  byId("calculator-submit", HTMLButtonElement).addEventListener("click", (event) => {
    event.preventDefault();
    if (window.lumbarSteps.active() && sheet.way.step !== "calculator-check") window.lumbarSteps.forward();
    else askOrWait();
  });

  // Whoever went elsewhere is not told to wait.
  box.addEventListener("lumbar:step", () => {
    const waits = ["form.waiting", "form.calculating"].map((key) => text(key));
    if (!sheet.way.asking && waits.includes(status.textContent ?? "")) status.textContent = "";
  });

  form.addEventListener("change", showStops);

  // A link to a field puts the focus into it, and brings the form back when the result hides it.
  box.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const more = target?.closest("[data-instrument]");
    if (more) calculator.useInstrument(more.getAttribute("data-instrument") ?? "");
    const link = target?.closest('a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.getAttribute("href") ?? "").slice(1));
    if (field instanceof HTMLDetailsElement) {
      // What is folded up opens for whoever asks for it.
      event.preventDefault();
      field.open = true;
      field.scrollIntoView();
      field.querySelector("summary")?.focus({ preventScroll: true });
      return;
    }
    if (!field || !(form.contains(field) || field.id === "fits")) return;
    event.preventDefault();
    // Answers of another day are not changed: they are given again.
    if (window.lumbarEarlier.active()) {
      byId("earlier", HTMLElement).focus();
      return;
    }
    if (form.hidden) hideResult();
    calculator.toField(field);
  });

  byId("calculator-change", HTMLElement).addEventListener("click", () => {
    hideResult();
    if (window.lumbarSteps.active()) {
      window.lumbarSteps.go("calculator-check");
      return;
    }
    const first = form.querySelector(".field");
    if (first) calculator.toField(first);
  });

  byId("calculator-by-hand", HTMLButtonElement).addEventListener("click", () => {
    usePaper();
    goTo(byId("paper", HTMLElement));
  });

  function begin() {
    loading.begin(() => {
      if (sheet.way.asking && !sheet.way.asking.isSent) ask();
    }, fail);
  }

  box.addEventListener("lumbar:whole", (event) => {
    calculator.useInstrument(sheet.instrument);
    begin();
    event.preventDefault();
  });

  // The reader has Python tried again: the page is no longer the paper form.
  box.addEventListener("lumbar:again", () => {
    failure.hidden = again.hidden = true;
    box.classList.add("calculator--live");
    begin();
    status.tabIndex = -1;
    status.focus({ preventScroll: true });
  });

  // Nobody begins where the guard is missing, and Python is not loaded for nobody.
  if (!window.lumbarArrived) window.lumbarLaunching?.dropEarly();
  window.lumbarArrived?.add("calculator");
})();
