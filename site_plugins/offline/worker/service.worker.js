/**
 * Keeps one version of the whole site for use without a network. It installs whole or not at all, and answers from that
 * version alone: what is missing or damaged is fetched again only if it is the same, byte for byte.
 */
(() => {
  "use strict";

  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const { version, twins, pages } = self.lumbarCopy;
  /** Without what every object has: an address may be called "constructor". @type {LumbarCopy["files"]} */
  const files = Object.assign(Object.create(null), self.lumbarCopy.files);
  const home = worker.registration.scope;
  /** The same origin may hold other sites, and other versions of this one. */
  const OURS = `lumbar ${home} `;
  const NAME = OURS + version;
  /** The entry that says what is kept, put last. */
  const WHOLE = new URL("?whole", home).href;
  /** Files that are fetched at the same time. */
  const LANES = 4;
  const unzips = typeof DecompressionStream === "function";
  const originals = new Map(Object.entries(twins).map(([file, twin]) => [twin, file]));
  /** Whether the host compresses anything, as its pages show. */
  let compresses = true;

  /** The site is not the one that is kept. */
  class OtherFile extends Error {}

  /** @param {string} address */
  const urlOf = (address) => new URL(address.split("/").map(encodeURIComponent).join("/"), home).href;

  /** @param {string} url */
  function addressOf(url) {
    try {
      return decodeURIComponent(new URL(url).pathname.slice(new URL(home).pathname.length)).replace(/(^|\/)$/, "$1index.html");
    } catch {
      return ""; // What cannot be decoded names nothing.
    }
  }

  /** The addresses under which a file may be kept, its own first. @param {string} address */
  const formsOf = (address) => [address, twins[address] ?? originals.get(address)].filter((form) => form !== undefined);

  /**
   * @param {string} address
   * @param {Response} response
   */
  async function checked(address, response) {
    const bytes = await response.arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    // Some hosts unzip a twin on the way, on seeing its name.
    if (!formsOf(address).some((form) => files[form][1] === sha256)) throw new OtherFile(address);
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    // A cache refuses what varies by everything.
    headers.delete("vary");
    return new Response(bytes, { headers });
  }

  /**
   * Fetches a file; null if it was to come compressed and does not.
   * @param {string} address
   * @param {boolean} [onlyCompressed]
   */
  async function fetched(address, onlyCompressed = false) {
    const response = await fetch(urlOf(address), { cache: "no-cache" });
    const encoding = response.headers.get("content-encoding");
    if (address.endsWith(".html")) compresses = encoding !== null;
    if (!response.ok || (onlyCompressed && !encoding)) {
      await response.body?.cancel();
      if (!response.ok) throw new OtherFile(address);
      return null;
    }
    return checked(address, response);
  }

  /**
   * Fetches a file in the form that Python would choose.
   * @param {string} address
   * @returns {Promise<[string, Response]>} the form's address, and the file
   */
  async function obtain(address) {
    const file = originals.get(address) ?? address;
    const twin = unzips ? twins[file] : undefined;
    const whole = twin && !compresses ? null : await fetched(file, twin !== undefined);
    if (whole) return [file, whole];
    const form = /** @type {string} */ (twin);
    return [form, /** @type {Response} */ (await fetched(form))];
  }

  /** @param {object} message */
  async function tell(message) {
    const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    for (const client of all) if (client.url.startsWith(home)) client.postMessage(message);
  }

  /**
   * What an earlier version keeps.
   * @returns {Promise<(address: string) => Promise<[string, Response] | null>>}
   */
  async function earlier() {
    /** @type {Map<string, [Cache, string]>} */
    const found = new Map();
    for (const name of await caches.keys()) {
      if (!name.startsWith(OURS) || name === NAME) continue;
      const cache = await caches.open(name);
      const kept = /** @type {LumbarKept | undefined} */ (await (await cache.match(WHOLE))?.json());
      for (const [sha256, address] of Object.entries(kept?.files ?? {})) found.set(sha256, [cache, address]);
    }
    return async (address) => {
      for (const form of formsOf(address)) {
        const [cache, old] = found.get(files[form][1]) ?? [];
        const response = cache && old !== undefined && (await cache.match(urlOf(old)));
        if (response) return checked(form, response).then((same) => [form, same], () => null);
      }
      return null;
    };
  }

  /** Keeps all of this version, or nothing. */
  async function install() {
    if (await (await caches.open(NAME)).match(WHOLE)) return;
    await caches.delete(NAME);
    const cache = await caches.open(NAME);
    // Pages first: they show whether the host compresses.
    const open = Object.keys(files).filter((address) => !originals.has(address));
    open.sort((one, two) => Number(two.endsWith(".html")) - Number(one.endsWith(".html")));
    const share = (/** @type {string} */ address) => files[twins[address] ?? address][0];
    const total = open.reduce((sum, address) => sum + share(address), 0);
    /** @type {LumbarKept} */
    const kept = { bytes: 0, files: {} };
    let loaded = 0;
    try {
      const old = await earlier();
      const lane = async () => {
        for (let address = open.shift(); address !== undefined; address = open.shift()) {
          const [form, response] = (await old(address)) ?? (await obtain(address));
          await cache.put(urlOf(form), response);
          kept.bytes += files[form][0];
          kept.files[files[form][1]] = form;
          await tell({ type: "progress", loaded: (loaded += share(address)), total });
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      await cache.put(WHOLE, Response.json(kept));
    } catch (error) {
      open.length = 0;
      await caches.delete(NAME);
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      await tell({ type: "failed", reason: isFull ? "room" : "network" });
      throw error;
    }
    await tell({ type: "kept" });
  }

  async function cleanUp() {
    for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== NAME) await caches.delete(name);
  }

  /**
   * What is kept, in the form in which it was asked for.
   * @param {string} address
   * @param {string} form
   * @param {Response} response
   */
  function inForm(address, form, response) {
    if (twins[address] !== form || !response.body) return response;
    const type = address.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return new Response(response.body.pipeThrough(new DecompressionStream("gzip")), { headers: { "content-type": type } });
  }

  /**
   * @param {Cache} cache
   * @param {Request} request
   * @param {string} address
   */
  async function keptOrMended(cache, request, address) {
    // Python asks for a file to be loaded anew when it is damaged. What it checks itself is not checked twice.
    for (const form of request.cache === "reload" ? [] : formsOf(address)) {
      const found = await cache.match(urlOf(form));
      if (found && formsOf(address).length > 1) return inForm(address, form, found);
      const whole = found && (await checked(form, found).catch(() => null));
      if (whole) return whole;
    }
    const [form, response] = await obtain(address);
    for (const other of formsOf(address)) if (other !== form) await cache.delete(urlOf(other));
    // Where there is no room for it any more, it is at least shown.
    await cache.put(urlOf(form), response.clone()).catch(() => undefined);
    return inForm(address, form, response);
  }

  /** @param {string} html */
  function sentence(html) {
    const headers = { "content-type": "text/html; charset=utf-8" };
    return new Response(html.replace("{home}", urlOf("index.html")), { status: 503, headers });
  }

  /**
   * @param {Request} request
   * @param {string} address
   */
  async function answer(request, address) {
    const isPage = request.mode === "navigate";
    // The reader may have removed the copy while pages of it were open.
    const isKept = files[address] !== undefined && (await caches.has(NAME).catch(() => false));
    try {
      return isKept ? await keptOrMended(await caches.open(NAME), request, address) : await fetch(request);
    } catch (error) {
      const isOther = error instanceof OtherFile;
      if (isOther) worker.registration.update().catch(() => undefined);
      return isPage ? sentence(isOther ? pages.damaged : pages.away) : Response.error();
    }
  }

  worker.addEventListener("install", (event) => event.waitUntil(install()));
  worker.addEventListener("activate", (event) => event.waitUntil(cleanUp()));

  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(home)) return;
    const address = addressOf(request.url);
    const isPage = request.mode === "navigate";
    if (isPage && !files[address] && files[`${address}/index.html`]) {
      event.respondWith(Response.redirect(`${urlOf(address)}/`));
    } else if (isPage || files[address]) {
      event.respondWith(answer(request, address));
    }
  });

  worker.addEventListener("message", (event) => {
    const use = async () => {
      const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
      // Other pages would go on with files of two versions.
      if (all.filter((client) => client.url.startsWith(home)).length > 1) event.source?.postMessage({ type: "others" });
      else await worker.skipWaiting();
    };
    if (event.data.type === "use") event.waitUntil(use());
    else if (event.data.type === "keep") event.waitUntil(install().catch(() => undefined));
  });
})();
