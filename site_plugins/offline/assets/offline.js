/**
 * Has the browser store the site for use without a network, and tells the reader in the footer. Where a browser stores
 * nothing, and from a folder, it does and shows nothing.
 */
(() => {
  "use strict";

  const ownUrl = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
  const footer = document.querySelector(".site-footer .md-grid");
  if (!/^https?:/.test(ownUrl) || !footer) return;
  const { bytes, build, texts } = window.lumbarOffline;
  const home = new URL("../../", ownUrl);

  // Added here: from a folder a browser may not load it, and says so in its console.
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = new URL("manifest.webmanifest", home).href;
  document.head.append(manifest);

  const CACHE_PREFIX = `lumbar ${home.href} `;
  const FAILURE_CACHE = `${CACHE_PREFIX}failure`;
  const CHOICE_KEY = `lumbar-offline ${home.pathname}`;
  const line = document.createElement("p");
  const message = document.createElement("span");
  const percent = document.createElement("span");
  const button = document.createElement("button");
  line.className = "offline";
  percent.setAttribute("aria-hidden", "true");
  button.type = "button";
  /** Whether the reader asked for the new version. */
  let isUpdateWanted = false;

  /** @returns {ServiceWorkerContainer | undefined} undefined where the browser does not let sites be stored */
  function findContainer() {
    try {
      return window.isSecureContext && "caches" in window ? navigator.serviceWorker : undefined;
    } catch {
      return undefined; // A sandbox refuses even the question.
    }
  }

  /** The reader's choice; with an argument it is stored first. @param {string} [choice] */
  function readerChoice(choice) {
    try {
      if (choice !== undefined) localStorage.setItem(CHOICE_KEY, choice);
      return localStorage.getItem(CHOICE_KEY);
    } catch {
      return null; // Storage is refused: the choice lasts for this page.
    }
  }

  /** @param {number} size in bytes */
  const formatSize = (size) => (size / 1_000_000).toFixed(1);

  /**
   * @param {string} key of the message; empty: none
   * @param {string} [action] the key of the button's label
   * @param {() => void} [act] what the button does; without it there is none
   * @param {number} [size] in bytes
   * @param {number} [missing] files that are not there
   */
  function show(key, action = "", act, size = bytes, missing = 0) {
    const textOf = (/** @type {string} */ name) =>
      (texts[name] ?? "").replace("{size}", formatSize(size)).replace("{number}", String(missing));
    // A screen reader announces it again with every change.
    if (message.textContent !== textOf(key)) message.textContent = textOf(key);
    percent.textContent = "";
    line.dataset.offline = key || action;
    button.textContent = textOf(action);
    button.hidden = !act;
    button.onclick = act ?? null;
    if (!line.isConnected) {
      line.append(message, percent, button);
      footer?.append(line);
    }
  }

  /** From now on a screen reader announces each message. */
  const announceMessages = () => message.setAttribute("aria-live", "polite");

  /** @returns {Promise<{bytes: number, missing?: string[]} | null>} what is stored; null: not all that is needed */
  async function readIndex() {
    const indexUrl = new URL("?whole", home).href;
    for (const name of await caches.keys()) {
      const index = name.startsWith(CACHE_PREFIX) && (await (await caches.open(name)).match(indexUrl));
      if (index) return index.json();
    }
    return null;
  }

  /** What is known of the last try to store this build. @returns {Promise<{reason: string, isLeftAlone: boolean} | null>} */
  async function readFailure() {
    const stored = await caches.match(new URL("?failure", home).href, { cacheName: FAILURE_CACHE });
    const failure = await stored?.json().catch(() => null);
    return failure?.build === build && Date.now() < failure.until ? failure : null;
  }

  /**
   * Returns what is to be done once the page is at rest.
   * @param {ServiceWorkerContainer} container
   */
  function manageCopy(container) {
    /** @returns {Promise<ServiceWorkerRegistration | undefined>} of this site; another may stand above it on its host */
    async function findRegistration() {
      const registration = await container.getRegistration(home.href);
      return registration?.scope === home.href ? registration : undefined;
    }

    const offer = () => show("", "keep", () => void store(true));

    async function remove() {
      announceMessages();
      readerChoice("no");
      for (const name of await caches.keys()) if (name.startsWith(CACHE_PREFIX)) await caches.delete(name);
      await (await findRegistration())?.unregister();
      show("removed", "keep", () => void store(true));
    }

    /**
     * Shows whether the site is stored, or a new version is ready.
     * @param {ServiceWorkerRegistration} registration
     */
    async function showState(registration) {
      const { active, waiting } = registration;
      if (waiting && active) {
        announceMessages();
        show("new", "use", () => {
          isUpdateWanted = true;
          waiting.postMessage({ type: "use" });
        });
        return;
      }
      if (!active) return;
      const index = await readIndex();
      // A new version came meanwhile, and is shown already.
      if (registration.waiting) return;
      if (index) {
        const missing = index.missing?.length ?? 0;
        show(missing > 0 ? "kept-without" : "kept", "remove", () => void remove(), index.bytes, missing);
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
      announceMessages();
      if (!registration.active) show("preparing");
      worker.addEventListener("statechange", () => {
        if (worker.state === "redundant" && !registration.active && line.dataset.offline === "preparing") void showReason();
        if (worker.state === "activated" && isUpdateWanted) location.reload();
        else if (worker.state === "activated" || worker.state === "installed") void showState(registration);
      });
    }

    /** Whether the reader waits for the copy: that a new version failed changes nothing for who has one. */
    const isAwaited = () => /^(preparing|failed-)/.test(line.dataset.offline ?? "");

    /** @param {ServiceWorkerRegistration} registration */
    function watch(registration) {
      follow(registration, registration.installing);
      if (registration.waiting) follow(registration, registration.waiting);
      registration.addEventListener("updatefound", () => follow(registration, registration.installing));
      document.addEventListener("visibilitychange", () => {
        // A page may stay open for days.
        if (!document.hidden) registration.update().catch(() => undefined);
      });
      // The service worker may be of another version than this page: the types of their messages stay as they are.
      container.addEventListener("message", ({ data }) => {
        if (data.type === "progress" && line.dataset.offline === "preparing") {
          percent.textContent = ` ${Math.floor((100 * data.loaded) / data.total)} %`;
        } else if (data.type === "kept" && registration.active && isAwaited()) void showState(registration);
        else if (data.type === "others") {
          isUpdateWanted = false;
          show("others", "use", button.onclick ? /** @type {() => void} */ (button.onclick) : undefined);
        } else if (data.type === "failed" && isAwaited()) showFailure(data.reason);
      });
      return showState(registration);
    }

    /** @param {string} reason */
    function showFailure(reason) {
      show(`failed-${reason}`, "again", () => void store(true));
    }

    /** Shows why it failed, as far as the service worker could say. */
    const showReason = async () => showFailure((await readFailure().catch(() => null))?.reason ?? "network");

    let isWatched = false;

    /** @param {boolean} [isWanted] whether the reader asked for it */
    async function store(isWanted = false) {
      if (isWanted) {
        announceMessages();
        readerChoice("yes");
        show("preparing");
      }
      try {
        // Who asks for it need not wait for a day.
        if (isWanted) await caches.delete(FAILURE_CACHE);
        const registration = await container.register(new URL("service-worker.js", home), { scope: home.pathname });
        if (isWatched) {
          follow(registration, registration.installing);
          await showState(registration);
        } else {
          isWatched = true;
          await watch(registration);
        }
      } catch {
        const reason = await findRefusal();
        // What the browser refuses, and that there is no network, is news only to who asked for it.
        if (isWanted || !/^(refused|network)$/.test(reason)) showFailure(reason);
        else line.remove();
      }
    }

    /** Why there is no service worker: an error of the browser names every cause alike. */
    async function findRefusal() {
      try {
        const { ok, status, headers } = await fetch(new URL("service-worker.js", home), { cache: "no-store" });
        if (!ok) return status >= 500 ? "busy" : "missing";
        return /javascript/.test(headers.get("content-type") ?? "") ? "refused" : "changed";
      } catch {
        return "network";
      }
    }

    /** Whether loading megabytes is for the reader to decide. */
    function isCostly() {
      const { connection } = /** @type {{connection?: {saveData?: boolean, effectiveType?: string}}} */ (navigator);
      return connection?.saveData === true || /^(slow-2g|2g|3g)$/.test(connection?.effectiveType ?? "");
    }

    return async () => {
      const registration = await findRegistration();
      if (registration && (registration.active || registration.installing)) {
        isWatched = true;
        await watch(registration);
        return;
      }
      const isOffered = readerChoice() === "no" || (readerChoice() !== "yes" && isCostly());
      const failed = isOffered ? null : await readFailure();
      if (isOffered) offer();
      else if (failed?.isLeftAlone) showFailure(failed.reason);
      else await store();
    };
  }

  /** Resolves when nothing that the reader waits for is still loading. */
  async function waitUntilIdle() {
    if (document.readyState !== "complete") {
      await new Promise((go) => window.addEventListener("load", go, { once: true }));
    }
    if (document.getElementById("calculator-form")) {
      // Python first; where it cannot start, its files are not worth storing from this page.
      await new Promise((go) => {
        new PerformanceObserver((list) => {
          if (list.getEntriesByName("lumbar:ready").length > 0) go(undefined);
        }).observe({ type: "mark", buffered: true });
      });
    }
    await new Promise((go) => ("requestIdleCallback" in window ? requestIdleCallback(go) : setTimeout(go, 1000)));
  }

  const container = findContainer();
  if (!container) return;
  waitUntilIdle()
    .then(manageCopy(container))
    // Storage is refused: there is nothing to show.
    .catch(() => line.remove());
})();
