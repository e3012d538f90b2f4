// Answers of an hour ago, of another day, or of another person: the page takes them off the form and asks before it uses
// them, and never dates them anew.
(() => {
  "use strict";

  const { box, form, text, byId, sheet, today, dayText, take, isEmpty, put, entries, collect } = window.lumbarCalculator;
  const panel = byId("earlier", HTMLElement);
  const words = byId("earlier-text", HTMLElement);
  const error = byId("earlier-error", HTMLElement);
  const mine = byId("earlier-mine", HTMLButtonElement);
  const again = byId("earlier-again", HTMLButtonElement);
  const old = byId("earlier-show", HTMLButtonElement);
  const greeting = byId("answers-found", HTMLElement);
  const greetingText = byId("answers-found-text", HTMLElement);
  const next = byId("next-person", HTMLElement);
  const undo = byId("undo", HTMLElement);
  const confirm = byId("confirm", HTMLElement);
  const confirmText = byId("confirm-text", HTMLElement);
  const confirmYes = byId("confirm-yes", HTMLButtonElement);
  const status = byId("calculator-status", HTMLElement);

  /** Who comes back within this time is in one sitting, over midnight too: the sheet keeps the day on which it was begun. */
  const SITTING = 60 * 60 * 1000;
  const DAY = 24 * 60 * 60 * 1000;

  /** What was taken off the form, until the reader says whose it is. @type {LumbarKept | null} */
  let aside = null;
  /** Whether it was found in a store, and not left open on this very page. */
  let isFound = false;
  /** When somebody last did something on this page. */
  let seen = 0;
  /** What was put away, once. @type {LumbarKept | null} */
  let bringBack = null;

  /** How long ago a day was, in words. */
  function ago(/** @type {string} */ day) {
    const days = Math.round((Date.parse(today()) - Date.parse(day)) / DAY);
    if (days === 1) return text("earlier.yesterday");
    if (days < 14) return text("earlier.days-ago", { number: String(days) });
    return text("earlier.weeks-ago", { number: String(Math.floor(days / 7)) });
  }

  /**
   * What is to be asked about answers: nothing, whose they are, or whether to answer again as they are of another day.
   * @param {LumbarKept} kept
   * @param {boolean} found Whether they come from a store: then nobody knows who left them there before midnight.
   * @returns {"" | "whose" | "again"}
   */
  function kindOf(kept, found) {
    const { day, last, claimed } = kept.about;
    if (isEmpty(kept)) return "";
    if (!day) return "again";
    // Of a clock that was put right meanwhile too.
    const isRecent = (/** @type {number} */ moment) => Math.abs(Date.now() - moment) < SITTING;
    const isSitting = isRecent(last) || isRecent(claimed);
    if (day === today()) return isSitting || (!found && isRecent(seen)) ? "" : "whose";
    if (!isSitting) return "again";
    return found ? "whose" : "";
  }

  /** When answers were given, in words: with the hour where it is one of that day. */
  function whenOf(/** @type {LumbarAbout} */ { day, last }) {
    const given = new Date(last);
    if (!day || !last || today(given) !== day) return dayText(day || today());
    const { language } = window.lumbarCalculator.settings.guideline;
    const time = given.toLocaleTimeString(language?.tag ?? "en-GB", { hour: "2-digit", minute: "2-digit" });
    return text("earlier.when", { day: dayText(day), time });
  }

  /**
   * @param {LumbarAbout} about
   * @param {"whose" | "again"} kind
   */
  function describe(about, kind) {
    const { day, label } = about;
    const theirs = label ? ` ${text("earlier.label", { label })}` : "";
    if (kind === "whose") return text("earlier.whose", { when: whenOf(about) }) + theirs;
    if (!day) return text("earlier.no-day") + theirs;
    if (day > today()) return text("earlier.to-come", { day: whenOf(about), today: dayText(today()) }) + theirs;
    return text("earlier.words", { day: whenOf(about), ago: ago(day) }) + theirs;
  }

  function close() {
    aside = null;
    history.scrollRestoration = "auto";
    panel.hidden = true;
    box.classList.remove("calculator--earlier");
  }

  /**
   * Takes answers off the form, where they may be, and asks about them.
   * @param {LumbarKept} kept
   * @param {"whose" | "again"} kind
   */
  function ask(kept, kind) {
    // First: what the form does from now on is not stored.
    aside = kept;
    window.lumbarCalculator.hide();
    window.lumbarCalculator.clearErrors();
    put([]);
    words.textContent = describe(kept.about, kind);
    greeting.hidden = error.hidden = true;
    mine.hidden = kind !== "whose";
    again.hidden = kind !== "again";
    old.hidden = kind !== "again" || window.lumbarLoading.state() === "ended";
    panel.hidden = false;
    status.textContent = "";
    box.classList.add("calculator--earlier");
    // A page that was loaded again would go to where its reader was, far below the question.
    history.scrollRestoration = "manual";
    panel.focus();
  }

  /**
   * Puts answers where they were, with what was on the screen.
   * @param {LumbarKept} kept
   * @param {Partial<LumbarAbout>} [more] what is now known of them besides
   * @param {boolean} [isRestored] whether they take no focus from a reader who is elsewhere already
   */
  function bring(kept, more = {}, isRestored = false) {
    close();
    put(kept.entries, { ...kept.about, ...more });
    if (window.lumbarSteps.active()) window.lumbarSteps.go(kept.step, { record: false, focus: !isRestored });
    if (kept.shown) window.lumbarCalculator.show(isRestored);
  }

  /** @type {Window["lumbarEarlier"]["check"]} */
  function check() {
    showClock();
    if (sheet.way.isOld) return false;
    const kept = aside ?? take();
    const kind = kindOf(kept, aside !== null && isFound);
    if (aside) {
      // The clock may have been put right.
      if (!kind) bring(kept);
      return kind !== "";
    }
    if (!kind) return false;
    isFound = false;
    ask(kept, kind);
    return true;
  }

  /** @type {Window["lumbarEarlier"]["find"]} */
  function find(kept) {
    const kind = kindOf(kept, true);
    if (kind) {
      isFound = true;
      ask(kept, kind);
      return;
    }
    bring(kept, {}, true);
    greetingText.textContent = text("earlier.found", { when: whenOf(kept.about) });
    greeting.hidden = isEmpty(kept);
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
    const kept = aside;
    if (!kept) return;
    window.lumbarCalculator.hide();
    put(kept.entries, kept.about);
    const values = await renewed();
    if (aside !== kept) return;
    // The day of the first session does not change with time.
    const confirm = values.map(([field]) => field).filter((field) => !form.querySelector(`[type=date][name="${field}"]`));
    const { day, label, instrument, own, keep } = kept.about;
    close();
    put(values, { day: today(), last: Date.now(), confirm, confirmedFrom: day ?? "", label, instrument, own, keep });
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
    // Where one question is on the screen nobody can say of another that it is right.
    const isOne = window.lumbarSteps.active();
    confirm.hidden = isOne ? !sheet.confirm.includes(sheet.way.step) : sheet.confirm.length === 0;
    confirmYes.textContent = text(isOne ? "earlier.confirm-one" : "earlier.confirm-yes");
    confirmText.textContent = sheet.confirmedFrom
      ? text("earlier.confirm", { day: dayText(sheet.confirmedFrom) })
      : text("earlier.confirm-no-day");
  }

  /** @type {Window["lumbarEarlier"]["unconfirmed"]} */
  function unconfirmed(part) {
    return sheet.confirm
      .filter((field) => part.contains(document.getElementById(field)))
      .map((field) => {
        const name = document.getElementById(field)?.querySelector(".field__name")?.textContent ?? field;
        const key = window.lumbarSteps.active() ? "earlier.confirm-error-one" : "earlier.confirm-error";
        return { field, message: text(key, { name: name.trim() }) };
      });
  }

  /** @type {Window["lumbarEarlier"]["putAway"]} */
  function putAway() {
    const kept = aside ?? take();
    const outcome = window.lumbarErase.erase();
    undo.hidden = isEmpty(kept);
    bringBack = kept;
    return outcome;
  }

  function nextPerson() {
    const outcome = putAway();
    toFirst();
    status.textContent = text(outcome === "erased" ? "earlier.next" : `form.${outcome}`);
  }

  /** The clock is the device's: whoever gives a date sees what the page takes for today. */
  function showClock() {
    for (const place of form.querySelectorAll("[data-device-day]")) {
      place.textContent = text("form.device-day", { day: dayText(today()) });
    }
  }

  again.addEventListener("click", answerAgain);
  mine.addEventListener("click", () => {
    const kept = aside;
    if (!kept) return;
    bring(kept, { claimed: Date.now() });
    if (!kept.shown && !window.lumbarSteps.active()) toFirst();
  });
  old.addEventListener("click", () => {
    if (!aside) return;
    error.hidden = true;
    put(aside.entries, aside.about);
    sheet.way.isOld = true;
    window.lumbarCalculator.show();
  });
  confirmYes.addEventListener("click", () => {
    const isOne = window.lumbarSteps.active();
    sheet.confirm = isOne ? sheet.confirm.filter((field) => field !== sheet.way.step) : [];
    form.dispatchEvent(new Event("change", { bubbles: true }));
    if (isOne) {
      window.lumbarSteps.forward();
      return;
    }
    const field = form.querySelector("#calculator-treatment .field");
    if (field) window.lumbarCalculator.toField(field);
  });
  byId("undo-yes", HTMLButtonElement).addEventListener("click", () => {
    undo.hidden = true;
    window.lumbarCalculator.hide();
    if (bringBack) put(bringBack.entries, bringBack.about);
    bringBack = null;
    if (!check()) toFirst();
  });
  box.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-next-person]")) nextPerson();
  });
  for (const kind of ["change", "input"]) {
    form.addEventListener(kind, (event) => {
      showConfirm();
      next.classList.toggle("next-person--none", isEmpty(take()));
      // Who answers has seen what stands there.
      if (event.target !== form) greeting.hidden = true;
    });
  }
  box.addEventListener("lumbar:step", showConfirm);
  function forget() {
    bringBack = null;
    undo.hidden = true;
  }
  box.addEventListener("lumbar:shown", () => {
    // The next person's own result: what was put away before is not brought back over it.
    forget();
    if (sheet.way.isOld) old.hidden = true;
  });
  /** The old result is not shown any more: its answers leave the form again. */
  function endOld() {
    sheet.way.isOld = false;
    put([]);
  }
  box.addEventListener("lumbar:hidden", () => {
    if (!sheet.way.isOld) return;
    endOld();
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
  for (const kind of ["pointerdown", "keydown"]) {
    window.addEventListener(
      kind,
      () => {
        if (!check()) seen = Date.now();
      },
      true,
    );
  }

  window.lumbarEarlier = {
    active: () => aside !== null,
    check,
    find,
    sheetId: () => (aside?.about ?? sheet).id,
    holds: (id) => [aside?.about ?? sheet, bringBack?.about].some((about) => about?.id === id),
    refuse: (errors) => {
      endOld();
      old.hidden = true;
      status.textContent = "";
      error.textContent = text("earlier.no-result", { faults: errors.map(({ message }) => message).join(" ") });
      error.hidden = false;
      panel.focus();
    },
    unconfirmed,
    putAway,
  };
  showClock();
  window.lumbarArrived?.add("earlier");
})();
