/**
 * Has the browser keep the site for use without a network, and tells the reader in the footer. Where a browser keeps
 * nothing, and from a folder, it does and shows nothing.
 */
(() => {
  "use strict";

  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
  const footer = document.querySelector(".site-footer .md-grid");
  if (!/^https?:/.test(own) || !footer) return;
  const { bytes, texts } = window.lumbarOffline;
  const home = new URL("../../", own);

  // Added here: from a folder a browser may not load it, and says so in its console.
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = new URL("manifest.webmanifest", home).href;
  document.head.append(manifest);

  const CHOICE = `lumbar-offline ${home.pathname}`;
  const line = document.createElement("p");
  const said = document.createElement("span");
  const percent = document.createElement("span");
  const button = document.createElement("button");
  line.className = "offline";
  percent.setAttribute("aria-hidden", "true");
  button.type = "button";
  /** Whether the reader asked for the new version. */
  let asked = false;

  /** @returns {ServiceWorkerContainer | undefined} Where the browser lets sites be kept. */
  function containerOf() {
    try {
      return window.isSecureContext && "caches" in window ? navigator.serviceWorker : undefined;
    } catch {
      return undefined; // A sandbox refuses even the question.
    }
  }

  /** @param {string} [choice] */
  function choice(choice) {
    try {
      if (choice !== undefined) localStorage.setItem(CHOICE, choice);
      return localStorage.getItem(CHOICE);
    } catch {
      return null; // Storage is refused: the choice lasts for this page.
    }
  }

  /** @param {number} size in bytes */
  const sizeText = (size) => (size / 1_000_000).toFixed(1);

  /**
   * @param {string} key of what is said; empty: nothing
   * @param {string} [action] the button's key
   * @param {() => void} [act]
   * @param {number} [size] in bytes
   */
  function show(key, action = "", act, size = bytes) {
    const filled = (/** @type {string} */ name) => (texts[name] ?? "").replace("{size}", sizeText(size));
    // Said once: a reader of screens says it again with every change.
    if (said.textContent !== filled(key)) said.textContent = filled(key);
    percent.textContent = "";
    line.dataset.offline = key || action;
    button.textContent = filled(action);
    button.hidden = !act;
    button.onclick = act ?? null;
    if (!line.isConnected) {
      line.append(said, percent, button);
      footer?.append(line);
    }
  }

  /** What is said from now on is news. */
  const announce = () => said.setAttribute("aria-live", "polite");

  /** @returns {Promise<number | null>} How many bytes are kept; null: not all are. */
  async function keptBytes() {
    const mark = new URL("?whole", home).href;
    for (const name of await caches.keys()) {
      const found = name.startsWith(`lumbar ${home.href} `) && (await (await caches.open(name)).match(mark));
      if (found) return (await found.json()).bytes;
    }
    return null;
  }

  /** @param {ServiceWorkerContainer} container */
  function offline(container) {
    const isHere = (/** @type {ServiceWorkerRegistration | undefined} */ found) => found?.scope === home.href;

    const offer = () => show("", "keep", () => void keep(true));

    async function remove() {
      announce();
      choice("no");
      for (const name of await caches.keys()) if (name.startsWith(`lumbar ${home.href} `)) await caches.delete(name);
      const found = await container.getRegistration(home.href);
      if (found && isHere(found)) await found.unregister();
      show("removed", "keep", () => void keep(true));
    }

    /**
     * Looks at what is kept and tells it.
     * @param {ServiceWorkerRegistration} registration
     */
    async function look(registration) {
      const { active, waiting } = registration;
      if (waiting && active) {
        announce();
        show("new", "use", () => {
          asked = true;
          waiting.postMessage({ type: "use" });
        });
        return;
      }
      if (!active) return;
      const size = await keptBytes();
      // A new version that came meanwhile has been told of.
      if (registration.waiting) return;
      if (size !== null) {
        show("kept", "remove", () => void remove(), size);
      } else {
        // It was removed, by the reader or by the browser, while this page was open.
        show("preparing");
        active.postMessage({ type: "keep" });
      }
    }

    /**
     * @param {ServiceWorkerRegistration} registration
     * @param {ServiceWorker | null} worker
     */
    function follow(registration, worker) {
      if (!worker) return;
      announce();
      if (!registration.active) show("preparing");
      worker.addEventListener("statechange", () => {
        if (worker.state === "redundant" && !registration.active && line.dataset.offline === "preparing") failed("network");
        if (worker.state === "activated" && asked) location.reload();
        else if (worker.state === "activated" || worker.state === "installed") void look(registration);
      });
    }

    /** Whether a failure is one of what the reader was told of; that a new version failed changes nothing. */
    const isOpen = (/** @type {string | undefined} */ told) => told === "preparing" || told === "failed-network";

    /** @param {ServiceWorkerRegistration} registration */
    function watch(registration) {
      follow(registration, registration.installing);
      if (registration.waiting) follow(registration, registration.waiting);
      registration.addEventListener("updatefound", () => follow(registration, registration.installing));
      document.addEventListener("visibilitychange", () => {
        // A page may stay open for days.
        if (!document.hidden) registration.update().catch(() => undefined);
      });
      container.addEventListener("message", ({ data }) => {
        if (data.type === "progress" && line.dataset.offline === "preparing") {
          percent.textContent = ` ${Math.floor((100 * data.loaded) / data.total)} %`;
        } else if (data.type === "kept" && registration.active && isOpen(line.dataset.offline)) void look(registration);
        else if (data.type === "others") {
          asked = false;
          show("others", "use", button.onclick ? /** @type {() => void} */ (button.onclick) : undefined);
        } else if (data.type === "failed" && isOpen(line.dataset.offline)) failed(data.reason);
      });
      return look(registration);
    }

    /** @param {string} reason */
    function failed(reason) {
      show(`failed-${reason}`, "again", () => void keep(true));
    }

    let watched = false;

    /** @param {boolean} [wished] whether the reader asked for it */
    async function keep(wished = false) {
      if (wished) {
        announce();
        choice("yes");
        show("preparing");
      }
      try {
        const registration = await container.register(new URL("service-worker.js", home), { scope: home.pathname });
        if (watched) {
          follow(registration, registration.installing);
          await look(registration);
        } else {
          watched = true;
          await watch(registration);
        }
      } catch {
        // The browser keeps nothing for this site, or there is no network: no more is said than was asked.
        if (wished) failed("network");
        else line.remove();
      }
    }

    /** Whether loading megabytes is for the reader to decide. */
    function isCostly() {
      const { connection } = /** @type {{connection?: {saveData?: boolean, effectiveType?: string}}} */ (navigator);
      return connection?.saveData === true || /^(slow-2g|2g|3g)$/.test(connection?.effectiveType ?? "");
    }

    return async () => {
      const found = await container.getRegistration(home.href);
      if (found && isHere(found) && (found.active || found.installing)) {
        watched = true;
        await watch(found);
      } else if (choice() === "no" || (choice() !== "yes" && isCostly())) offer();
      else await keep();
    };
  }

  /** Resolves when nothing that the reader waits for is still loading. */
  async function quiet() {
    if (document.readyState !== "complete") {
      await new Promise((go) => window.addEventListener("load", go, { once: true }));
    }
    if (document.getElementById("calculator-form")) {
      // Python first; where it cannot start, its parts are not worth keeping from this page.
      await new Promise((go) => {
        new PerformanceObserver((list) => {
          if (list.getEntriesByName("lumbar:ready").length > 0) go(undefined);
        }).observe({ type: "mark", buffered: true });
      });
    }
    await new Promise((go) => ("requestIdleCallback" in window ? requestIdleCallback(go) : setTimeout(go, 1000)));
  }

  const container = containerOf();
  if (!container) return;
  quiet()
    .then(offline(container))
    // Storage is refused: there is nothing to say.
    .catch(() => line.remove());
})();
