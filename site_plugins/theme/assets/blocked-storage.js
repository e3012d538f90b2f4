// Where a browser refuses its stores (all cookies are blocked, or the page stands in a sandboxed frame), the page gets
// stand-ins that last as long as it does: the theme reads the stores without asking whether it may. It runs before the
// theme's own scripts. What tells a reader that something is kept looks at `lumbarBlockedStorage` first.
(() => {
  "use strict";

  /** @type {string[]} */
  const blocked = (window.lumbarBlockedStorage = []);

  function makeStandIn() {
    /** @type {Map<string, string>} */
    const items = new Map();
    return {
      get length() {
        return items.size;
      },
      key: (/** @type {number} */ place) => [...items.keys()][place] ?? null,
      getItem: (/** @type {unknown} */ name) => items.get(String(name)) ?? null,
      setItem: (/** @type {unknown} */ name, /** @type {unknown} */ value) => void items.set(String(name), String(value)),
      removeItem: (/** @type {unknown} */ name) => void items.delete(String(name)),
      clear: () => items.clear(),
    };
  }

  for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    try {
      // Some browsers have none rather than refuse it.
      if (window[name]) continue;
    } catch {
      // To read it is refused already.
    }
    blocked.push(name);
    try {
      Object.defineProperty(window, name, { value: makeStandIn(), configurable: true });
    } catch {
      // It may be fixed. Then it stays as it is.
    }
  }
})();
