// Erasing: asked and answered on the page, since a frame may forbid dialogs. That everything is erased is said only after
// the browser's stores were read back.
(() => {
  "use strict";

  const { box, text, byId, put } = window.lumbarCalculator;
  const ask = byId("erase-ask", HTMLElement);
  const opener = byId("erase", HTMLButtonElement);
  const status = byId("calculator-status", HTMLElement);

  /** The button that asked. */
  let asker = opener;

  /** @type {Window["lumbarErase"]["erase"]} */
  function erase(tells = true) {
    const id = window.lumbarEarlier.sheetId();
    // What the form does while it is emptied must not store once more what is being erased.
    window.lumbarStorage.pause();
    ask.hidden = true;
    window.lumbarCalculator.clearErrors();
    window.lumbarCalculator.hide();
    box.dispatchEvent(new CustomEvent("lumbar:erased"));
    put([]);
    return window.lumbarStorage.erase(tells ? id : "");
  }

  /** @type {Window["lumbarErase"]["eraseAll"]} */
  function eraseAll(done, tells = true) {
    window.lumbarLoading.forget();
    const outcome = erase(tells);
    if (window.lumbarSteps.active()) window.lumbarSteps.go("calculator-who");
    status.textContent = text(outcome === "erased" ? done : `form.${outcome}`);
  }

  box.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("#erase, [data-erase]") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    // Without this script it empties the form by itself.
    event.preventDefault();
    asker = button;
    ask.hidden = false;
    ask.focus({ preventScroll: true });
    ask.scrollIntoView({ block: "nearest" });
  });
  byId("erase-no", HTMLButtonElement).addEventListener("click", () => {
    ask.hidden = true;
    asker.focus();
  });
  byId("erase-yes", HTMLButtonElement).addEventListener("click", () => {
    eraseAll("form.erased");
    if (!window.lumbarSteps.active()) {
      status.tabIndex = -1;
      status.focus();
    }
  });

  window.lumbarErase = { erase, eraseAll };
  window.lumbarArrived?.add("erase");
})();
