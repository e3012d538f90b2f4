// Tells when a script of the calculator did not come or broke: without one of them a button would do nothing, and not say
// so. Each script says that it is there at its end.
(() => {
  "use strict";

  const box = document.getElementById("calculator");
  const failure = document.getElementById("calculator-failure");
  /** @type {Set<string>} */
  const arrived = (window.lumbarArrived = new Set());

  function check() {
    const { texts, scripts } = JSON.parse(box?.dataset["settings"] ?? "{}");
    /** @type {string[]} */
    const missing = scripts.filter((/** @type {string} */ name) => !arrived.has(name));
    if (missing.length === 0 || !box || !failure) return;
    window.lumbarLoading?.stop();
    window.lumbarEarly?.worker.terminate();
    box.classList.remove("calculator--live", "calculator--steps");
    failure.textContent = texts["form.failed-scripts"].replace("{scripts}", missing.join(", "));
    failure.hidden = false;
  }

  // After the last script, and after what the scripts do once all of them are there.
  document.addEventListener("DOMContentLoaded", () => setTimeout(check));
})();
