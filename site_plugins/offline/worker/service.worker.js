/**
 * Stores one version of the whole site for use without a network. It answers only when all of it is there, and from that
 * version alone: what is missing or damaged is fetched again only if it is the same, byte for byte.
 */
(() => {
  "use strict";

  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const { version, build, precompressed, optional, pages } = self.lumbarCopy;
  /** Without what every object has: an address may be called "constructor". @type {LumbarCopy["files"]} */
  const files = Object.assign(Object.create(null), self.lumbarCopy.files);
  const home = worker.registration.scope;
  /** The same origin may hold other sites, and other versions of this one. */
  const CACHE_PREFIX = `lumbar ${home} `;
  const CACHE = CACHE_PREFIX + version;
  /** The entry that lists what is stored, put last. */
  const INDEX = new URL("?whole", home).href;
  /** The entry that tells of the last failure, in a cache of its own. The page reads it too. */
  const FAILURE_CACHE = `${CACHE_PREFIX}failure`;
  const FAILURE = new URL("?failure", home).href;
  /** Files that are fetched at the same time. */
  const CONCURRENT = 4;
  /** Milliseconds without a byte after which a file is given up. */
  const STALL = 30_000;
  const DAY = 86_400_000;
  const canDecompress = typeof DecompressionStream === "function";
  const originals = new Map(Object.entries(precompressed).map(([file, gzip]) => [gzip, file]));
  /** Whether the host compresses anything, as its pages show. */
  let hostCompresses = true;

  /** Why a copy does not come to be: the page has words for each. @typedef {"changed" | "missing" | "busy" | "room" | "network"} Reason */

  /** A file did not come as it was built. */
  class CopyError extends Error {
    /** @param {Reason} reason */
    constructor(reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** @param {string} address */
  const urlOf = (address) => new URL(address.split("/").map(encodeURIComponent).join("/"), home).href;

  /** @param {string} url */
  function addressOf(url) {
    try {
      const path = new URL(url).pathname.slice(new URL(home).pathname.length);
      return decodeURIComponent(path).replace(/(^|\/)$/, "$1index.html");
    } catch {
      return ""; // What cannot be decoded names nothing.
    }
  }

  /** The addresses under which a file may be stored, its own first. @param {string} address */
  const formsOf = (address) => [address, precompressed[address] ?? originals.get(address)].filter((form) => form !== undefined);

  /** A file, by the address of the form in which it came. @typedef {[form: string, response: Response]} Found */

  /** @param {string} file @returns {string} the media type of a file of Python */
  const typeOf = (file) => (file.endsWith(".wasm") ? "application/wasm" : "text/javascript");

  /**
   * Resolves to a response of the same bytes; rejects where they are not those of this version.
   * @param {string} address
   * @param {Headers} headers
   * @param {BufferSource} bytes
   * @returns {Promise<Found>}
   */
  async function check(address, headers, bytes) {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    // Some hosts say of a .gz file, on seeing its name, that it is another one that is compressed: browsers unpack it.
    const form = formsOf(address).find((each) => files[each][1] === sha256);
    if (form === undefined) throw new CopyError("changed");
    const kept = new Headers(headers);
    if (form !== address) kept.set("content-type", precompressed[form] ? typeOf(form) : "application/gzip");
    kept.delete("content-encoding");
    kept.delete("content-length");
    // A cache refuses what varies by everything.
    kept.delete("vary");
    return [form, new Response(bytes, { headers: kept })];
  }

  /** @param {string} address @param {Response} response */
  const checkStored = async (address, response) => check(address, response.headers, await response.arrayBuffer());

  /** @param {number} status of HTTP @returns {Reason} */
  const reasonOf = (status) => (status >= 500 || status === 429 || status === 408 ? "busy" : "missing");

  /**
   * Fetches a file; null if it was to come compressed and does not.
   * @param {string} address
   * @param {RequestCache} cache
   * @param {boolean} [onlyCompressed]
   * @returns {Promise<Found | null>}
   */
  async function fetchFile(address, cache, onlyCompressed = false) {
    const stall = new AbortController();
    let watch = setTimeout(() => stall.abort(), STALL);
    try {
      const response = await fetch(urlOf(address), { cache, signal: stall.signal });
      const encoding = response.headers.get("content-encoding");
      if (address.endsWith(".html")) hostCompresses = encoding !== null;
      if (!response.ok || (onlyCompressed && !encoding)) {
        await response.body?.cancel();
        if (!response.ok) throw new CopyError(reasonOf(response.status));
        return null;
      }
      /** @type {BlobPart[]} */
      const pieces = [];
      const reader = response.body?.getReader();
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
        clearTimeout(watch);
        watch = setTimeout(() => stall.abort(), STALL);
        pieces.push(next.value);
      }
      return await check(address, response.headers, await new Blob(pieces).arrayBuffer());
    } finally {
      clearTimeout(watch);
    }
  }

  /**
   * The ways to get a file, one to be tried after the other: in the form that Python would choose, in the other one, and
   * both once more past every cache on the way, for a request may break.
   * @param {string} address
   * @returns {[form: string, cache: RequestCache, onlyCompressed?: boolean][]}
   */
  function waysTo(address) {
    const file = originals.get(address) ?? address;
    const gzip = canDecompress ? precompressed[file] : undefined;
    if (!gzip) return [[file, "no-cache"], [file, "reload"]];
    const first = hostCompresses ? [/** @type {[string, RequestCache, boolean]} */ ([file, "no-cache", true])] : [];
    return [...first, [gzip, "no-cache"], [file, "no-cache"], [gzip, "reload"], [file, "reload"]];
  }

  /**
   * Fetches a file in whatever form it comes as it was built; rejects with the first reason why none does.
   * @param {string} address
   * @returns {Promise<Found>}
   */
  async function fetchAny(address) {
    let failure;
    for (const [form, cache, onlyCompressed] of waysTo(address)) {
      try {
        const found = await fetchFile(form, cache, onlyCompressed);
        if (found) return found;
      } catch (error) {
        if (error instanceof CopyError) failure ??= error;
      }
    }
    throw failure ?? new CopyError("network");
  }

  /** Posts a message to every open page of the site. @param {object} message */
  async function broadcast(message) {
    const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    for (const client of all) if (client.url.startsWith(home)) client.postMessage(message);
  }

  /**
   * Resolves to a function that finds a file of this version among those that are stored: by this version, of which a
   * part may have come before, or by another one.
   * @returns {Promise<(address: string) => Promise<Found | null>>}
   */
  async function openStored() {
    const names = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX) && name !== FAILURE_CACHE);
    const stores = await Promise.all([CACHE, ...names.filter((name) => name !== CACHE)].map((name) => caches.open(name)));
    return async (address) => {
      for (const store of stores) {
        for (const form of formsOf(address)) {
          const stored = await store.match(urlOf(form));
          const checked = stored && (await checkStored(form, stored).catch(() => null));
          if (checked) return checked;
        }
      }
      return null;
    };
  }

  /** What is known of a failure of this build within the last day. @returns {Promise<LumbarCopyFailure | null>} */
  async function readFailure() {
    const stored = await caches.match(FAILURE, { cacheName: FAILURE_CACHE });
    const failure = /** @type {LumbarCopyFailure | undefined} */ (await stored?.json().catch(() => undefined));
    return failure?.build === build && Date.now() < failure.until ? failure : null;
  }

  /**
   * Notes why this build could not be stored: it is then left alone for a day. Where the connection breaks off or the host
   * is busy it is tried three times before: what has come is there already.
   * @param {Reason} reason
   */
  async function noteFailure(reason) {
    const times = ((await readFailure())?.times ?? 0) + 1;
    const isLeftAlone = times >= 3 || (reason !== "network" && reason !== "busy");
    /** @type {LumbarCopyFailure} */
    const failure = { build, reason, times, isLeftAlone, until: Date.now() + DAY };
    await (await caches.open(FAILURE_CACHE)).put(FAILURE, Response.json(failure));
  }

  /**
   * Stores all of this version. What came stays when the rest does not: the next time goes on from there.
   */
  async function install() {
    const cache = await caches.open(CACHE);
    if (await cache.match(INDEX)) return;
    const failed = await readFailure();
    if (failed?.isLeftAlone) {
      await broadcast({ type: "failed", reason: failed.reason });
      throw new CopyError(failed.reason);
    }
    // Pages first: they show whether the host compresses, and whether it changes what it hands out.
    const queue = Object.keys(files).filter((address) => !originals.has(address));
    queue.sort((one, two) => Number(two.endsWith(".html")) - Number(one.endsWith(".html")));
    const sizeOf = (/** @type {string} */ address) => files[precompressed[address] ?? address][0];
    const total = queue.reduce((sum, address) => sum + sizeOf(address), 0);
    /** @type {LumbarCopyIndex} */
    const index = { bytes: 0, missing: [] };
    let loaded = 0;
    /** @param {string} address */
    const store = async (address) => {
      const [form, response] = (await findStored(address)) ?? (await fetchAny(address));
      await cache.put(urlOf(form), response);
      index.bytes += files[form][0];
    };
    const findStored = await openStored();
    const storeNext = async () => {
      for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
        try {
          await store(address);
        } catch (error) {
          // No page needs it to be read: the copy is whole without it, and says so.
          if (!(error instanceof CopyError) || error.reason === "network" || !optional.includes(address)) throw error;
          index.missing.push(address);
        }
        await broadcast({ type: "progress", loaded: (loaded += sizeOf(address)), total });
      }
    };
    const all = Array.from({ length: CONCURRENT }, storeNext);
    try {
      await Promise.all(all);
      await cache.put(INDEX, Response.json(index));
      await caches.delete(FAILURE_CACHE);
    } catch (error) {
      queue.length = 0;
      // What still comes is kept.
      await Promise.allSettled(all);
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      const reason = error instanceof CopyError ? error.reason : isFull ? "room" : "network";
      // Half a copy is of use only to the next try; where there is no room it takes some from others.
      if (isFull) await caches.delete(CACHE);
      await noteFailure(reason).catch(() => undefined);
      await broadcast({ type: "failed", reason });
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
    const headers = { "content-type": typeOf(address) };
    return new Response(response.body.pipeThrough(new DecompressionStream("gzip")), { headers });
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
      const checked = stored && (await checkStored(form, stored).catch(() => null));
      if (checked) return checked[1];
    }
    const [form, response] = await fetchAny(address);
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
   * Whether a file of this version is asked for. A page that is in no copy comes from the host, which may have a newer
   * version: its scripts and styles are named with the beginning of their checksums.
   * @param {Request} request
   * @param {string} address
   */
  function isOfThisVersion(request, address) {
    const wanted = new URL(request.url).searchParams.get("v") ?? "";
    return files[address] !== undefined && (request.mode === "navigate" || files[address][1].startsWith(wanted));
  }

  /**
   * @param {Request} request
   * @param {string} address
   */
  async function answer(request, address) {
    const isPage = request.mode === "navigate";
    // The reader may have removed the copy while pages of it were open.
    const isStored = isOfThisVersion(request, address) && (await caches.has(CACHE).catch(() => false));
    try {
      return isStored ? await readOrRepair(await caches.open(CACHE), request, address) : await fetch(request);
    } catch (error) {
      const isWrong = error instanceof CopyError && error.reason !== "network";
      if (isWrong && optional.includes(address)) return fetch(request).catch(() => Response.error());
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
