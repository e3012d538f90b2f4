// One question a page, as a person answers them, or all on one page, as a clinician may want it. Without it all is on one page.
(() => {
  "use strict";

  const { box, form, byId, text, sheet, wayAt, isAsked, isAnswered } = window.lumbarCalculator;
  const nav = byId("steps-nav", HTMLElement);
  const back = byId("steps-back", HTMLAnchorElement);
  const on = byId("steps-on", HTMLButtonElement);
  const skip = byId("steps-skip", HTMLButtonElement);
  const place = byId("steps-place", HTMLElement);
  const check = byId("calculator-check", HTMLElement);
  const who = byId("calculator-who", HTMLElement);
  const quick = byId("entry", HTMLDetailsElement);
  const summary = byId("error-summary", HTMLElement);
  const howToAnswer = byId("how-to-answer", HTMLElement);
  const safety = byId("safety", HTMLElement);
  const confirm = byId("confirm", HTMLElement);
  const fits = document.getElementById("fits");
  const unfit = document.getElementById("calculator-unfit");

  /** The theme's link past the header, for the Tab key. */
  const skipLink = document.querySelector(".md-skip");
  const skipTo = skipLink?.getAttribute("href") ?? "";

  /** What has a page of its own: also each further question, about the pain and its treatment. */
  const STEPS = "[data-step], [data-further]";
  const pageTitle = document.title;
  /** Whether the reader came by a link to quick entry, just now: a choice that was made since goes before it. */
  const isByLink = location.hash === "#quick-entry" && history.state?.lumbarOne === undefined;

  function active() {
    return box.classList.contains("calculator--steps");
  }

  /** The steps in their order, without the questions that are not asked. */
  function steps() {
    return [...box.querySelectorAll(STEPS)].filter(isAsked);
  }

  /** @param {Element} step */
  function isFlag(step) {
    return step instanceof HTMLElement && step.dataset["flagUrgency"] !== undefined;
  }

  const isItem = (/** @type {Element} */ step) => step.matches("[data-instruments]");
  const isFurther = (/** @type {Element} */ step) => step.matches("[data-further]");

  /** The step on the screen. */
  function current() {
    const all = steps();
    if (unfit && sheet.way.step === unfit.id) return unfit;
    return all.find((each) => each.id === sheet.way.step) ?? all[0];
  }

  /** The question of the step on the screen is the heading above all others. */
  const heading = document.createElement("h1");
  let lower = () => {};

  /** Makes the heading of a step the page's own; `lower` makes of it again what it was. */
  function raise(/** @type {Element} */ step) {
    const name = step.querySelector(".field__name") ?? step.querySelector("h2");
    if (!name) return;
    if (name instanceof HTMLLegendElement) {
      heading.append(...name.childNodes);
      name.append(heading);
      lower = () => name.replaceChildren(...heading.childNodes);
    } else if (name instanceof HTMLLabelElement) {
      name.before(heading);
      heading.append(name);
      lower = () => heading.replaceWith(name);
    } else {
      heading.append(...name.childNodes);
      heading.id = name.id;
      name.replaceWith(heading);
      lower = () => {
        heading.removeAttribute("id");
        heading.replaceWith(name);
        name.append(...heading.childNodes);
      };
    }
  }

  /** Puts what belongs to several questions where the one on the screen has it: behind its heading, before its answers. */
  function gather(/** @type {Element | undefined} */ step) {
    const signs = step && isFlag(step) ? step.querySelector(".signs") : null;
    if (signs) signs.after(howToAnswer);
    else safety.after(howToAnswer);
    const error = step && isFurther(step) ? step.querySelector(".field__error") : null;
    if (error) error.before(confirm);
    else byId("calculator-treatment", HTMLElement).querySelector(".field")?.before(confirm);
  }

  /** Shows the step at which the reader is. */
  function draw() {
    const all = steps();
    const step = current();
    if (!step) return;
    for (const each of box.querySelectorAll(`${STEPS}, [data-aside]`)) {
      each.classList.toggle("step--now", each === step);
    }
    for (const part of box.querySelectorAll(".part")) part.classList.toggle("part--now", part.contains(step));
    lower();
    lower = () => {};
    gather(active() ? step : undefined);
    if (active()) raise(step);
    if (step === check) window.lumbarCheck.list();
    box.classList.toggle("calculator--check", step === check);
    box.classList.toggle("calculator--begin", step === all[0]);
    nav.hidden = step === check || step === unfit;
    skip.hidden = step === who || isFlag(step);
    place.textContent = placeOf(step, all);
    box.dispatchEvent(new CustomEvent("lumbar:step"));
    writeTitle();
  }

  /** What the page is called in a browser's list of tabs: never by an answer. */
  function titleOf() {
    if (!active() || !window.lumbarSteps || window.lumbarEarlier.active()) return pageTitle;
    if (sheet.way.shown) return text("steps.title", { question: text("result.title"), page: pageTitle });
    const words = heading.cloneNode(true);
    // It says the number a second time.
    if (words instanceof HTMLElement) words.querySelector(".field__number")?.remove();
    const question = (words.textContent ?? "").replace(/\s+/g, " ").trim();
    const values = { place: place.textContent ?? "", question, page: pageTitle };
    return text(values.place ? "steps.title-placed" : "steps.title", values);
  }

  function writeTitle() {
    const title = titleOf();
    document.title = summary.hidden ? title : text("steps.title-error", { title });
  }

  /** How many steps of this form lie before an entry of the browser's history. */
  const depth = () => Number(history.state?.lumbarDepth ?? 0);

  /** @type {Window["lumbarSteps"]["go"]} */
  function go(id, { record = true, focus = true, changing = false } = {}) {
    // Nothing of the way before is left: neither a change that was begun nor a question that was asked.
    sheet.way = wayAt(id, changing);
    draw();
    const step = current();
    if (record) history.pushState({ ...entry(id), lumbarDepth: depth() + 1 }, "");
    if (!step || !focus || !active()) return;
    const target = step.matches("fieldset") ? step : (step.querySelector("fieldset") ?? heading);
    target.setAttribute("tabindex", "-1");
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    box.scrollIntoView();
    // Where letters are large what stands above it would take the screen.
    if (target.getBoundingClientRect().top > window.innerHeight / 3) target.scrollIntoView();
  }

  /** @type {Window["lumbarSteps"]["entry"]} */
  const entry = (step, id = sheet.id) => ({
    lumbarStep: step,
    lumbarSheet: id,
    lumbarOne: active(),
    lumbarDepth: depth(),
  });

  /**
   * Where a step is among those of its kind.
   * @param {Element} step
   * @param {Element[]} all
   */
  function placeOf(step, all) {
    if (step === who) return text("steps.before");
    const kinds = { "steps.flag": isFlag, "steps.item": isItem, "steps.further": isFurther };
    for (const [key, isOfKind] of Object.entries(kinds)) {
      const alike = all.filter(isOfKind);
      const number = alike.indexOf(step) + 1;
      if (number > 0) return text(key, { number: String(number), count: String(alike.length) });
    }
    return "";
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

  /** What is missing in a step before it can be left; null where nothing is. What is typed may be left empty. */
  function missingIn(/** @type {Element} */ step) {
    const field = step === who ? fits : step;
    if (!field || isAnswered(field)) return null;
    if (!field.matches("fieldset")) {
      // Days, weeks, months or years: but how many?
      const isHalf = field.querySelector(".units :checked") !== null;
      return isHalf ? { field: field.id, message: text("unit.no-number") } : null;
    }
    const name = field.querySelector(".field__number")?.textContent?.replace(/:$/, "") ?? text("steps.before");
    const labels = [...field.querySelectorAll(".choice > span")].map((label) => label.textContent?.trim());
    const message =
      step === who || isFlag(step)
        ? text("error.flag", { name })
        : text("steps.unanswered", { answers: labels.join(", ") });
    return { field: field.id, message };
  }

  async function forward() {
    const { way } = sheet;
    const step = current();
    if (!step) return;
    const missing = missingIn(step);
    if (missing) {
      window.lumbarCalculator.showErrors([missing]);
      return;
    }
    // What was typed is checked where it was typed; choices cannot be wrong, but may be of another day.
    const errors =
      step === who || step.matches("fieldset")
        ? window.lumbarEarlier.unconfirmed(step)
        : await window.lumbarCalculator.errorsIn(step);
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
    // Whoever it was not made for is asked nothing more.
    if (step === who && unfit && sheet.fits !== "no") go(unfit.id);
    else goOnFrom(step);
  }

  /** Goes to the next step, or back to the list of answers from which the reader came. */
  function goOnFrom(/** @type {Element} */ step) {
    const all = steps();
    const next = sheet.way.changing ? check : all[all.indexOf(step) + 1];
    if (next) go(next.id);
  }

  /** Goes back by the browser's own history where the way led here, else to the step before. */
  function goBack() {
    if (depth() > 0) {
      history.back();
      return;
    }
    const all = steps();
    const before = all[Math.max(0, all.findIndex((each) => each === current()) - 1)];
    if (!before) return;
    window.lumbarCalculator.clearErrors();
    go(before.id, { record: false });
    history.replaceState(entry(before.id), "");
  }

  /** @type {LumbarCalculator["toField"]} */
  window.lumbarCalculator.toField = (field) => {
    const step = field.closest(STEPS);
    if (active() && step) {
      go(step.id, { focus: false, changing: sheet.way.step === check.id || sheet.way.changing });
    }
    field.scrollIntoView();
    const first = field.querySelector(".field__entry, input:checked") ?? field.querySelector("input");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  };

  /** @param {boolean} one */
  function use(one) {
    box.classList.toggle("calculator--steps", one);
    // A patient meets the question first, and what is for clinicians behind it.
    if (one) form.after(quick);
    else who.append(quick);
    // The heading that it leads to is not there beside a question.
    skipLink?.setAttribute("href", one ? `#${box.id}` : skipTo);
    // An empty form is kept nowhere, but the reader's choice of a way outlasts a reload.
    history.replaceState({ ...history.state, lumbarOne: one }, "");
    draw();
  }

  on.addEventListener("click", forward);
  back.addEventListener("click", (event) => {
    // On the first step it is a link to the start page.
    if (current() === steps()[0]) return;
    event.preventDefault();
    goBack();
  });
  skip.addEventListener("click", () => {
    const step = current();
    if (!step) return;
    window.lumbarCalculator.clear(step);
    window.lumbarCalculator.clearErrors();
    goOnFrom(step);
  });
  // It stands in no form that has a button.
  fits?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    forward();
  });

  box.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-flow]") : null;
    if (!button) return;
    const one = button.getAttribute("data-flow") === "steps";
    window.lumbarCalculator.clearErrors();
    use(one);
    const step = current();
    // The button has gone elsewhere, or is gone.
    if (one && step) go(step.id, { record: false });
    else quick.querySelector("summary")?.focus();
  });

  // What the page itself does to the form is told to the form: the step may be another one, or have gone.
  form.addEventListener("change", (event) => {
    if (event.target === form) draw();
  });
  for (const kind of ["shown", "hidden", "errors"]) box.addEventListener(`lumbar:${kind}`, writeTitle);

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

  window.lumbarSteps = { active, go, forward, entry, use, byLink: () => (isByLink ? false : undefined) };
  // One question a page, but for whoever chose otherwise, or came for quick entry; the keeper of answers may know better.
  box.addEventListener("lumbar:whole", () => {
    use(history.state?.lumbarOne ?? !isByLink);
  });
  window.lumbarArrived?.add("steps");
})();
