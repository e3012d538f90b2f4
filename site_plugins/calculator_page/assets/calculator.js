/**
 * The calculator's page: asks Python for the result and shows what it answers. Scoring, planning and the result's HTML
 * are Python's; nothing here knows a rule. Answers stay in this browser.
 */
(() => {
  "use strict";

  const calculator = window.lumbarCalculator;
  const { box, form, settings, text, byId, collect, question } = calculator;
  const who = byId("calculator-who", HTMLElement);
  const summary = byId("error-summary", HTMLElement);
  const status = byId("calculator-status", HTMLElement);
  const loading = byId("calculator-loading", HTMLElement);
  const shownPercent = byId("calculator-percent", HTMLElement);
  const progress = byId("calculator-progress", HTMLProgressElement);
  const offer = byId("calculator-offer", HTMLElement);
  const failure = byId("calculator-failure", HTMLElement);
  const stops = byId("stops", HTMLElement);
  const result = byId("result", HTMLElement);
  const after = byId("calculator-after", HTMLElement);

  const AGREED = "lumbar-python";

  /** @type {LumbarPythonHandle | undefined} */
  let python;
  let ready = false;
  /** Counts the questions asked, so that an answer to an older one is dropped. */
  let asked = 0;
  let waiting = false;
  /** Whether what is awaited was on the page before: it then takes no focus from a reader who is somewhere already. */
  let restored = false;
  /** @type {LumbarForm | null} */
  let shown = null;
  /** Those who asked Python before it was there. @type {(() => void)[]} */
  const queue = [];

  function clearErrors() {
    summary.hidden = true;
    summary.querySelector("ul")?.replaceChildren();
    for (const slot of form.querySelectorAll(".field__error")) {
      slot.textContent = "";
      if (slot instanceof HTMLElement) slot.hidden = true;
    }
    for (const field of form.querySelectorAll(".field--wrong")) field.classList.remove("field--wrong");
    for (const entry of form.querySelectorAll("[aria-invalid]")) entry.removeAttribute("aria-invalid");
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
    if (worst) document.getElementById(worst)?.after(stops);
  }

  /** How urgent a safety question is, as the form says beside it. */
  function urgencyOf(/** @type {string} */ name) {
    return document.getElementById(name)?.dataset["flagUrgency"];
  }

  function hideResult() {
    shown = null;
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
   */
  function show({ errors, html }, asker) {
    waiting = false;
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
    shown = asker;
    result.innerHTML = html;
    form.hidden = true;
    who.hidden = true;
    result.hidden = false;
    after.hidden = false;
    status.textContent = "";
    box.classList.add("calculator--shown");
    box.classList.toggle("calculator--urgent", result.querySelector("[data-urgency]") !== null);
    if (history.state?.lumbarStep !== "result") history.pushState({ lumbarStep: "result" }, "");
    box.dispatchEvent(new CustomEvent("lumbar:shown"));
    if (!restored || document.activeElement === document.body) {
      result.focus();
      result.scrollIntoView();
    }
    restored = false;
    performance.mark("lumbar:result");
  }

  async function ask() {
    if (!python) return;
    const asker = collect();
    const number = (asked += 1);
    status.textContent = text("form.calculating");
    try {
      const answer = await python.ask("present", question(asker));
      if (number === asked) show(answer, asker);
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
    restored = again;
    if (ready) {
      ask();
    } else if (python) {
      waiting = true;
      status.textContent = text("form.waiting");
    } else if (!offer.hidden) {
      waiting = true;
      if (!again) offer.querySelector("button")?.focus();
    }
  }

  /** There will be no result: the page says why and becomes the paper form, with every answer kept. */
  function fail(/** @type {LumbarReason} */ reason) {
    // To stop Python ends its other questions too: the first reason is the one to tell.
    if (!failure.hidden) return;
    failure.hidden = false;
    python?.stop();
    python = undefined;
    ready = false;
    waiting = false;
    queue.length = 0;
    window.lumbarSteps.use(false);
    box.classList.remove("calculator--live");
    hideResult();
    box.dispatchEvent(new CustomEvent("lumbar:failed"));
    failure.textContent =
      reason === "answer" || reason === "script"
        ? text(`form.stopped-${reason}`)
        : text("form.failed", { reason: text(`form.failed-${reason}`) });
  }

  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

  /** Starts Python, but where that is slow or dear only when the reader wants it: the form is there in any case. */
  function startOrAsk() {
    const agreed = remembered((storage) => storage.getItem(AGREED));
    const bytes = agreed ? 0 : window.lumbarPython.cost();
    if (bytes === 0) {
      start();
      return;
    }
    byId("calculator-offer-text", HTMLElement).textContent = text("form.offer", { size: megabytes(bytes) });
    offer.hidden = false;
    offer.querySelector("button")?.addEventListener("click", () => {
      offer.hidden = true;
      remembered((storage) => storage.setItem(AGREED, "yes"));
      start();
      status.tabIndex = -1;
      status.focus();
    });
  }

  /**
   * What the tab remembers of the reader's agreement; nothing where storage is refused.
   * @param {(storage: Storage) => unknown} use
   */
  function remembered(use) {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  }

  function start() {
    python = window.lumbarPython.start({
      root: settings.root || "./",
      guideline: settings.guideline,
      onProgress: (loaded, total) => {
        if (loaded >= total) {
          // All of it is there and starts, which takes as long as it takes.
          progress.removeAttribute("value");
          shownPercent.textContent = text("form.starting");
          return;
        }
        const percent = Math.floor((100 * loaded) / total);
        progress.value = percent;
        shownPercent.textContent = text("form.percent", { percent: String(percent), size: megabytes(total) });
      },
      onReady: () => {
        ready = true;
        loading.hidden = true;
        status.textContent = text("form.ready");
        performance.mark("lumbar:ready");
        for (const go of queue.splice(0)) go();
        if (waiting) ask();
      },
      onFail: fail,
    });
    if (!failure.hidden) return;
    loading.hidden = false;
    // Said once: the number beside the bar changes too often to be read out.
    status.textContent = text("form.loading");
  }

  Object.assign(calculator, {
    ask: async (/** @type {string} */ command, /** @type {unknown} */ given) => {
      if (!ready && (python || !offer.hidden)) await new Promise((go) => queue.push(() => go(undefined)));
      if (!python) throw new window.lumbarPython.Failure("answer");
      return python.ask(command, given);
    },
    errorsIn: async (/** @type {Element} */ part) => {
      const open = window.lumbarEarlier.unconfirmed(part);
      if (open.length > 0 || !ready || !python) return open;
      /** @type {LumbarFieldError[]} */
      let errors;
      try {
        ({ errors } = await python.ask("present", question(collect())));
      } catch (error) {
        fail(window.lumbarPython.reportFailure(error));
        return [];
      }
      return errors.filter(({ field }) => part.contains(document.getElementById(field)));
    },
    need: async (/** @type {string} */ name) => python?.need(name),
    failureText: (/** @type {unknown} */ error) =>
      text(window.lumbarPython.reportFailure(error) === "script" ? "export.failed-script" : "export.failed"),
    starting: () => python !== undefined,
    possible: () => python !== undefined || !offer.hidden,
    show: askOrWait,
    hide: hideResult,
    shown: () => shown,
    showErrors,
    clearErrors,
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    askOrWait();
  });

  form.addEventListener("change", showStops);

  form.addEventListener("reset", (event) => {
    if (!window.confirm(text("form.erase-sure"))) return event.preventDefault();
    asked += 1;
    waiting = false;
    clearErrors();
    hideResult();
    calculator.useInstrument(settings.instrument);
    remembered((storage) => storage.removeItem(AGREED));
    box.dispatchEvent(new CustomEvent("lumbar:erased"));
    calculator.put([]);
    if (window.lumbarSteps.active()) window.lumbarSteps.go("calculator-who");
    status.textContent = text("form.erased");
    // The answers are gone only after this event.
    setTimeout(showStops);
  });

  // A link to a field puts the focus into it, and brings the form back when the result hides it.
  box.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const more = target?.closest("[data-instrument]");
    if (more) calculator.useInstrument(more.getAttribute("data-instrument") ?? "");
    const link = target?.closest('a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.getAttribute("href") ?? "").slice(1));
    if (field instanceof HTMLDetailsElement) {
      event.preventDefault();
      field.open = true;
      field.scrollIntoView();
      field.querySelector("summary")?.focus({ preventScroll: true });
      return;
    }
    if (!field || !form.contains(field)) return;
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

  box.classList.add("calculator--live");
  calculator.useInstrument(calculator.instrument());
  startOrAsk();
})();
