/**
 * The calculator's page: collects the form, asks the worker in which Python runs, shows what it answers.
 * Scoring, planning and the result's HTML are Python's; nothing here knows a rule. Answers stay in this page.
 */
(() => {
  "use strict";

  /** @typedef {{root: string, guideline: string, lines: Record<string, string>, texts: Record<string, string>}} Settings */
  /** @typedef {{field: string, message: string}} FieldError */
  /** @typedef {{response: object, errors: FieldError[], html: string}} Answer */

  /**
   * @template {HTMLElement} T
   * @param {string} id
   * @param {new () => T} kind
   * @returns {T}
   */
  function byId(id, kind) {
    const found = document.getElementById(id);
    if (!(found instanceof kind)) throw new Error(`#${id} is missing`);
    return found;
  }

  const box = byId("calculator", HTMLElement);
  const who = byId("calculator-who", HTMLElement);
  const form = byId("calculator-form", HTMLFormElement);
  const summary = byId("error-summary", HTMLElement);
  const status = byId("calculator-status", HTMLElement);
  const loading = byId("calculator-loading", HTMLElement);
  const shownPercent = byId("calculator-percent", HTMLElement);
  const progress = byId("calculator-progress", HTMLProgressElement);
  const failure = byId("calculator-failure", HTMLElement);
  const stops = byId("stops", HTMLElement);
  const result = byId("result", HTMLElement);
  const after = byId("calculator-after", HTMLElement);
  /** @type {Settings} */
  const settings = JSON.parse(box.dataset.settings ?? "{}");

  /** @type {Worker | undefined} */
  let worker;
  let ready = false;
  /** Counts the questions asked, so that an answer to an older one is dropped. */
  let asked = 0;
  let waiting = false;

  /**
   * @param {string} key
   * @param {Record<string, string>} [values]
   */
  function text(key, values = {}) {
    return (settings.texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  /** The date on this device, not in Greenwich. */
  function today() {
    const now = new Date();
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** Turns what was typed into a number where it is one; anything else goes to Python as it was typed. */
  function numberOrText(/** @type {string} */ typed) {
    const plain = typed
      .trim()
      .replace(/\s*(weeks?|sessions?)$/i, "")
      // A comma before one or two digits is a decimal comma; "1,040" is left for Python to refuse.
      .replace(/^(\d+),(\d{1,2})$/, "$1.$2");
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : typed;
  }

  /** Reads the form into a request by the calculator's contract, and the safety questions answered "not sure". */
  function collect() {
    /** @type {Record<string, any>} */
    const request = { instrument: "start-back-9", answers: {}, red_flags: {}, today: today() };
    /** @type {string[]} */
    const unsure = [];
    for (const [name, entry] of new FormData(form)) {
      const value = String(entry);
      const [group, part] = name.split(".");
      if (group === "red_flags" && part) {
        request.red_flags[part] = value !== "no";
        if (value === "not-sure") unsure.push(part);
      } else if (group === "answers" && part) {
        request.answers[part] = value;
      } else if (value.trim() !== "") {
        const isNumber = name.startsWith("weeks_") || name === "sessions_attended";
        request[name] = isNumber ? numberOrText(value) : value;
      }
    }
    for (const entry of form.querySelectorAll("input")) {
      // A half-typed date: the browser gives it as empty, and it must not be lost in silence.
      if (entry.validity.badInput) request[entry.name] = text("form.bad-input");
    }
    return { request, unsure };
  }

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

  /** @param {FieldError[]} errors */
  function showErrors(errors) {
    clearErrors();
    const list = summary.querySelector("ul");
    const place = (/** @type {FieldError} */ { field }) =>
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

  /**
   * Shows, below the safety question, where to go as soon as one is not answered "no", and for as long as that
   * stands: it must wait neither for Python nor for the rest of the form.
   */
  function showStops() {
    const standing = [...new FormData(form)]
      .filter(([name, value]) => name.startsWith("red_flags.") && value !== "no")
      .map(([name]) => name);
    const worst = standing.find((name) => urgencyOf(name) === "emergency") ?? standing[0];
    for (const stop of stops.querySelectorAll(".stop")) {
      const isWorst = worst && stop instanceof HTMLElement && stop.dataset.urgency === urgencyOf(worst);
      stop.classList.toggle("stop--now", Boolean(isWorst));
    }
    stops.classList.toggle("stops--now", worst !== undefined);
    if (worst) document.getElementById(worst)?.after(stops);
  }

  /** How urgent a safety question is, as the form says beside it. */
  function urgencyOf(/** @type {string} */ name) {
    return document.getElementById(name)?.dataset.flagUrgency;
  }

  function hideResult() {
    result.hidden = true;
    result.replaceChildren();
    after.hidden = true;
    form.hidden = false;
    who.hidden = false;
  }

  /** Puts the focus into a field, with its question in view. */
  function focusField(/** @type {Element} */ field) {
    field.scrollIntoView();
    field.querySelector("input")?.focus({ preventScroll: true });
  }

  /** @param {Answer} answer */
  function show(answer) {
    waiting = false;
    if (answer.errors.length > 0) {
      hideResult();
      showErrors(answer.errors);
      return;
    }
    clearErrors();
    result.innerHTML = answer.html;
    form.hidden = true;
    who.hidden = true;
    result.hidden = false;
    after.hidden = false;
    status.textContent = "";
    result.focus();
    result.scrollIntoView();
    performance.mark("lumbar:result");
  }

  function ask() {
    const { request, unsure } = collect();
    asked += 1;
    status.textContent = text("form.calculating");
    worker?.postMessage({ type: "ask", id: asked, request: JSON.stringify(request), unsure });
  }

  /** Python cannot run here: the page says why and becomes the paper form, with every answer kept. */
  function fail(/** @type {string} */ reason) {
    worker?.terminate();
    worker = undefined;
    ready = false;
    waiting = false;
    box.classList.remove("calculator--live");
    hideResult();
    failure.textContent = text("form.failed", { reason: text(`form.failed-${reason}`) });
    failure.hidden = false;
  }

  /** @param {MessageEvent} event */
  function hear({ data }) {
    if (data.type === "progress") {
      const percent = Math.min(99, Math.floor((100 * data.loaded) / data.total));
      progress.value = percent;
      shownPercent.textContent = text("form.percent", { percent: String(percent) });
    } else if (data.type === "ready") {
      ready = true;
      loading.hidden = true;
      status.textContent = text("form.ready");
      performance.mark("lumbar:ready");
      if (waiting) ask();
    } else if (data.type === "answer" && data.id === asked) {
      show(JSON.parse(data.answer));
    } else if (data.type === "failed") {
      fail(ready ? "answer" : "load");
    }
  }

  function start() {
    if (typeof WebAssembly !== "object") return fail("no-wasm");
    // A page opened from a folder may neither fetch nor start a worker from a file.
    if (location.protocol === "file:") return fail("folder");
    const root = new URL(settings.root || "./", document.baseURI);
    try {
      worker = new Worker(new URL("assets/calculator/calculator.worker.js", root), { type: "module" });
    } catch {
      return fail("load");
    }
    worker.addEventListener("message", hear);
    worker.addEventListener("error", () => fail("load"));
    worker.postMessage({
      type: "start",
      root: root.href,
      guideline: settings.guideline,
      page: { root: settings.root, lines: settings.lines },
    });
    loading.hidden = false;
    // Said once: the number beside the bar changes too often to be read out.
    status.textContent = text("form.loading");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (ready) {
      ask();
    } else {
      waiting = true;
      status.textContent = text("form.waiting");
    }
  });

  form.addEventListener("change", showStops);

  form.addEventListener("reset", (event) => {
    if (!window.confirm(text("form.erase-sure"))) return event.preventDefault();
    asked += 1;
    waiting = false;
    clearErrors();
    hideResult();
    status.textContent = text("form.erased");
    // The answers are gone only after this event.
    setTimeout(showStops);
  });

  // A link to a field puts the focus into it, and brings the form back when the result hides it.
  box.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const field = link && document.getElementById(decodeURIComponent(link.getAttribute("href") ?? "").slice(1));
    if (!field || !form.contains(field)) return;
    event.preventDefault();
    if (form.hidden) hideResult();
    focusField(field);
  });

  byId("calculator-change", HTMLElement).addEventListener("click", () => {
    hideResult();
    const first = form.querySelector(".field");
    if (first) focusField(first);
  });

  byId("calculator-print", HTMLElement).addEventListener("click", () => window.print());

  // On paper there is nothing to unfold.
  window.addEventListener("beforeprint", () => {
    for (const details of result.querySelectorAll("details")) details.open = true;
  });

  box.classList.add("calculator--live");
  start();
})();
