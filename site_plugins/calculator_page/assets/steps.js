// One question a screen, for a phone, or all on one page: the reader chooses. Without it all is on one page.
(() => {
  "use strict";

  const { box, form, byId, text, dayText, plain, sheet, wayAt } = window.lumbarCalculator;
  const nav = byId("steps-nav", HTMLElement);
  const back = byId("steps-back", HTMLButtonElement);
  const on = byId("steps-on", HTMLButtonElement);
  const skip = byId("steps-skip", HTMLButtonElement);
  const place = byId("steps-place", HTMLElement);
  const check = byId("calculator-check", HTMLElement);
  const list = byId("check-list", HTMLElement);

  function active() {
    return box.classList.contains("calculator--steps");
  }

  /** The steps in their order, without the questions that the chosen form of the instrument does not have. */
  function steps() {
    return [...box.querySelectorAll("[data-step]")].filter(
      (step) => step instanceof HTMLElement && !step.hidden,
    );
  }

  /** Whether a question was answered; what is not a question always is. */
  function answered(/** @type {Element} */ step) {
    return !step.matches("fieldset") || step.querySelector(":checked") !== null;
  }

  /** @param {Element} step */
  function isFlag(step) {
    return step instanceof HTMLElement && step.dataset["flagUrgency"] !== undefined;
  }

  /** The step on the screen. */
  function current() {
    const all = steps();
    return all.find((each) => each.id === sheet.way.step) ?? all[0];
  }

  /** Shows the step at which the reader is. */
  function draw() {
    const all = steps();
    const step = current();
    if (!step) return;
    for (const each of box.querySelectorAll("[data-step]")) each.classList.toggle("step--now", each === step);
    for (const part of box.querySelectorAll(".part")) part.classList.toggle("part--now", part.contains(step));
    if (step === check) listAnswers();
    box.classList.toggle("calculator--check", step === check);
    nav.hidden = step === check;
    back.hidden = step === all[0];
    skip.hidden = !step.matches("fieldset") || isFlag(step);
    on.textContent = text(step === all[0] ? "steps.start" : "steps.on");
    place.textContent = placeOf(step, all);
    box.dispatchEvent(new CustomEvent("lumbar:step"));
  }

  /** @type {Window["lumbarSteps"]["go"]} */
  function go(id, { record = true, focus = true, changing = false } = {}) {
    // Nothing of the way before is left: neither a change that was begun nor a question that was asked.
    sheet.way = wayAt(id, changing);
    draw();
    const step = current();
    if (record) history.pushState(entry(id), "");
    if (!step || !focus || !active()) return;
    step.setAttribute("tabindex", "-1");
    if (step instanceof HTMLElement) step.focus({ preventScroll: true });
    box.scrollIntoView();
  }

  /** @type {Window["lumbarSteps"]["entry"]} */
  const entry = (step, id = sheet.id) => ({ lumbarStep: step, lumbarSheet: id, lumbarOne: active() });

  /**
   * @param {Element} step
   * @param {Element[]} all
   */
  function placeOf(step, all) {
    const alike = all.filter((each) => each.matches("fieldset") && isFlag(each) === isFlag(step));
    if (!alike.includes(step)) return "";
    return text(isFlag(step) ? "steps.flag" : "steps.item", {
      number: String(alike.indexOf(step) + 1),
      count: String(alike.length),
    });
  }

  /** Whether the safety questions say that nothing else should be asked. */
  function stopped(/** @type {Element} */ step) {
    const flags = steps().filter(isFlag);
    const standing = flags.filter((flag) => {
      const chosen = flag.querySelector("input:checked");
      return chosen instanceof HTMLInputElement && chosen.value !== "no";
    });
    const emergency = standing.some(
      (flag) => flag instanceof HTMLElement && flag.dataset["flagUrgency"] === "emergency",
    );
    return emergency || (standing.length > 0 && step === flags.at(-1));
  }

  async function forward() {
    const { way } = sheet;
    const step = current();
    if (!step) return;
    if (!answered(step)) {
      const name = isFlag(step)
        ? text("steps.flag-name", { number: String(steps().filter(isFlag).indexOf(step) + 1) })
        : text("steps.this");
      const message = text(isFlag(step) ? "error.choice" : "steps.unanswered", { name });
      window.lumbarCalculator.showErrors([{ field: step.id, message }]);
      return;
    }
    // What was typed is checked where it was typed; choices cannot be wrong.
    const errors = step.matches("fieldset") || step === steps()[0] ? [] : await window.lumbarCalculator.errorsIn(step);
    // Meanwhile the reader may have gone elsewhere, or the next person have begun.
    if (sheet.way !== way) return;
    if (errors.length > 0) {
      window.lumbarCalculator.showErrors(errors);
      return;
    }
    // Python may have stopped meanwhile: then the page is the paper form, which has no steps.
    if (!active()) return;
    window.lumbarCalculator.clearErrors();
    if (isFlag(step) && stopped(step)) {
      window.lumbarCalculator.show();
      return;
    }
    goOnFrom(step);
  }

  /** Goes to the next step, or back to the list of answers from which the reader came. */
  function goOnFrom(/** @type {Element} */ step) {
    const all = steps();
    const next = sheet.way.changing ? check : all[all.indexOf(step) + 1];
    if (next) go(next.id);
  }

  /** Writes the list of all answers, each with a link to change it. */
  function listAnswers() {
    list.replaceChildren(
      ...[...form.querySelectorAll(".field")]
        .filter((field) => !(field instanceof HTMLElement && field.hidden))
        .map(row),
    );
  }

  /** @param {Element} field */
  function row(field) {
    const line = document.createElement("div");
    line.className = "check__row";
    const name = document.createElement("dt");
    const heading = field.querySelector(".field__name");
    name.append(...[...(heading?.childNodes ?? [])].map((part) => part.cloneNode(true)));
    const answer = document.createElement("dd");
    const chosen = field.querySelector("input:checked + span");
    const typed = field.querySelector("input.field__entry");
    if (chosen) {
      answer.append(chosen.cloneNode(true));
    } else if (typed instanceof HTMLInputElement && typed.value) {
      // A number alone is weeks: whoever meant months sees it here.
      const isWeeks = typed.dataset["mostWeeks"] !== undefined && /^[\d.,\s]+$/.test(plain(typed.value));
      answer.textContent = typed.valueAsDate
        ? dayText(typed.value)
        : isWeeks
          ? text("steps.weeks", { number: plain(typed.value).trim() })
          : plain(typed.value);
    } else {
      answer.textContent = text("steps.not-answered");
      answer.className = "check__open";
    }
    const link = document.createElement("a");
    link.href = `#${field.id}`;
    link.textContent = text("steps.change");
    link.setAttribute("aria-label", `${text("steps.change")}: ${heading?.textContent ?? ""}`);
    const change = document.createElement("dd");
    change.append(link);
    line.append(name, answer, change);
    return line;
  }

  /** The step that shows a field. */
  function stepOf(/** @type {Element} */ field) {
    return field.closest("[data-step]");
  }

  /** @type {LumbarCalculator["toField"]} */
  window.lumbarCalculator.toField = (field) => {
    const step = stepOf(field);
    if (active() && step) {
      go(step.id, { focus: false, changing: sheet.way.step === check.id || sheet.way.changing });
    }
    field.scrollIntoView();
    const first = field.querySelector("input:checked") ?? field.querySelector("input");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  };

  /** @param {boolean} one */
  function use(one) {
    box.classList.toggle("calculator--steps", one);
    for (const button of box.querySelectorAll("button[data-flow]")) {
      button.setAttribute("aria-pressed", String((button.getAttribute("data-flow") === "steps") === one));
    }
    // An empty form is kept nowhere, but the reader's choice of a way outlasts a reload.
    history.replaceState({ ...history.state, lumbarOne: one }, "");
    draw();
  }

  on.addEventListener("click", forward);
  back.addEventListener("click", () => history.back());
  skip.addEventListener("click", () => {
    const step = current();
    if (!step) return;
    window.lumbarCalculator.clear(step);
    window.lumbarCalculator.clearErrors();
    goOnFrom(step);
  });

  box.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-flow]") : null;
    if (button) use(button.getAttribute("data-flow") === "steps");
  });

  // What the page itself does to the form is told to the form: the step may be another one, or have gone.
  form.addEventListener("change", (event) => {
    if (event.target === form) draw();
  });

  window.addEventListener("popstate", (event) => {
    const { lumbarStep: step, lumbarSheet: id } = event.state ?? {};
    if (typeof step !== "string") return;
    window.lumbarCalculator.clearErrors();
    if (id === sheet.id && step === "result") {
      window.lumbarCalculator.show();
      return;
    }
    window.lumbarCalculator.hide();
    if (id === sheet.id) go(step, { record: false });
    else {
      // Another sheet was there, perhaps another person's: this one begins at its beginning.
      const first = wayAt().step;
      history.replaceState(entry(first), "");
      go(first, { record: false });
    }
  });

  window.lumbarSteps = { active, go, forward, entry, use };
  // A phone's screen holds one question; the keeper of answers may know better.
  box.addEventListener("lumbar:whole", () => {
    use(history.state?.lumbarOne ?? window.matchMedia("(max-width: 44.9375em)").matches);
  });
  window.lumbarArrived?.add("steps");
})();
