// One question a screen, for a phone, or all on one page: the reader chooses. Without it all is on one page.
(() => {
  "use strict";

  const { box, form, byId, text, dayText, plain } = window.lumbarCalculator;
  const nav = byId("steps-nav", HTMLElement);
  const back = byId("steps-back", HTMLButtonElement);
  const on = byId("steps-on", HTMLButtonElement);
  const skip = byId("steps-skip", HTMLButtonElement);
  const place = byId("steps-place", HTMLElement);
  const check = byId("calculator-check", HTMLElement);
  const list = byId("check-list", HTMLElement);

  /** The step on the screen, by its id. */
  let now = "calculator-who";
  /** Whether the reader came from the list of answers to change one. */
  let changing = false;

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

  /**
   * @param {string} id
   * @param {{record?: boolean, focus?: boolean}} [how]
   */
  function show(id, { record = true, focus = true } = {}) {
    const all = steps();
    const step = all.find((each) => each.id === id) ?? all[0];
    if (!step) return;
    now = step.id;
    for (const each of box.querySelectorAll("[data-step]")) each.classList.toggle("step--now", each === step);
    for (const part of box.querySelectorAll(".part")) part.classList.toggle("part--now", part.contains(step));
    if (step === check) listAnswers();
    box.classList.toggle("calculator--check", step === check);
    nav.hidden = step === check;
    back.hidden = step === all[0];
    skip.hidden = !step.matches("fieldset") || isFlag(step);
    on.textContent = text(step === all[0] ? "steps.start" : "steps.on");
    place.textContent = placeOf(step, all);
    if (record) history.pushState({ lumbarStep: now }, "");
    box.dispatchEvent(new CustomEvent("lumbar:step"));
    if (!focus || !active()) return;
    step.setAttribute("tabindex", "-1");
    if (step instanceof HTMLElement) step.focus({ preventScroll: true });
    box.scrollIntoView();
  }

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
    const all = steps();
    const step = all.find((each) => each.id === now);
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
    const errors = step.matches("fieldset") || step === all[0] ? [] : await window.lumbarCalculator.errorsIn(step);
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
    const next = changing ? check : all[all.indexOf(step) + 1];
    changing = false;
    if (next) show(next.id);
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
      changing = now === check.id || changing;
      show(step.id, { focus: false });
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
    if (one) show(now, { record: false, focus: false });
    box.dispatchEvent(new CustomEvent("lumbar:step"));
  }

  on.addEventListener("click", forward);
  back.addEventListener("click", () => history.back());
  skip.addEventListener("click", () => {
    const step = document.getElementById(now);
    for (const entry of step?.querySelectorAll("input") ?? []) entry.checked = false;
    form.dispatchEvent(new Event("change", { bubbles: true }));
    window.lumbarCalculator.clearErrors();
    if (step) goOnFrom(step);
  });

  box.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-flow]") : null;
    if (button) use(button.getAttribute("data-flow") === "steps");
  });

  // Enter in a field sends the form: on the way that means "go on".
  form.addEventListener(
    "submit",
    (event) => {
      if (!active() || now === check.id) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      forward();
    },
    true,
  );

  window.addEventListener("popstate", (event) => {
    const step = event.state?.lumbarStep;
    if (typeof step !== "string") return;
    window.lumbarCalculator.clearErrors();
    if (step === "result") {
      window.lumbarCalculator.show();
      return;
    }
    window.lumbarCalculator.hide();
    show(step, { record: false });
  });

  window.lumbarSteps = { active, now: () => now, go: show, use };
  // A phone's screen holds one question; the keeper of answers may know better.
  box.addEventListener("lumbar:whole", () => use(window.matchMedia("(max-width: 44.9375em)").matches));
  window.lumbarArrived?.add("steps");
})();
