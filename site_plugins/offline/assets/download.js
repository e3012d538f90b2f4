/**
 * Keeps the size and the checksum of the folder true on a page that a cache has kept since an older build: the file that
 * stands beside the zip says what they are now. Without a network, and from a folder, the page stays as it was built.
 */
(() => {
  "use strict";

  /**
   * @param {HTMLAnchorElement} link to the zip
   * @param {Element} checksum
   */
  async function renew(link, checksum) {
    const zip = link.href.replace(/\?.*/, "");
    const response = await fetch(`${zip}.sha256`, { cache: "no-store" });
    const [current] = response.ok ? (/^[0-9a-f]{64}(?= )/.exec(await response.text()) ?? []) : [];
    if (!current || current === checksum.textContent) return;
    // No cache has another file at this address.
    const address = `${zip}?v=${current.slice(0, 10)}`;
    const { headers } = await fetch(address, { method: "HEAD", cache: "no-store" });
    const bytes = headers.get("content-encoding") ? 0 : Number(headers.get("content-length"));
    // Where the host does not tell it, no size is better than that of another file.
    const size = bytes ? `, ${(bytes / 1_000_000).toFixed(1)} MB` : "";
    link.href = address;
    link.textContent = (link.textContent ?? "").replace(/, [\d.]+ MB/, size);
    checksum.textContent = current;
  }

  const link = document.querySelector('a[href*="lumbar-offline.zip"]');
  const checksum = document.querySelector("code.checksum");
  if (!(link instanceof HTMLAnchorElement) || !checksum || !/^https?:/.test(location.protocol)) return;
  renew(link, checksum).catch(() => undefined);
})();
