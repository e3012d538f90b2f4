/**
 * Tells why START-HERE.html stands alone: within the zip, without its folder, or on a phone. It is part of that page itself, by
 * a data: address; where no script runs, the page names all three. Beside its folder nothing of this is to be seen.
 */
(() => {
  "use strict";

  /** Where programs put a file that is opened within a zip: Windows, 7-Zip, WinRAR, WinZip, GNOME, KDE, macOS. */
  const WITHIN_A_ZIP =
    /\.zip\b|\/AppData\/Local\/Temp\/|\/7zO[^/]*\/|\/Rar\$|\/wz[0-9a-f]{4}\/|\/\.fr-|\/ark-|\/var\/folders\/|\/Temporary%20Items\//i;

  function isPhone() {
    const { userAgent, maxTouchPoints } = navigator;
    // An iPad calls itself a Mac.
    const isTablet = /Macintosh/.test(userAgent) && maxTouchPoints > 1;
    return location.protocol === "content:" || /Android|iPhone|iPad|Mobile/.test(userAgent) || isTablet;
  }

  const found = isPhone() ? "phone" : WITHIN_A_ZIP.test(location.href) ? "packed" : "moved";
  for (const section of document.querySelectorAll("[data-case]")) {
    if (section instanceof HTMLElement) section.hidden = section.dataset["case"] !== found;
  }
  const alone = document.getElementById("alone");
  if (alone) alone.hidden = true;
})();
