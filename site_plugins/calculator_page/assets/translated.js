// Notices that the browser translates the page by itself, and says what that means for the questions.
(() => {
  "use strict";

  const { byId } = window.lumbarCalculator;
  const notice = byId("translated", HTMLElement);
  const page = document.documentElement;
  const language = page.lang;
  /** Words that no script of ours changes. */
  const watched = byId("privacy", HTMLElement);
  const words = watched.textContent;

  // Chrome and Edge give the page a class, Firefox another language; whatever translates changes words.
  function look() {
    const isTranslated = /\btranslated-(ltr|rtl)\b/.test(page.className) || page.lang !== language;
    notice.hidden = !isTranslated && watched.textContent === words;
  }

  new MutationObserver(look).observe(page, { attributeFilter: ["class", "lang"] });
  new MutationObserver(look).observe(watched, { characterData: true, childList: true, subtree: true });
  look();
  window.lumbarArrived?.add("translated");
})();
