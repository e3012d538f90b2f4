/**
 * The snapshot: Python's memory once everything is imported and before anybody has answered anything. A folder brings
 * along the one that was taken when the site was built; a browser that stores the site takes its own and stores it in its
 * own cache, so that a later visit starts from there and no byte of it crosses the network.
 *
 * It rests on private parts of Pyodide (`_makeSnapshot`, `_loadSnapshot`): the version is pinned, and with whatever does
 * not fit, Python starts as it does without.
 */
(() => {
  "use strict";

  const { sha256, loadContent } = self.lumbarWorker;
  /** Words that are compared, and stored, at once. */
  const BLOCK = 16;
  /** Words of the header: the snapshot's bytes, then counts of words of the runs, of the snapshot's own header, and of the data. */
  const HEADER = 4;

  /**
   * The format: the header, the place and length of each run, the snapshot's own header, and the runs' data.
   * @type {LumbarWorkerShared["encodeSnapshot"]}
   */
  function encodeSnapshot(content, initialMemory) {
    // By Pyodide's format its second number is the length of what stands before the memory.
    const [, memoryStart] = new Uint32Array(content.buffer, 0, 2);
    const memory = new Uint32Array(content.buffer, memoryStart);
    /** @type {number[]} */
    const runs = [];
    let size = 0;
    for (let at = 0; at < memory.length; at += BLOCK) {
      const end = Math.min(at + BLOCK, memory.length);
      let same = at;
      while (same < end && memory[same] === (same < initialMemory.length ? initialMemory[same] : 0)) same += 1;
      if (same === end) continue;
      if (runs.length > 0 && runs[runs.length - 2] + runs[runs.length - 1] === at) runs[runs.length - 1] += end - at;
      else runs.push(at, end - at);
      size += end - at;
    }
    const encoded = new Uint32Array(HEADER + runs.length + memoryStart / 4 + size);
    encoded.set([content.length, runs.length, memoryStart / 4, size]);
    encoded.set(runs, HEADER);
    let to = HEADER + runs.length;
    encoded.set(new Uint32Array(content.buffer, 0, memoryStart / 4), to);
    to += memoryStart / 4;
    for (let run = 0; run < runs.length; run += 2) {
      encoded.set(memory.subarray(runs[run], runs[run] + runs[run + 1]), to);
      to += runs[run + 1];
    }
    return encoded;
  }

  /**
   * Makes the snapshot whole again, in the array that Pyodide was given for it.
   * @param {Uint32Array} encoded
   * @param {Uint8Array} content
   * @param {Uint8Array} initialMemory
   */
  function restore(encoded, content, initialMemory) {
    const [, runsLength, ownHeader] = encoded;
    const words = new Uint32Array(content.buffer);
    let from = HEADER + runsLength;
    content.set(initialMemory.subarray(0, content.length - ownHeader * 4), ownHeader * 4);
    words.set(encoded.subarray(from, from + ownHeader));
    from += ownHeader;
    for (let run = HEADER; run < HEADER + runsLength; run += 2) {
      words.set(encoded.subarray(from, from + encoded[run + 1]), ownHeader + encoded[run]);
      from += encoded[run + 1];
    }
  }

  /**
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @returns {LumbarSnapshot}
   */
  function decodeSnapshot(bytes) {
    const encoded = new Uint32Array(bytes.buffer);
    const content = new Uint8Array(encoded[0]);
    return { content, fill: (memory) => restore(encoded, content, memory) };
  }

  /** @type {LumbarWorkerShared["cachedSnapshot"]} */
  function cachedSnapshot(cacheName, runtimeUrl, version) {
    const address = new URL("snapshot", runtimeUrl).href;
    /** With another runtime or another browser a snapshot is not used. */
    const madeBy = `${version} ${navigator.userAgent}`;

    async function discard() {
      await caches.delete(cacheName).catch(() => false);
    }

    return {
      discard,
      async load() {
        try {
          const response = await (await caches.open(cacheName)).match(address);
          if (!response) return null;
          const bytes = new Uint8Array(await response.arrayBuffer());
          const fits = response.headers.get("x-made-by") === madeBy;
          if (!fits || response.headers.get("x-sha256") !== (await sha256(bytes))) {
            await discard();
            return null;
          }
          return decodeSnapshot(bytes);
        } catch {
          // Storage may be refused.
          return null;
        }
      },
      async store(content, initialMemory) {
        try {
          const bytes = new Uint8Array(encodeSnapshot(content, initialMemory).buffer);
          const headers = { "x-made-by": madeBy, "x-sha256": await sha256(bytes) };
          await (await caches.open(cacheName)).put(address, new Response(bytes, { headers }));
        } catch {
          await discard();
        }
      },
    };
  }

  /** @type {LumbarWorkerShared["bundledSnapshot"]} */
  function bundledSnapshot(source, file) {
    return {
      // A missing or damaged one is none: Python starts without it.
      load: () => loadContent(source, "memory.bin", file, () => undefined).then(decodeSnapshot, () => null),
      store: null,
      discard: () => Promise.resolve(),
    };
  }

  Object.assign(self.lumbarWorker, { cachedSnapshot, bundledSnapshot, encodeSnapshot });
})();
