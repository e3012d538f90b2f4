// The reader's own lines beside a result: one thing to be able to do again, and exercises. They belong to the sheet, and are
// kept, put away and erased with it; on the printed page they stand as they are typed.
(() => {
  "use strict";

  const { box, form, byId, sheet } = window.lumbarCalculator;
  const part = byId("own-lines", HTMLElement);
  const goal = byId("own-goal", HTMLInputElement);
  const more = byId("own-more", HTMLButtonElement);
  const old = byId("own-old", HTMLElement);
  const rows = [...part.querySelectorAll(".own__row")].filter((row) => row instanceof HTMLElement);
  /** So many rows are there from the beginning. */
  const FEWEST = rows.filter((row) => !row.hidden).length;

  const entries = (/** @type {Element} */ row) => [...row.querySelectorAll("input")];

  /** What stands in the fields, without rows that are empty. @returns {LumbarOwn} */
  function read() {
    const exercises = rows
      .map((row) => Object.fromEntries(entries(row).map((entry) => [entry.dataset["own"] ?? "", entry.value])))
      .filter((row) => Object.values(row).some((typed) => typed.trim() !== ""));
    return { goal: goal.value.trim() === "" ? "" : goal.value, exercises };
  }

  /** Shows a row for each exercise, and never fewer than at the beginning. */
  function showRows(/** @type {number} */ count) {
    for (const [place, row] of rows.entries()) row.hidden = place >= Math.max(count, FEWEST);
    more.hidden = rows.every((row) => !row.hidden);
  }

  /** Puts the sheet's lines into the fields. */
  function draw() {
    goal.value = sheet.own.goal;
    for (const [place, row] of rows.entries()) {
      for (const entry of entries(row)) entry.value = sheet.own.exercises[place]?.[entry.dataset["own"] ?? ""] ?? "";
    }
    showRows(sheet.own.exercises.length);
    fillPage();
  }

  /** Puts them onto the printed page, which has a row for each that there may be. */
  function fillPage() {
    const page = box.querySelector(".sheet__page--mine");
    const line = page?.querySelector(".sheet__goal .sheet__write");
    if (!page || !line) return;
    const { exercises, goal: written } = sheet.own;
    line.textContent = written;
    const printed = [...page.querySelectorAll(".sheet__exercises tbody tr")];
    for (const [place, row] of printed.entries()) {
      const cells = Object.values(exercises[place] ?? {});
      for (const [column, cell] of [...row.children].entries()) cell.textContent = cells[column] ?? "";
      row.classList.toggle("sheet__spare", place >= Math.max(FEWEST, exercises.length));
    }
  }

  /** @type {Window["lumbarOwn"]["known"]} */
  function known(value) {
    const given = /** @type {{goal?: unknown, exercises?: unknown}} */ (value ?? {});
    const cut = (/** @type {unknown} */ typed, /** @type {HTMLInputElement} */ entry) =>
      typeof typed === "string" ? typed.slice(0, entry.maxLength) : "";
    const exercises = (Array.isArray(given.exercises) ? given.exercises : [])
      .slice(0, rows.length)
      .map((row, place) =>
        Object.fromEntries(
          entries(rows[place] ?? part).map((entry) => [entry.dataset["own"] ?? "", cut(row?.[entry.dataset["own"] ?? ""], entry)]),
        ),
      )
      .filter((row) => Object.values(row).some((typed) => typed !== ""));
    return { goal: cut(given.goal, goal), exercises };
  }

  part.addEventListener("input", () => {
    sheet.own = read();
    fillPage();
    box.dispatchEvent(new CustomEvent("lumbar:own"));
  });
  more.addEventListener("click", () => {
    const next = rows.find((row) => row.hidden);
    showRows(rows.filter((row) => !row.hidden).length + 1);
    next?.querySelector("input")?.focus();
  });
  form.addEventListener("change", (event) => {
    if (event.target === form) draw();
  });
  box.addEventListener("lumbar:shown", () => {
    // Of an earlier day's result nothing is stored, so nothing may be typed that would be lost.
    old.hidden = !sheet.way.isOld;
    for (const entry of entries(part)) entry.readOnly = sheet.way.isOld;
    fillPage();
  });

  window.lumbarOwn = { known };
  window.lumbarArrived?.add("own-lines");
})();
