// Check your answers: all of them, part by part, each with a way to change it.
(() => {
  "use strict";

  const { form, settings, byId, text, dayText, plain, isAsked, unitOf } = window.lumbarCalculator;
  const place = byId("check-list", HTMLElement);

  /** A time as the form understands it: a number alone counts what was chosen beside it, or weeks. */
  function timeText(/** @type {HTMLInputElement} */ entry) {
    const typed = plain(entry.value).trim();
    const unit = unitOf(entry.name);
    const number = Number(typed.replace(/^(\d+),(\d{1,2})$/, "$1.$2"));
    if (!unit || Number.isNaN(number)) return typed;
    return new Intl.NumberFormat(settings.guideline.language?.tag ?? "en-GB", { style: "unit", unit, unitDisplay: "long" }).format(number);
  }

  /**
   * What was answered in a field: the words of the form for it; null where nothing was.
   * @param {Element} field
   * @returns {Node | string | null}
   */
  function givenIn(field) {
    const typed = field.querySelector("input.field__entry");
    if (!(typed instanceof HTMLInputElement)) {
      return field.querySelector("input:checked + span")?.cloneNode(true) ?? null;
    }
    if (!typed.value) return null;
    if (typed.valueAsDate) return dayText(typed.value);
    return typed.dataset["mostWeeks"] === undefined ? plain(typed.value) : timeText(typed);
  }

  /** @param {Element} field */
  function row(field) {
    const line = document.createElement("div");
    line.className = "check__row";
    const name = document.createElement("dt");
    const heading = field.querySelector(".field__name");
    name.append(...[...(heading?.childNodes ?? [])].map((part) => part.cloneNode(true)));
    const signs = field.querySelector(".signs")?.cloneNode(true);
    if (signs instanceof HTMLElement) {
      signs.removeAttribute("id");
      name.append(signs);
    }
    const answer = document.createElement("dd");
    const given = givenIn(field);
    answer.append(given ?? text("steps.not-answered"));
    if (given === null) answer.className = "check__open";
    const link = document.createElement("a");
    link.href = `#${field.id}`;
    const what = document.createElement("span");
    what.className = "visually-hidden";
    what.textContent = ` ${text("steps.change-what", { question: (heading?.textContent ?? "").trim() })}`;
    link.append(text("steps.change"), what);
    const change = document.createElement("dd");
    change.append(link);
    line.append(name, answer, change);
    return line;
  }

  /**
   * A part of the form with the answers in it, under the heading that it has there.
   * @param {Element} part
   */
  function section(part) {
    const fields = [...part.querySelectorAll(".field")].filter(isAsked);
    if (fields.length === 0) return [];
    const heading = document.createElement("h2");
    heading.textContent = part.querySelector("h2")?.textContent ?? "";
    const list = document.createElement("dl");
    list.className = "check__list";
    list.append(...fields.map(row));
    return [heading, list];
  }

  window.lumbarCheck = {
    list: () => place.replaceChildren(...[...form.querySelectorAll(".part")].flatMap(section)),
  };
  window.lumbarArrived?.add("check");
})();
