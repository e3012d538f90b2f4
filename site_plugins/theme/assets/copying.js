// Copies a text, and tells whether that was done: whoever pastes must not find what somebody copied before.
(() => {
  "use strict";

  /** @type {Window["lumbarCopy"]} */
  window.lumbarCopy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      return copyByEvent(words); // Over plain http there is no clipboard, and a frame may be refused it.
    }
  };

  /**
   * The old way. Only the event of copying shows that there was any.
   * @param {string} words
   */
  function copyByEvent(words) {
    const field = document.createElement("textarea");
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    let isDone = false;
    const write = (/** @type {ClipboardEvent} */ event) => {
      event.stopImmediatePropagation();
      if (!event.clipboardData) return;
      event.clipboardData.setData("text/plain", words);
      event.preventDefault();
      isDone = true;
    };
    field.value = words;
    document.body.append(field);
    field.select();
    document.addEventListener("copy", write, true);
    const isAllowed = document.execCommand("copy");
    document.removeEventListener("copy", write, true);
    field.remove();
    focused?.focus();
    return isAllowed && isDone;
  }
})();
