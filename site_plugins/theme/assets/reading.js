// The reader's choice of view, copying a statement, opening all layers for print, and the date of the next review.
// Every page works without it: layers open by themselves, links lead to the reference list.
(function () {
  "use strict";

  const STORAGE_KEY = "lumbar-view";

  /** @returns {string | null} The view that the reader chose before, where the browser keeps it. */
  function storedView() {
    try {
      return localStorage.getItem(STORAGE_KEY);
    } catch {
      return null; // Storage is refused: every page begins with everything.
    }
  }

  /** @param {string} view */
  function storeView(view) {
    try {
      localStorage.setItem(STORAGE_KEY, view);
    } catch {
      // Then the choice lasts for this page.
    }
  }

  /** Show the view that was chosen before, and keep the next choice. */
  function setUpViews() {
    const choices = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".view-switch input"));
    const stored = storedView();
    for (const choice of choices) {
      // Not what a browser remembers of the page before it was loaded again: what is kept, or everything.
      choice.checked = choice.defaultChecked;
      // A link to something that the quick view hides must not lead nowhere.
      if (choice.value === stored && !isHiddenTarget()) choice.checked = true;
      choice.addEventListener("change", () => storeView(choice.value));
    }
    openAround();
    window.addEventListener("hashchange", () => {
      openAround();
      const full = /** @type {HTMLInputElement | null} */ (document.getElementById("view:full"));
      const target = targetOf(location.hash);
      if (full && target && isHiddenTarget()) {
        full.checked = true;
        target.scrollIntoView();
      }
    });
  }

  /**
   * @param {string} hash
   * @returns {HTMLElement | null}
   */
  function targetOf(hash) {
    try {
      return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    } catch {
      return null; // What cannot be decoded names nothing.
    }
  }

  /** @returns {boolean} Whether the address leads to a part that the quick view leaves out. */
  function isHiddenTarget() {
    const target = targetOf(location.hash);
    return target !== null && target.closest(".editors-note, .layer, .part") !== null;
  }

  /** Open what the address leads into: not every browser does so by itself. */
  function openAround() {
    for (let box = targetOf(location.hash)?.closest("details"); box; box = box.parentElement?.closest("details")) {
      box.open = true;
    }
  }

  /** Copy a statement's sentence, its source and its address. */
  function setUpCopying() {
    const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-copy]"));
    for (const button of buttons) {
      button.hidden = false;
      const label = [...button.childNodes];
      button.addEventListener("click", () => {
        const quote = document.getElementById(button.dataset["copy"] || "");
        if (!quote) return;
        // What is not shown has no lines.
        const box = /** @type {HTMLElement | null} */ (quote.closest("[hidden]"));
        if (box) box.hidden = false;
        const words = quote.innerText.trim();
        if (box) box.hidden = true;
        const address = location.href.split("#")[0] + (button.dataset["address"] || "");
        // The path of a folder on this device leads nobody anywhere.
        button.nextElementSibling?.matches(".copy-failed") && button.nextElementSibling.remove();
        copy(button, location.protocol === "file:" ? words : `${words}\n${address}`).then((isDone) => {
          if (!isDone) return;
          button.textContent = button.dataset["done"] || "";
          // The word is announced, and goes when the reader does.
          button.setAttribute("aria-live", "polite");
          button.addEventListener("blur", () => button.replaceChildren(...label), { once: true });
        });
      });
    }
  }

  /**
   * Copies a text, or shows it beside the button for the reader to copy; resolves to whether it was copied.
   * @param {HTMLButtonElement} button
   * @param {string} words
   */
  async function copy(button, words) {
    if (await window.lumbarCopy?.(words)) return true;
    const box = document.createElement("span");
    const message = document.createElement("span");
    const field = document.createElement("textarea");
    box.className = "copy-failed";
    message.setAttribute("role", "alert");
    field.readOnly = true;
    field.rows = words.split("\n").length + 2;
    field.value = words;
    box.append(message, field);
    button.after(box);
    // Announced, as it is put into what is there already.
    message.textContent = button.dataset["failed"] || "";
    field.setAttribute("aria-label", message.textContent);
    field.select();
    return false;
  }

  /** On paper every layer is open; afterwards each is as it was. */
  function setUpPrinting() {
    /** @type {HTMLDetailsElement[]} */
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details:not([open])"))];
      for (const layer of opened) layer.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const layer of opened) layer.open = false;
    });
  }

  /** Say that a guideline is past its next review, by this device's own date. */
  function setUpReview() {
    const now = new Date();
    const pad = (/** @type {number} */ part) => String(part).padStart(2, "0");
    const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
    const warnings = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-next-review]"));
    for (const warning of warnings) warning.hidden = today <= (warning.dataset["nextReview"] || "");
  }

  // A page may stay open, or come back from the browser's memory, until the day is past.
  for (const moment of ["pageshow", "focus"]) window.addEventListener(moment, setUpReview);

  setUpViews();
  setUpCopying();
  setUpPrinting();
  setUpReview();

  // The theme's own single keys (n: next page) would take a reader away from a half-filled form: none is left on.
  document.addEventListener("keydown", (event) => {
    if (event.key.length === 1) event.stopPropagation();
  });
})();
