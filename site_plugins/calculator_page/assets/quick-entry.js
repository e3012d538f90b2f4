// Quick entry for those who know the form: single keys while a question has the focus, and a pasted row of answers.
(() => {
  "use strict";

  const { box, form, text, byId, put, plain, sheet, useInstrument, today } = window.lumbarCalculator;
  const row = byId("entry-row", HTMLInputElement);
  const error = byId("entry-error", HTMLElement);
  const done = byId("entry-done", HTMLElement);
  const quick = byId("entry", HTMLDetailsElement);

  /** The key for the next person: no answer's label begins with it. */
  const NEXT_PERSON = "X";

  /** The keys of a question's answers, such as "N not at all". */
  function keysOf(/** @type {HTMLInputElement[]} */ radios) {
    return radios
      .filter(({ dataset }) => dataset["key"])
      .map((radio) => `${radio.dataset["key"]} ${radio.nextElementSibling?.textContent?.toLowerCase()}`)
      .join(", ");
  }

  // A key counts only while the focus is in a question, and never with another key.
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || window.lumbarSteps.active()) return;
    const field = event.target instanceof HTMLInputElement && event.target.type === "radio" && event.target.closest("fieldset");
    if (!field) return;
    if (event.key.toUpperCase() === NEXT_PERSON) {
      event.preventDefault();
      box.querySelector("[data-next-person]")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return;
    }
    const radios = [...field.querySelectorAll("input")];
    const key = plain(event.key).toUpperCase();
    const chosen = radios.find(({ dataset }) => dataset["key"] && dataset["key"] === key);
    if (!chosen && /^[0-9]$/.test(key) && keysOf(radios)) {
      // On paper a digit is an answer's points: it must not be taken for another answer here.
      window.lumbarCalculator.showErrors([
        { field: field.id, message: text("entry.wrong-key", { key: event.key, allowed: keysOf(radios) }) },
      ]);
      return;
    }
    if (!chosen) return;
    window.lumbarCalculator.clearErrors();
    event.preventDefault();
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    const fields = [...form.querySelectorAll(".field")].filter((each) => each instanceof HTMLElement && !each.hidden);
    const next = fields[fields.indexOf(field) + 1];
    const target = next?.querySelector("input:checked") ?? next?.querySelector("input");
    if (target instanceof HTMLElement) target.focus();
  });

  async function enter() {
    const { value } = row;
    const { id, instrument } = sheet;
    const answer = await window.lumbarCalculator
      .ask("quick", { text: value, instrument })
      .catch((error) => ({ error: window.lumbarCalculator.failureText(error) }));
    // Meanwhile the next person may have begun.
    if (sheet.id !== id) return;
    error.textContent = answer.error ?? "";
    error.hidden = !answer.error;
    row.toggleAttribute("aria-invalid", Boolean(answer.error));
    // What was said of the row before is no longer so.
    done.textContent = answer.error ? text("entry.unchanged") : "";
    if (answer.error) {
      row.focus();
      return;
    }
    // A row is a person's: whatever else is on the page may be another's.
    window.lumbarEarlier.putAway();
    put(
      Object.entries(answer.answers).filter(([, value]) => value).map(([item, value]) => [`answers.${item}`, String(value)]),
      { day: today(), last: Date.now(), instrument },
    );
    row.value = value;
    done.textContent = text("entry.done", { row: value, words: answer.words });
    const open = [...form.querySelectorAll(".field")].find(
      (field) => field instanceof HTMLElement && !field.hidden && field.matches("fieldset") && !field.querySelector(":checked"),
    );
    if (open) window.lumbarCalculator.toField(open);
  }

  byId("entry-use", HTMLButtonElement).addEventListener("click", enter);
  row.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    enter();
  });

  // A row is a person's answers too.
  box.addEventListener("lumbar:erased", () => {
    row.value = done.textContent = error.textContent = "";
    error.hidden = true;
    row.removeAttribute("aria-invalid");
  });

  for (const choice of box.querySelectorAll("input[name=instrument]")) {
    choice.addEventListener("change", () => {
      if (choice instanceof HTMLInputElement) useInstrument(choice.value);
      form.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  /** Opens quick entry for whoever came by the link to it; not while answers of another person may be on the page. */
  function open() {
    if (window.lumbarEarlier.active()) return;
    quick.open = true;
    quick.scrollIntoView();
    quick.querySelector("summary")?.focus({ preventScroll: true });
  }
  // After the answers that were kept are back on the page.
  box.addEventListener("lumbar:live", () => {
    if (window.lumbarSteps.byLink() !== false) return;
    open();
    // A browser goes where a link leads once more when all has loaded, and takes the focus with it.
    window.addEventListener("load", () => {
      if (document.activeElement === document.body) open();
    });
  });
  window.addEventListener("hashchange", () => {
    if (location.hash !== "#quick-entry") return;
    window.lumbarCalculator.hide();
    window.lumbarSteps.use(false);
    open();
  });

  window.lumbarArrived?.add("quick-entry");
})();
