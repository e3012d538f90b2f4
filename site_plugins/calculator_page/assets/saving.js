// Copies, saves, shares and prints, and returns what to tell the reader: of what a browser does not tell, no more than is known.
(() => {
  "use strict";

  const { text } = window.lumbarCalculator;

  /** Whether the page stands in a frame. */
  const isFramed = window.top !== window.self;

  /** @type {Window["lumbarSaving"]["copy"]} */
  async function copy(area) {
    if (await window.lumbarCopy?.(area.value)) return text("export.copied");
    // The reader's own keys copy what is selected.
    area.focus();
    area.select();
    return text("export.not-copied");
  }

  /** Whether a frame around the page forbids to save, as far as one may look. */
  function isForbidden() {
    try {
      /** @type {Window} */
      let inner = window;
      for (; inner.frameElement; inner = inner.parent) {
        const allowed = inner.frameElement.getAttribute("sandbox")?.split(/\s+/);
        if (allowed && !allowed.includes("allow-downloads")) return true;
      }
    } catch {
      // It is another site's.
    }
    return false;
  }

  /** Whether this is an app on a phone's home screen: there a download has no way back, or goes nowhere. */
  function sharesBetter() {
    const { standalone } = /** @type {{standalone?: boolean}} */ (navigator);
    return standalone || window.matchMedia("(display-mode: standalone) and (pointer: coarse)").matches;
  }

  /** @type {Window["lumbarSaving"]["share"]} */
  async function share(what, name) {
    try {
      await navigator.share(what);
      return text("export.shared", { name });
    } catch (error) {
      // Whoever thought better of it knows so.
      if (error instanceof DOMException && error.name === "AbortError") return "";
      return text("export.not-shared", { name });
    }
  }

  /** @type {Window["lumbarSaving"]["save"]} */
  async function save({ name, text: written, base64, kind }, emptyText = "") {
    const content = base64 === undefined ? written : Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
    if (content === null || content === undefined) return text(emptyText);
    const file = new File([content], name, { type: kind });
    if (sharesBetter() && navigator.canShare?.({ files: [file] })) return share({ files: [file] }, name);
    if (isForbidden()) return text("export.save-forbidden", { name });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    // Whether it came to be there, a browser tells nobody.
    return text(isFramed ? "export.saving-framed" : "export.saving", { name });
  }

  /** @type {Window["lumbarSaving"]["print"]} */
  function print() {
    let isBegun = false;
    const begin = () => {
      isBegun = true;
    };
    window.addEventListener("beforeprint", begin);
    window.print();
    window.removeEventListener("beforeprint", begin);
    return isBegun || !isFramed ? "" : text("export.print-forbidden");
  }

  window.lumbarSaving = { copy, save, share, print };
  window.lumbarArrived?.add("saving");
})();
