/**
 * Brings the calculator's page to life once all of its scripts are there, and not before: without one of them a button would
 * do nothing, and not say so. Each script says at its end that it is there. Which ones are missing, broken or stalled is told,
 * and tried again on request. Where this script itself does not come, the page stays the paper form that it is without scripts.
 */
(() => {
  "use strict";

  /** Milliseconds in which no file of the page comes before the reader is told: any that comes begins them anew. */
  const STALL = 20_000;
  const box = document.getElementById("calculator");
  const failure = document.getElementById("calculator-failure");
  const again = document.getElementById("calculator-again");
  /** The addresses of the page's scripts by their names, in the order in which they run. */
  const sources = new Map(
    [...document.querySelectorAll("script[data-script]")].map((tag) => [
      tag.getAttribute("data-script") ?? "",
      /** @type {HTMLScriptElement} */ (tag).src,
    ]),
  );
  let watch = 0;
  let isAlive = false;
  let tries = 0;

  class Arrived extends Set {
    /** @param {string} name */
    add(name) {
      super.add(name);
      begin();
      return this;
    }
  }

  const arrived = (window.lumbarArrived = new Arrived());
  const missing = () => [...sources.keys()].filter((name) => !arrived.has(name));

  /** @returns {Record<string, string>} the texts of the page's settings; none where they cannot be read */
  function readTexts() {
    try {
      return JSON.parse(box?.dataset["settings"] ?? "").texts;
    } catch {
      return {};
    }
  }

  function tell(/** @type {string} */ key) {
    const words = readTexts()[key];
    if (!failure || !again || !words) return;
    failure.textContent = words.replace("{scripts}", missing().join(", "));
    failure.hidden = again.hidden = false;
  }

  /** Whatever comes begins the wait anew: a connection may be slow, and the page still comes whole. */
  function waitOn() {
    clearTimeout(watch);
    if (!isAlive) watch = window.setTimeout(() => tell("form.scripts-late"), STALL);
  }

  /** Has every script begin, and says last that the page is alive. */
  function begin() {
    waitOn();
    if (isAlive || missing().length > 0 || !box) return;
    isAlive = true;
    clearTimeout(watch);
    if (failure) failure.hidden = true;
    if (again) again.hidden = true;
    // The calculator acknowledges it; else a script has failed in the midst of it.
    if (box.dispatchEvent(new CustomEvent("lumbar:whole", { cancelable: true }))) {
      tell("form.stopped-script");
      return;
    }
    box.classList.add("calculator--live");
    box.dispatchEvent(new CustomEvent("lumbar:live"));
  }

  /** After the last script has had its turn. */
  function check() {
    if (isAlive || missing().length === 0) return;
    clearTimeout(watch);
    window.lumbarLaunching?.dropEarly();
    tell("form.scripts-missing");
  }

  /** Asks for the scripts that are not there under an address that no cache knows: it may hold what was cut off. */
  function loadAgain() {
    tries += 1;
    if (failure) {
      failure.textContent = readTexts()["form.loading"] ?? "";
      failure.tabIndex = -1;
      failure.focus();
    }
    if (again) again.hidden = true;
    waitOn();
    const elsewhere = document.implementation.createHTMLDocument("");
    const tags = missing().map((name) => {
      const address = new URL(sources.get(name) ?? "", document.baseURI);
      if (address.protocol !== "file:") address.searchParams.set("again", String(tries));
      // One that comes late must not run as well: in another document it does not.
      for (const tag of document.querySelectorAll(`script[data-script="${name}"]`)) elsewhere.adoptNode(tag);
      const tag = document.createElement("script");
      tag.dataset["script"] = name;
      // In their order, as those of the page.
      tag.async = false;
      tag.src = address.href;
      return tag;
    });
    const ended = tags.map((tag) => new Promise((go) => (tag.onload = tag.onerror = go)));
    document.body.append(...tags);
    Promise.all(ended).then(check, check);
  }

  again?.addEventListener("click", () => {
    if (missing().length > 0) loadAgain();
    else box?.dispatchEvent(new CustomEvent("lumbar:again"));
  });
  document.addEventListener("DOMContentLoaded", () => setTimeout(check));
  try {
    new PerformanceObserver(waitOn).observe({ type: "resource" });
  } catch {
    // An older browser: then it is told a little too early.
  }
  waitOn();
})();
