// The menu of a narrow window: a button opens it and Escape closes it, the focus goes in and comes back, and what lies
// behind it is out of reach meanwhile. The theme shows it as long as a box that nobody sees is ticked. Without this
// script the button is not shown: the links at a page's end lead to the same places.
(function () {
  "use strict";

  const box = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  const button = document.getElementById("menu-button");
  const menu = document.getElementById("menu");
  const closing = document.getElementById("menu-close");
  const frame = menu?.closest(".md-sidebar");
  if (!box || !button || !menu || !closing || !frame) return;
  const wide = matchMedia("(min-width: 76.25em)"); // as the theme says it
  /** @type {HTMLElement[]} */
  let behind = [];

  /** @param {boolean} isOpen */
  function set(isOpen) {
    if (box && box.checked !== isOpen) box.click(); // a click, so that the theme hears of it
  }

  /** What is beside the menu, on every level of the page, but for the shade, which closes it. */
  function findBehind() {
    /** @type {HTMLElement[]} */
    const found = [];
    for (let within = /** @type {Element | null} */ (frame ?? null); within && within !== document.body; within = within.parentElement) {
      for (const each of within.parentElement?.children ?? []) {
        if (each !== within && each instanceof HTMLElement && !each.matches("script, input, [inert], .md-overlay")) {
          found.push(each);
        }
      }
    }
    return found;
  }

  /** @param {boolean} returnsFocus Whether the focus goes back to the button, unless the reader has put it elsewhere. */
  function follow(returnsFocus) {
    if (!box || !button || !closing || String(box.checked) === button.getAttribute("aria-expanded")) return;
    button.setAttribute("aria-expanded", String(box.checked));
    for (const each of behind) each.inert = false;
    behind = box.checked ? findBehind() : [];
    for (const each of behind) each.inert = true;
    if (box.checked) closing.focus();
    else if (returnsFocus) button.focus();
  }

  button.hidden = false;
  button.addEventListener("click", () => set(!box.checked));
  closing.addEventListener("click", () => set(false));
  box.addEventListener("change", () => follow(frame.contains(document.activeElement) || document.activeElement === document.body));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.checked) return;
    event.preventDefault();
    set(false);
  });
  // Where a browser does not know `inert`, the Tab key can leave the menu, which then has no business before the page.
  frame.addEventListener("focusout", (event) => {
    const next = /** @type {FocusEvent} */ (event).relatedTarget;
    if (next instanceof Node && !frame.contains(next)) set(false);
  });
  // A heading of this very page: there the reader wants to be.
  menu.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (link && link.hash && link.href.split("#")[0] === location.href.split("#")[0]) set(false);
  });
  wide.addEventListener("change", () => set(false));
  // A browser that comes back to the page may bring the box as it was left.
  window.addEventListener("pageshow", () => {
    set(false);
    follow(false);
  });
})();
