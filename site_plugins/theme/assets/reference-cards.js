// A card with the reference, at its number, with a footnote, at its mark, or with what a rating or a term means, at
// that: by pointer, by focus and by touch. Without it all are plain links.
(function () {
  "use strict";

  /** So long a pointer may be on its way from the number to the card. */
  const GRACE = 300;
  /** Pixels between a card and the sentence, as in the style sheet. */
  const GAP = 6;

  /** @type {HTMLElement | null} */
  let card = null;
  /** @type {HTMLAnchorElement | null} */
  let owner = null;
  let closing = 0;

  /** @param {HTMLAnchorElement} link */
  function open(link) {
    keepOpen();
    if (owner === link) return;
    close();
    const entries = (link.dataset["references"] || "").split(" ").map((id) => document.getElementById(id));
    const bodies = entries.filter((entry) => entry !== null);
    if (bodies.length === 0) return;
    card = document.createElement("span");
    card.className = "reference-card";
    card.id = "reference:card";
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", link.getAttribute("aria-label") || link.textContent || "");
    for (const entry of bodies) {
      const row = document.createElement("span");
      row.className = "reference-card__entry";
      const parts = entry instanceof HTMLLIElement ? entry.querySelectorAll(".reference__body > *") : entry.children;
      if (entry instanceof HTMLLIElement) {
        const number = document.createElement("span");
        number.className = "reference-card__number";
        number.textContent = `${entry.value}. `;
        row.append(number);
      }
      row.append(...[...parts].map((part) => part.cloneNode(true)));
      card.append(row);
    }
    card.addEventListener("pointerenter", keepOpen);
    card.addEventListener("pointerleave", (event) => {
      // A finger leaves with every tap, also with one inside the card.
      if (event.pointerType !== "touch") closeSoon();
    });
    card.addEventListener("focusout", leave);
    owner = link;
    link.setAttribute("aria-expanded", "true");
    // Behind its number, so that the next Tab leads into it.
    link.after(card);
    place(link, card);
  }

  /**
   * Put the card below the whole sentence, or above it where the window ends: never over it.
   * @param {HTMLElement} link
   * @param {HTMLElement} box
   */
  function place(link, box) {
    const block = link.closest("p, li, td, th, dd, dt, caption, summary, h1, h2, h3, h4, h5, h6") || link;
    const around = /** @type {HTMLElement} */ (box.offsetParent || document.body).getBoundingClientRect();
    const sentence = endOfSentence(block);
    const number = link.getBoundingClientRect();
    const width = box.offsetWidth;
    const room = document.documentElement.clientWidth - 8;
    const left = Math.max(8, Math.min(number.left - 16, room - width));
    const put = (/** @type {number} */ top) => box.style.setProperty("--card-top", `${top - around.top}px`);
    box.style.setProperty("--card-left", `${left - around.left}px`);
    put(Math.max(sentence, number.bottom));
    const below = box.getBoundingClientRect().bottom + 8 - window.innerHeight;
    if (below <= 0) return;
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const above = block.getBoundingClientRect().top - 2 * GAP - box.offsetHeight;
    if (above >= header) {
      put(above);
    } else {
      // Below the window's edge nobody would see it; the number itself stays in sight.
      window.scrollBy(0, Math.max(0, Math.min(below, number.top - header - GAP)));
    }
  }

  /**
   * @param {Element} block
   * @returns {number} The lower edge of a block's own words, without the layer and lists that it holds.
   */
  function endOfSentence(block) {
    const range = document.createRange();
    range.selectNodeContents(block);
    const inner = [...block.children].find((child) => child.matches("details, ul, ol, p, div"));
    if (inner) range.setEndBefore(inner);
    return Math.max(...[...range.getClientRects()].map((box) => box.bottom), 0);
  }

  function keepOpen() {
    window.clearTimeout(closing);
  }

  function closeSoon() {
    keepOpen();
    closing = window.setTimeout(close, GRACE);
  }

  /** @param {FocusEvent} event */
  function leave(event) {
    const to = event.relatedTarget;
    if (to instanceof Node && (card?.contains(to) || owner === to)) return;
    // A press inside the card on something that takes no focus is no leaving.
    if (to !== null) close();
  }

  function close() {
    keepOpen();
    card?.remove();
    owner?.setAttribute("aria-expanded", "false");
    card = owner = null;
  }

  /**
   * @param {EventTarget | null} target
   * @returns {HTMLAnchorElement | null}
   */
  function citationAt(target) {
    // What a footnote cites is a plain link in its card: a card of its own would take the footnote's away.
    if (!(target instanceof Element) || card?.contains(target)) return null;
    return target.closest("a[data-references]");
  }

  document.addEventListener("pointerover", (event) => {
    const link = citationAt(event.target);
    if (link && event.pointerType === "mouse") open(link);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && citationAt(event.target)) closeSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = citationAt(event.target);
    if (link?.matches(":focus-visible")) open(link);
  });
  document.addEventListener("focusout", (event) => {
    if (citationAt(event.target)) leave(event);
  });
  document.addEventListener("click", (event) => {
    const link = citationAt(event.target);
    // A finger has no hover: the first tap shows the card, the second one follows the link.
    const byTouch = event instanceof PointerEvent && event.pointerType === "touch";
    if (link && byTouch && owner !== link) {
      event.preventDefault();
      open(link);
    } else if (card && event.target instanceof Node && !card.contains(event.target) && !link) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !card) return;
    const back = card.contains(document.activeElement) ? owner : null;
    close();
    back?.focus();
    // The focus that goes back must not open it again.
    close();
  });
  window.addEventListener("resize", close);
  for (const link of document.querySelectorAll("a[data-references]")) link.setAttribute("aria-expanded", "false");
})();
