// Brings Python to the page: asks first where that is dear, tells how far it is, and says a way on when it stalls or there
// is no network. What was asked meanwhile waits here, and is answered as soon as Python is there.
(() => {
  "use strict";

  const { settings, text, byId } = window.lumbarCalculator;
  const status = byId("calculator-status", HTMLElement);
  const loading = byId("calculator-loading", HTMLElement);
  const shownPercent = byId("calculator-percent", HTMLElement);
  const progress = byId("calculator-progress", HTMLProgressElement);
  const offer = byId("calculator-offer", HTMLElement);
  const hold = byId("calculator-hold", HTMLElement);
  const holdText = byId("calculator-hold-text", HTMLElement);

  const AGREED = "lumbar-python";
  /** Milliseconds without a byte after which the reader is told that it takes long. */
  const STALL = 20_000;
  /** Milliseconds between two tries while there is no network; each one waits twice as long as the last, up to this. */
  const FIRST_RETRY = 5_000;
  const LAST_RETRY = 60_000;

  /** @type {LumbarPythonHandle | undefined} */
  let python;
  /** @type {"none" | "offered" | "loading" | "held" | "ready" | "ended"} */
  let state = "none";
  /** Those who asked Python before it was there. @type {(() => void)[]} */
  const queue = [];
  let watch = 0;
  let retry = 0;
  let pause = FIRST_RETRY;
  /** Whether the reader, or this page, has started it. */
  let wasStarted = false;
  let ready = () => {};
  /** @type {(reason: LumbarReason) => void} */
  let failed = () => {};

  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

  /**
   * What the tab remembers of the reader's agreement; nothing where storage is refused.
   * @param {(storage: Storage) => unknown} use
   */
  function remembered(use) {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  }

  /** Tells, if nothing comes for a while, that it takes long: it may still come. */
  function watchForStall() {
    clearTimeout(watch);
    watch = window.setTimeout(() => showHold("form.slow"), STALL);
  }

  /** Says what is the matter and the two ways on, where the reader is: below the form. */
  function showHold(/** @type {string} */ key) {
    holdText.textContent = text(key);
    hold.hidden = false;
    status.textContent = "";
  }

  function stopWatching() {
    clearTimeout(watch);
    clearTimeout(retry);
    hold.hidden = true;
  }

  /** Something has come: the wait begins anew, however long all of it takes. */
  function watchOn() {
    stopWatching();
    watchForStall();
  }

  function showLoading(/** @type {string} */ key) {
    state = "loading";
    loading.hidden = false;
    progress.value = 0;
    shownPercent.textContent = "";
    // Said once: the number beside the bar changes too often to be read out.
    status.textContent = text(key);
    watchForStall();
  }

  function start() {
    stopWatching();
    wasStarted = true;
    python?.stop();
    const started = window.lumbarPython.start({
      root: settings.root || "./",
      guideline: settings.guideline,
      onProgress: (loaded, total) => {
        if (python !== started) return;
        watchOn();
        if (loaded >= total) {
          // All of it is there and starts, which takes as long as it takes.
          progress.removeAttribute("value");
          shownPercent.textContent = text("form.starting");
          return;
        }
        const percent = Math.floor((100 * loaded) / total);
        progress.value = percent;
        shownPercent.textContent = text("form.percent", { percent: String(percent), size: megabytes(total) });
      },
      onComing: () => {
        if (python === started) watchOn();
      },
      onReady: () => {
        if (python !== started) return;
        stopWatching();
        state = "ready";
        pause = FIRST_RETRY;
        loading.hidden = true;
        status.textContent = window.lumbarCalculator.sheet.way.shown ? "" : text("form.ready");
        performance.mark("lumbar:ready");
        for (const go of queue.splice(0)) go();
        ready();
      },
      onSlower: () => {
        if (python !== started) return;
        showLoading("form.longer");
      },
      onFail: (reason) => {
        if (python === started) holdOrFail(reason);
      },
    });
    python = started;
    showLoading("form.loading");
  }

  /**
   * Whether the host that the page comes from can be reached. A folder has none; and what the browser's own copy of the
   * site lacks is damaged: to wait for a network mends nothing.
   */
  async function isReachable() {
    if (location.protocol === "file:" || window.lumbarPython.isOfflineCopy()) return true;
    try {
      await fetch(location.href, { method: "HEAD", cache: "no-store" });
      return true;
    } catch {
      return false;
    }
  }

  /** Without a network the form stays as it is, and Python is tried again; any other failure is for good. */
  async function holdOrFail(/** @type {LumbarReason} */ reason) {
    const failing = python;
    if (reason === "load" && state === "loading" && !(await isReachable())) {
      // It may have been tried again, or stopped, meanwhile.
      if (python !== failing) return;
      stopWatching();
      state = "held";
      loading.hidden = true;
      showHold("form.no-connection");
      retry = window.setTimeout(start, pause);
      pause = Math.min(2 * pause, LAST_RETRY);
      return;
    }
    if (python === failing) failed(reason);
  }

  function stop() {
    stopWatching();
    state = "ended";
    queue.length = 0;
    loading.hidden = offer.hidden = true;
    const ending = python;
    python = undefined;
    ending?.stop();
  }

  /** Starts Python, but where that is slow or dear only when the reader wants it: the form is there in any case. */
  function startOrOffer() {
    const agreed = remembered((storage) => storage.getItem(AGREED));
    const bytes = agreed ? 0 : window.lumbarPython.cost();
    // What has ended this page once may end it each time that it is opened: the form is of use without Python too.
    const wasCutShort = !wasStarted && window.lumbarPython.wasCutShort;
    if (bytes === 0 && !wasCutShort) {
      start();
      return;
    }
    state = "offered";
    byId("calculator-offer-text", HTMLElement).textContent = wasCutShort
      ? text("form.offer-again")
      : text("form.offer", { size: megabytes(bytes) });
    offer.hidden = false;
  }

  offer.querySelector("button")?.addEventListener("click", () => {
    offer.hidden = true;
    remembered((storage) => storage.setItem(AGREED, "yes"));
    start();
    status.tabIndex = -1;
    status.focus();
  });
  byId("calculator-retry", HTMLButtonElement).addEventListener("click", () => {
    // Python came with the very click, and works on an answer.
    if (state === "ready") return;
    pause = FIRST_RETRY;
    start();
    status.tabIndex = -1;
    status.focus();
  });
  window.addEventListener("online", () => {
    if (state === "held") start();
  });

  window.lumbarLoading = {
    begin: (onReady, onFail) => {
      ready = onReady;
      failed = onFail;
      startOrOffer();
    },
    state: () => state,
    ask: async (command, given) => {
      if (state !== "ready" && state !== "ended") await new Promise((go) => queue.push(() => go(undefined)));
      if (!python) throw new window.lumbarPython.Failure("answer");
      return python.ask(command, given);
    },
    remind: () => [offer, hold].find((box) => !box.hidden)?.querySelector("button")?.focus(),
    forget: () => remembered((storage) => storage.removeItem(AGREED)),
    stop,
  };
  window.lumbarArrived?.add("loading");
})();
