// Answers of another day, or of another person: the page asks before it uses them, and never dates them anew.
(() => {
  "use strict";

  const { box, form, text, byId, sheet, today, dayText, put, entries, collect, instrument, useInstrument } =
    window.lumbarCalculator;
  const panel = byId("earlier", HTMLElement);
  const words = byId("earlier-text", HTMLElement);
  const error = byId("earlier-error", HTMLElement);
  const old = byId("earlier-show", HTMLButtonElement);
  const greeting = byId("answers-found", HTMLElement);
  const greetingText = byId("answers-found-text", HTMLElement);
  const next = byId("next-person", HTMLElement);
  const undo = byId("undo", HTMLElement);
  const confirm = byId("confirm", HTMLElement);
  const confirmText = byId("confirm-text", HTMLElement);
  const label = byId("sheet-label", HTMLInputElement);
  const status = byId("calculator-status", HTMLElement);

  /** Who answers across midnight is in one sitting: the sheet keeps the day on which it was begun. */
  const SITTING = 2 * 60 * 60 * 1000;
  const DAY = 24 * 60 * 60 * 1000;

  /** Whether the reader chose to see the result of the earlier day. */
  let showing = false;
  /** The day of the answers that "to be confirmed" speaks of. */
  let confirmedFrom = "";
  /** What was put away, once. @type {(() => void) | null} */
  let bringBack = null;

  /** How long ago a day was, in words. */
  function ago(/** @type {string} */ day) {
    const days = Math.round((Date.parse(today()) - Date.parse(day)) / DAY);
    if (days === 1) return text("earlier.yesterday");
    if (days < 14) return text("earlier.days-ago", { number: String(days) });
    return text("earlier.weeks-ago", { number: String(Math.floor(days / 7)) });
  }

  /** Whether the answers are of another day than the device's. */
  function isEarlier() {
    if (entries().length === 0 || sheet.day === today()) return false;
    if (sheet.day === null) return true;
    const sitting = Date.now() - sheet.last;
    return sheet.day !== "" && !(sitting >= 0 && sitting < SITTING);
  }

  function describe() {
    if (sheet.day === null || sheet.day === "") return text("earlier.no-day");
    if (sheet.day > today()) {
      return text("earlier.to-come", { day: dayText(sheet.day), today: dayText(today()) });
    }
    return text("earlier.words", { day: dayText(sheet.day), ago: ago(sheet.day) });
  }

  function close() {
    showing = false;
    panel.hidden = true;
    box.classList.remove("calculator--earlier");
  }

  /** @type {Window["lumbarEarlier"]["check"]} */
  function check() {
    showClock();
    if (!isEarlier()) {
      if (!panel.hidden && !showing) close();
      return false;
    }
    if (showing || !panel.hidden) return !showing;
    window.lumbarCalculator.hide();
    window.lumbarCalculator.clearErrors();
    words.textContent = label.value ? `${describe()} ${text("earlier.label", { label: label.value })}` : describe();
    greeting.hidden = error.hidden = true;
    panel.hidden = false;
    old.hidden = window.lumbarLoading.state() === "ended";
    status.textContent = "";
    box.classList.add("calculator--earlier");
    panel.focus();
    return true;
  }

  /** The answers beside the instrument and the safety questions, without those that are another number each week. */
  function withoutWeeks() {
    return entries().filter(
      ([name]) => !name.includes(".") && !form.querySelector(`input[name="${name}"][data-most-weeks]`),
    );
  }

  /**
   * What a sheet of today begins with. Python moves the weeks on; where there is none, they are asked anew.
   * @returns {Promise<[string, string][]>}
   */
  async function renewed() {
    try {
      if (!["loading", "ready"].includes(window.lumbarLoading.state())) return withoutWeeks();
      const { request } = collect();
      const { values } = await window.lumbarCalculator.ask("renew", { request: JSON.stringify(request), day: today() });
      return Object.entries(values);
    } catch {
      return withoutWeeks();
    }
  }

  async function answerAgain() {
    const day = sheet.day;
    const name = label.value;
    const values = await renewed();
    confirmedFrom = day || "";
    // The day of the first session does not change with time.
    const stale = values.map(([field]) => field).filter((field) => !form.querySelector(`[type=date][name="${field}"]`));
    close();
    window.lumbarCalculator.hide();
    put(values, { day: today(), last: Date.now(), confirm: stale, label: name });
    toFirst();
  }

  /** Goes to the first question, as for a sheet that is empty. */
  function toFirst() {
    const first = form.querySelector(".field");
    if (window.lumbarSteps.active()) window.lumbarSteps.go("calculator-who");
    else if (first) window.lumbarCalculator.toField(first);
  }

  function showConfirm() {
    for (const field of form.querySelectorAll(".field")) {
      field.classList.toggle("field--confirm", sheet.confirm.includes(field.id));
    }
    confirm.hidden = sheet.confirm.length === 0;
    confirmText.textContent = confirmedFrom
      ? text("earlier.confirm", { day: dayText(confirmedFrom) })
      : text("earlier.confirm-no-day");
  }

  /** @type {Window["lumbarEarlier"]["unconfirmed"]} */
  function unconfirmed(part) {
    return sheet.confirm
      .filter((field) => part.contains(document.getElementById(field)))
      .map((field) => {
        const name = document.getElementById(field)?.querySelector(".field__name")?.textContent ?? field;
        return { field, message: text("earlier.confirm-error", { name: name.trim() }) };
      });
  }

  /** @type {Window["lumbarEarlier"]["putAway"]} */
  async function putAway() {
    const before = { entries: entries(), about: { ...sheet, label: label.value }, form: instrument() };
    window.lumbarCalculator.hide();
    window.lumbarCalculator.clearErrors();
    box.dispatchEvent(new CustomEvent("lumbar:erased"));
    put([]);
    undo.hidden = before.entries.length === 0;
    bringBack = () => {
      useInstrument(before.form);
      put(before.entries, before.about);
    };
    // What the stores see happen to the form before this is not kept: it is the erasing itself.
    await new Promise((go) => setTimeout(go));
  }

  function nextPerson() {
    putAway();
    status.textContent = text("earlier.next");
    toFirst();
  }

  /** @type {Window["lumbarEarlier"]["greet"]} */
  function greet() {
    if (entries().length === 0 || check()) return;
    greetingText.textContent = text("earlier.found", { day: dayText(sheet.day || today()) });
    greeting.hidden = false;
  }

  /** The clock is the device's: whoever gives a date sees what the page takes for today. */
  function showClock() {
    for (const place of form.querySelectorAll("[data-device-day]")) {
      place.textContent = text("form.device-day", { day: dayText(today()) });
    }
  }

  byId("earlier-again", HTMLButtonElement).addEventListener("click", answerAgain);
  old.addEventListener("click", () => {
    showing = true;
    error.hidden = true;
    window.lumbarCalculator.show();
  });
  byId("confirm-yes", HTMLButtonElement).addEventListener("click", () => {
    sheet.confirm = [];
    form.dispatchEvent(new Event("change", { bubbles: true }));
    const field = form.querySelector("#calculator-treatment .field");
    if (field) window.lumbarCalculator.toField(field);
  });
  byId("undo-yes", HTMLButtonElement).addEventListener("click", () => {
    undo.hidden = true;
    window.lumbarCalculator.hide();
    bringBack?.();
    bringBack = null;
    if (!check()) toFirst();
  });
  box.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-next-person]")) nextPerson();
  });
  for (const kind of ["change", "input"]) {
    form.addEventListener(kind, (event) => {
      showConfirm();
      next.hidden = entries().length === 0;
      // Who answers has seen what stands there.
      if (event.target !== form) greeting.hidden = true;
    });
  }
  function forget() {
    bringBack = null;
    undo.hidden = true;
  }
  box.addEventListener("lumbar:shown", () => {
    // The next person's own result: what was put away before is not brought back over it.
    forget();
    if (showing) old.hidden = true;
  });
  box.addEventListener("lumbar:hidden", () => {
    if (!showing) return;
    showing = false;
    old.hidden = false;
  });
  box.addEventListener("lumbar:failed", () => {
    old.hidden = true;
  });
  box.addEventListener("lumbar:erased", () => {
    close();
    forget();
    greeting.hidden = true;
  });
  // A tab may be looked at again after weeks, without being loaded.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && check());
  for (const kind of ["pageshow", "focus"]) window.addEventListener(kind, check);
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, check, true);

  window.lumbarEarlier = {
    active: () => !panel.hidden,
    check,
    refuse: (errors) => {
      showing = false;
      old.hidden = true;
      status.textContent = "";
      error.textContent = text("earlier.no-result", { faults: errors.map(({ message }) => message).join(" ") });
      error.hidden = false;
      panel.focus();
    },
    unconfirmed,
    putAway,
    greet,
  };
  showClock();
  window.lumbarArrived?.add("earlier");
})();
