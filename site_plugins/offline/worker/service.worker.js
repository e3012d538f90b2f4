/**
 * Stores one version of the whole site for use without a network. It installs whole or not at all, and answers from that
 * version alone: what is missing or damaged is fetched again only if it is the same, byte for byte.
 */
(() => {
  "use strict";

  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const { version, precompressed, pages } = self.lumbarCopy;
  /** Without what every object has: an address may be called "constructor". @type {LumbarCopy["files"]} */
  const files = Object.assign(Object.create(null), self.lumbarCopy.files);
  const home = worker.registration.scope;
  /** The same origin may hold other sites, and other versions of this one. */
  const CACHE_PREFIX = `lumbar ${home} `;
  const CACHE = CACHE_PREFIX + version;
  /** The entry that lists what is stored, put last. */
  const INDEX = new URL("?whole", home).href;
  /** Files that are fetched at the same time. */
  const CONCURRENT = 4;
  const canDecompress = typeof DecompressionStream === "function";
  const originals = new Map(Object.entries(precompressed).map(([file, gzip]) => [gzip, file]));
  /** Whether the host compresses anything, as its pages show. */
  let hostCompresses = true;

  /** The site has another file than the one of this version. */
  class WrongFile extends Error {}

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

  /** The addresses under which a file may be stored, its own first. @param {string} address */
  const formsOf = (address) => [address, precompressed[address] ?? originals.get(address)].filter((form) => form !== undefined);

  /**
   * Resolves to a response of the same bytes; rejects where they are not those of this version.
   * @param {string} address
   * @param {Response} response
   */
  async function check(address, response) {
    const bytes = await response.arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    // Some hosts decompress a .gz file on the way, on seeing its name.
    if (!formsOf(address).some((form) => files[form][1] === sha256)) throw new WrongFile(address);
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
  async function fetchFile(address, onlyCompressed = false) {
    const response = await fetch(urlOf(address), { cache: "no-cache" });
    const encoding = response.headers.get("content-encoding");
    if (address.endsWith(".html")) hostCompresses = encoding !== null;
    if (!response.ok || (onlyCompressed && !encoding)) {
      await response.body?.cancel();
      if (!response.ok) throw new WrongFile(address);
      return null;
    }
    return check(address, response);
  }

  /**
   * Fetches a file in the form that Python would choose.
   * @param {string} address
   * @returns {Promise<[string, Response]>} the form's address, and the file
   */
  async function fetchSmallest(address) {
    const file = originals.get(address) ?? address;
    const gzip = canDecompress ? precompressed[file] : undefined;
    const plain = gzip && !hostCompresses ? null : await fetchFile(file, gzip !== undefined);
    if (plain) return [file, plain];
    const form = /** @type {string} */ (gzip);
    return [form, /** @type {Response} */ (await fetchFile(form))];
  }

  /** Posts a message to every open page of the site. @param {object} message */
  async function broadcast(message) {
    const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    for (const client of all) if (client.url.startsWith(home)) client.postMessage(message);
  }

  /**
   * Resolves to a function that finds a file of this version among those that an earlier version stored.
   * @returns {Promise<(address: string) => Promise<[string, Response] | null>>}
   */
  async function openEarlierVersions() {
    /** @type {Map<string, [Cache, string]>} */
    const byChecksum = new Map();
    for (const name of await caches.keys()) {
      if (!name.startsWith(CACHE_PREFIX) || name === CACHE) continue;
      const cache = await caches.open(name);
      const index = /** @type {LumbarCopyIndex | undefined} */ (await (await cache.match(INDEX))?.json());
      for (const [sha256, address] of Object.entries(index?.files ?? {})) byChecksum.set(sha256, [cache, address]);
    }
    return async (address) => {
      for (const form of formsOf(address)) {
        const [cache, oldAddress] = byChecksum.get(files[form][1]) ?? [];
        const response = cache && oldAddress !== undefined && (await cache.match(urlOf(oldAddress)));
        if (response) return check(form, response).then((checked) => [form, checked], () => null);
      }
      return null;
    };
  }

  /** Stores all of this version, or nothing. */
  async function install() {
    if (await (await caches.open(CACHE)).match(INDEX)) return;
    await caches.delete(CACHE);
    const cache = await caches.open(CACHE);
    // Pages first: they show whether the host compresses.
    const queue = Object.keys(files).filter((address) => !originals.has(address));
    queue.sort((one, two) => Number(two.endsWith(".html")) - Number(one.endsWith(".html")));
    const sizeOf = (/** @type {string} */ address) => files[precompressed[address] ?? address][0];
    const total = queue.reduce((sum, address) => sum + sizeOf(address), 0);
    /** @type {LumbarCopyIndex} */
    const index = { bytes: 0, files: {} };
    let loaded = 0;
    try {
      const findEarlier = await openEarlierVersions();
      const storeNext = async () => {
        for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
          const [form, response] = (await findEarlier(address)) ?? (await fetchSmallest(address));
          await cache.put(urlOf(form), response);
          index.bytes += files[form][0];
          index.files[files[form][1]] = form;
          await broadcast({ type: "progress", loaded: (loaded += sizeOf(address)), total });
        }
      };
      await Promise.all(Array.from({ length: CONCURRENT }, storeNext));
      await cache.put(INDEX, Response.json(index));
    } catch (error) {
      queue.length = 0;
      await caches.delete(CACHE);
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      await broadcast({ type: "failed", reason: isFull ? "room" : "network" });
      throw error;
    }
    await broadcast({ type: "kept" });
  }

  async function deleteEarlierVersions() {
    for (const name of await caches.keys()) if (name.startsWith(CACHE_PREFIX) && name !== CACHE) await caches.delete(name);
  }

  /**
   * What is stored, in the form in which it was asked for.
   * @param {string} address
   * @param {string} form
   * @param {Response} response
   */
  function convert(address, form, response) {
    if (precompressed[address] !== form || !response.body) return response;
    const type = address.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return new Response(response.body.pipeThrough(new DecompressionStream("gzip")), { headers: { "content-type": type } });
  }

  /**
   * A stored file, fetched again where it is missing or damaged.
   * @param {Cache} cache
   * @param {Request} request
   * @param {string} address
   */
  async function readOrRepair(cache, request, address) {
    // Python asks for a file to be loaded anew when it is damaged. What it checks itself is not checked twice.
    for (const form of request.cache === "reload" ? [] : formsOf(address)) {
      const stored = await cache.match(urlOf(form));
      if (stored && formsOf(address).length > 1) return convert(address, form, stored);
      const checked = stored && (await check(form, stored).catch(() => null));
      if (checked) return checked;
    }
    const [form, response] = await fetchSmallest(address);
    for (const other of formsOf(address)) if (other !== form) await cache.delete(urlOf(other));
    // Where there is no room for it any more, it is at least shown.
    await cache.put(urlOf(form), response.clone()).catch(() => undefined);
    return convert(address, form, response);
  }

  /** @param {string} html */
  function errorPage(html) {
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
    const isStored = files[address] !== undefined && (await caches.has(CACHE).catch(() => false));
    try {
      return isStored ? await readOrRepair(await caches.open(CACHE), request, address) : await fetch(request);
    } catch (error) {
      const isWrong = error instanceof WrongFile;
      if (isWrong) worker.registration.update().catch(() => undefined);
      return isPage ? errorPage(isWrong ? pages.damaged : pages.away) : Response.error();
    }
  }

  worker.addEventListener("install", (event) => event.waitUntil(install()));
  worker.addEventListener("activate", (event) => event.waitUntil(deleteEarlierVersions()));

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

  // A page may be of another version than this service worker: the types of their messages stay as they are.
  worker.addEventListener("message", (event) => {
    const activate = async () => {
      const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
      // Other pages would go on with files of two versions.
      if (all.filter((client) => client.url.startsWith(home)).length > 1) event.source?.postMessage({ type: "others" });
      else await worker.skipWaiting();
    };
    if (event.data.type === "use") event.waitUntil(activate());
    else if (event.data.type === "keep") event.waitUntil(install().catch(() => undefined));
  });
})();
