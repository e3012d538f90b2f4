// The calculator's answers: reads the form into a request, and puts answers back. All that a form remembers is one object,
// the sheet. It knows no rule and keeps nothing.
(() => {
  "use strict";

  /**
   * @template {HTMLElement} T
   * @param {string} id
   * @param {new () => T} kind
   * @returns {T}
   */
  function byId(id, kind) {
    const element = document.getElementById(id);
    if (!(element instanceof kind)) throw new Error(`#${id} is missing`);
    return element;
  }

  const box = byId("calculator", HTMLElement);
  const form = byId("calculator-form", HTMLFormElement);
  /** @type {LumbarSettings} */
  const settings = JSON.parse(box.dataset["settings"] ?? "{}");

  const texts = new Map(Object.entries(settings.texts));

  /** Of a text with a number the place of its form. */
  function formOf(/** @type {number} */ number) {
    const [first, then] = settings.plurals;
    return Number(first[number] ?? then[(number - first.length) % then.length]);
  }

  /** @type {LumbarCalculator["text"]} */
  function text(key, values = {}, otherwise = "form.no-words") {
    // A key is nothing to read: it may be made of what a browser says in its own words.
    const found = texts.get(key) ?? texts.get(otherwise) ?? "";
    const words = typeof found === "string" ? found : (found[formOf(Number(values["number"]))] ?? found.at(-1) ?? "");
    return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  const label = byId("sheet-label", HTMLInputElement);

  /** @type {LumbarCalculator["wayAt"]} */
  const wayAt = (step = "calculator-who", changing = false) => ({
    step,
    changing,
    asking: null,
    shown: null,
    isOld: false,
  });

  /** @returns {LumbarSheet} */
  const blank = () => ({
    id: String(Math.random()).slice(2),
    day: "",
    last: 0,
    claimed: 0,
    confirm: [],
    confirmedFrom: "",
    label: "",
    instrument: settings.instrument,
    own: { goal: "", exercises: [] },
    keep: "",
    fits: "",
    way: wayAt(),
  });

  const sheet = blank();

  /** The date on this device, not in Greenwich. @type {LumbarCalculator["today"]} */
  function today(now = new Date()) {
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** @type {LumbarCalculator["dayText"]} */
  function dayText(day) {
    const [words = "", ...months] = settings.days;
    const [year = "", month = "", date = ""] = day.split("-");
    const parts = new Map([["day", String(Number(date))], ["month", months[Number(month) - 1] ?? ""], ["year", year]]);
    return words.replace(/\{(\w+)\}/g, (whole, name) => parts.get(name) ?? whole);
  }

  /** @type {LumbarCalculator["plain"]} */
  function plain(typed) {
    return typed
      .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
      .replace(/\u066b/g, ".")
      .replace(/\u2212/g, "-")
      .replace(/(?![0-9])\p{Nd}/gu, (digit) => {
        // Unicode has the ten digits of a script side by side from its 0 on, here and there those of several.
        const code = digit.codePointAt(0) ?? 0;
        let first = code;
        while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
        return String((code - first) % 10);
      });
  }

  /** Turns what was typed into a number where it is one; anything else goes to Python as it was typed. */
  function numberOrText(/** @type {string} */ typed) {
    const number = plain(typed)
      .trim()
      .replace(/\s*(weeks?|sessions?)$/i, "")
      // A comma before one or two digits is a decimal comma; "1,040" is left for Python to refuse.
      .replace(/^(\d+),(\d{1,2})$/, "$1.$2");
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : typed;
  }

  /** How many weeks each unit of a time has; a month is a twelfth of a year of 52 weeks. */
  const WEEKS = { day: 1 / 7, week: 1, month: 52 / 12, year: 52 };

  /**
   * Turns a time that was typed, such as "10 days", into weeks; anything else goes to Python as it was typed.
   * @param {string} typed
   * @param {number} most weeks that the field takes: of what is over them the reader hears in the words typed
   * @param {string} otherwise the unit of a number alone
   */
  function weeksOrText(typed, most, otherwise) {
    const [, amount, named] = /^(.*\d)\s*(day|week|month|year)s?$/i.exec(plain(typed).trim()) ?? [];
    const number = numberOrText(amount ?? typed);
    const unit = (named ?? otherwise).toLowerCase();
    if (typeof number !== "number") return typed;
    if (unit === "week") return number;
    const weeks = number * WEEKS[/** @type {keyof typeof WEEKS} */ (unit)];
    // As it was read: the number alone would be another time.
    if (weeks > most) return named ? typed : `${typed} ${text(`unit.${unit}`)}`;
    return Math.round(weeks * 100) / 100;
  }

  /** @type {LumbarCalculator["unitOf"]} */
  function unitOf(name) {
    const units = form.elements.namedItem(`${name}.unit`);
    return units instanceof RadioNodeList ? units.value || "week" : null;
  }

  /** Reads what was typed into a field for a number or a time. */
  function readNumber(/** @type {string} */ name, /** @type {string} */ typed) {
    const entry = form.elements.namedItem(name);
    const most = entry instanceof HTMLInputElement ? entry.dataset["mostWeeks"] : undefined;
    return most === undefined ? numberOrText(typed) : weeksOrText(typed, Number(most), unitOf(name) ?? "week");
  }

  /** The weeks since the first session by the form, or null where they are not known. */
  function weeksSince(/** @type {string} */ day, /** @type {string} */ weeksInstead) {
    const fields = new Map(entries());
    const weeks = readNumber(weeksInstead, fields.get(weeksInstead) ?? "");
    if (typeof weeks === "number") return weeks;
    const days = (Date.parse(today()) - Date.parse(fields.get(day) ?? "")) / 86400000;
    return Number.isNaN(days) ? null : days / 7;
  }

  /** Asks what makes sense only from some week on; what is disabled is neither sent nor asked, and keeps its answer. */
  function showAsked() {
    for (const field of form.querySelectorAll("fieldset[data-asked-from]")) {
      if (!(field instanceof HTMLFieldSetElement)) continue;
      const { askedDay = "", askedWeeks = "", askedFrom } = field.dataset;
      const weeks = weeksSince(askedDay, askedWeeks);
      field.disabled = field.hidden = weeks === null || weeks < Number(askedFrom);
    }
  }

  /** Whether a field takes a number: its keyboard says so. */
  function isNumber(/** @type {string} */ name) {
    const entry = form.elements.namedItem(name);
    return entry instanceof HTMLInputElement && ["decimal", "numeric"].includes(entry.inputMode);
  }

  /** Whether a field takes a day. A browser that has no field for days makes one for text of it. */
  function isDay(/** @type {string} */ name) {
    const entry = form.elements.namedItem(name);
    return entry instanceof HTMLInputElement && entry.getAttribute("type") === "date";
  }

  const isUnit = (/** @type {string} */ name) => name.endsWith(".unit");

  /** @type {LumbarCalculator["entries"]} */
  function entries() {
    // A field that is empty is no answer, nor is a unit without its number.
    const given = new FormData(form);
    return [...given].flatMap(([name, value]) => {
      const isIdle = isUnit(name) && !given.get(name.slice(0, -".unit".length));
      return value === "" || isIdle ? [] : [[name, String(value)]];
    });
  }

  /** @type {LumbarCalculator["collect"]} */
  function collect() {
    showAsked();
    /** @type {Record<string, any>} */
    const request = { instrument: sheet.instrument, answers: {}, red_flags: {} };
    // Answers keep the day on which they were given, whenever the result is asked for; some do not say it.
    if (sheet.day !== null) request["today"] = sheet.day || today();
    /** @type {string[]} */
    const unsure = [];
    for (const [name, value] of entries()) {
      const [group, part] = name.split(".");
      if (group === "red_flags" && part) {
        request["red_flags"][part] = value !== "no";
        if (value === "not-sure") unsure.push(part);
      } else if (group === "answers" && part) {
        request["answers"][part] = value;
      } else if (part !== "unit" && value.trim() !== "") {
        request[name] = isNumber(name) ? readNumber(name, value) : isDay(name) ? plain(value).trim() : value;
      }
    }
    for (const entry of form.querySelectorAll("input")) {
      // A half-typed date: the browser gives it as empty, and it must not be lost in silence.
      if (entry.validity.badInput) request[entry.name] = text("form.bad-input");
    }
    return { request, unsure };
  }

  /** @type {LumbarCalculator["question"]} */
  function question({ request, unsure }) {
    const { root, lines } = settings;
    return { request: JSON.stringify(request), page: { root, lines, unsure, day: today(), label: sheet.label, own: sheet.own } };
  }

  /** @type {LumbarCalculator["take"]} */
  function take() {
    const { way, ...about } = sheet;
    return { entries: entries(), about, step: way.step, shown: way.shown !== null };
  }

  const hasNoOwn = (/** @type {LumbarAbout} */ { own }) => own.goal === "" && own.exercises.length === 0;

  /** @type {LumbarCalculator["isEmpty"]} */
  const isEmpty = (kept) => kept.entries.length === 0 && hasNoOwn(kept.about);

  /** @type {LumbarCalculator["put"]} */
  function put(given, about = {}) {
    Object.assign(sheet, blank(), about);
    // What is empty has no day.
    if (given.length === 0 && hasNoOwn(sheet)) sheet.day = "";
    label.value = sheet.label;
    for (const choice of box.querySelectorAll("input[name=fits]")) {
      if (choice instanceof HTMLInputElement) choice.checked = choice.value === sheet.fits;
    }
    useInstrument(sheet.instrument);
    for (const entry of form.querySelectorAll("input")) {
      if (entry.type === "radio") entry.checked = false;
      else entry.value = "";
    }
    add(given);
  }

  /** @param {[string, string][]} given */
  function add(given) {
    for (const [name, value] of given) {
      for (const entry of form.querySelectorAll("input")) {
        if (entry.name !== name) continue;
        if (entry.type === "radio") entry.checked = entry.value === value;
        else entry.value = value;
      }
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @type {LumbarCalculator["putRequest"]} */
  function putRequest(request, unsure, unanswered, about) {
    const { instrument: used, answers, red_flags: flags, ...rest } = request;
    put([
      ...Object.entries(flags ?? {})
        .filter(([flag]) => !unanswered.includes(flag))
        .map(([flag, stands]) =>
          pair(`red_flags.${flag}`, stands ? (unsure.includes(flag) ? "not-sure" : "yes") : "no"),
        ),
      ...Object.entries(answers ?? {})
        .filter(([, answer]) => answer !== null)
        .map(([item, answer]) => pair(`answers.${item}`, answer)),
      ...Object.entries(rest)
        // The day of the form is no answer.
        .filter(([field, value]) => value !== null && field !== "today")
        .map(([field, value]) => pair(field, value)),
    ], { ...about, instrument: String(used ?? settings.instrument) });
  }

  // The first answer gives a sheet its day. What the page itself does to the form is told to the form, not to a field.
  for (const kind of ["change", "input"]) {
    form.addEventListener(kind, (event) => {
      if (event.target === form) return;
      // The field shows how it is understood; not while a reader types, whose input method may not be at its end.
      const typed = event.target;
      if (kind === "change" && typed instanceof HTMLInputElement && (isNumber(typed.name) || isDay(typed.name))) {
        const understood = plain(typed.value);
        if (understood !== typed.value) typed.value = understood;
      }
      if (isEmpty(take())) sheet.day = "";
      else if (sheet.day === "") sheet.day = today();
      sheet.last = Date.now();
      const { name } = /** @type {HTMLInputElement} */ (event.target);
      sheet.confirm = sheet.confirm.filter((field) => field !== name && `${field}.unit` !== name);
    });
  }
  label.addEventListener("input", () => {
    sheet.label = label.value;
  });
  box.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === "fits") sheet.fits = target.value;
  });

  /** Whether something was chosen or typed in a field. */
  function isAnswered(/** @type {Element} */ field) {
    return [...field.querySelectorAll("input")].some((entry) =>
      entry.type === "radio" ? entry.checked && !isUnit(entry.name) : entry.value !== "" || entry.validity.badInput,
    );
  }

  /** @type {LumbarCalculator["isAsked"]} */
  function isAsked(field) {
    if (!(field instanceof HTMLElement) || field.hidden) return false;
    const other = document.getElementById(field.dataset["insteadOf"] ?? "");
    return !other || isAnswered(field) || !isAnswered(other);
  }

  /** @type {LumbarCalculator["clear"]} */
  function clear(field) {
    const entries = [...field.querySelectorAll("input")];
    for (const entry of entries) {
      if (entry.type === "radio") entry.checked = false;
      else entry.value = "";
    }
    entries[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  for (const button of form.querySelectorAll("[data-clear]")) button.removeAttribute("hidden");
  form.addEventListener("click", (event) => {
    const field = event.target instanceof Element && event.target.closest("[data-clear]")?.closest(".field");
    if (!field) return;
    clear(field);
    // The button is gone with the choice.
    field.querySelector("input")?.focus();
  });

  /**
   * @param {string} name
   * @param {unknown} value
   * @returns {[string, string]}
   */
  function pair(name, value) {
    return [name, String(value)];
  }

  /** @type {LumbarCalculator["useInstrument"]} */
  function useInstrument(name) {
    sheet.instrument = name;
    // What is disabled is neither sent nor asked, and keeps its answer.
    for (const item of form.querySelectorAll("fieldset[data-instruments]")) {
      if (!(item instanceof HTMLFieldSetElement)) continue;
      const used = (item.dataset["instruments"] ?? "").split(" ").includes(name);
      item.disabled = item.hidden = !used;
    }
    for (const choice of box.querySelectorAll("input[name=instrument]")) {
      if (choice instanceof HTMLInputElement) choice.checked = choice.value === name;
    }
  }

  for (const kind of ["input", "change"]) form.addEventListener(kind, showAsked);
  showAsked();

  window.lumbarCalculator = {
    box,
    form,
    settings,
    text,
    byId,
    entries,
    collect,
    question,
    sheet,
    wayAt,
    today,
    dayText,
    plain,
    take,
    isEmpty,
    put,
    putRequest,
    clear,
    isAnswered,
    isAsked,
    unitOf,
    useInstrument,
    // The scripts behind this one set these.
    ask: () => Promise.reject(new Error("not started")),
    failureText: () => "",
    errorsIn: () => Promise.resolve([]),
    show: () => undefined,
    hide: () => undefined,
    toField: () => undefined,
    showErrors: () => undefined,
    clearErrors: () => undefined,
  };
  window.lumbarArrived?.add("answers");
})();
