/**
 * Takes the place of a service worker that a site at this address left behind: it would show that site's pages for ever.
 */
(() => {
  "use strict";

  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

  async function forget() {
    for (const name of await caches.keys()) await caches.delete(name);
    await worker.registration.unregister();
    for (const client of await worker.clients.matchAll({ type: "window" })) {
      await /** @type {WindowClient} */ (client).navigate(client.url);
    }
  }

  worker.addEventListener("install", () => void worker.skipWaiting());
  worker.addEventListener("activate", (event) => event.waitUntil(forget()));
})();
