/**
 * Python's memory as it is once everything is imported and before anybody has answered anything. A folder brings along
 * the one that was made when the site was built; a browser that keeps the site makes its own and keeps it in its own
 * cache, so that a later visit starts from there and no byte of it crosses the network.
 *
 * It rests on parts of Pyodide that are not for everybody (`_makeSnapshot`, `_loadSnapshot`): the version is pinned,
 * and with whatever does not fit, Python starts as it does without.
 */
(() => {
  "use strict";

  const { sha256, content } = self.lumbarWorker;
  const BLOCK = 16;
  /** Counts of what follows the head: places and lengths of the runs, the snapshot's own head, and the runs. */
  const HEAD = 4;

  /**
   * What of a snapshot differs from the memory that every start begins with, which is the file's own.
   * @param {Uint8Array<ArrayBuffer>} snapshot
   * @param {Uint32Array} base
   */
  function difference(snapshot, base) {
    // By Pyodide's format its second number is the length of what stands before the memory.
    const [, before] = new Uint32Array(snapshot.buffer, 0, 2);
    const heap = new Uint32Array(snapshot.buffer, before);
    /** @type {number[]} */
    const runs = [];
    let size = 0;
    for (let at = 0; at < heap.length; at += BLOCK) {
      const end = Math.min(at + BLOCK, heap.length);
      let same = at;
      while (same < end && heap[same] === (same < base.length ? base[same] : 0)) same += 1;
      if (same === end) continue;
      if (runs.length > 0 && runs[runs.length - 2] + runs[runs.length - 1] === at) runs[runs.length - 1] += end - at;
      else runs.push(at, end - at);
      size += end - at;
    }
    const kept = new Uint32Array(HEAD + runs.length + before / 4 + size);
    kept.set([snapshot.length, runs.length, before / 4, size]);
    kept.set(runs, HEAD);
    let to = HEAD + runs.length;
    kept.set(new Uint32Array(snapshot.buffer, 0, before / 4), to);
    to += before / 4;
    for (let run = 0; run < runs.length; run += 2) {
      kept.set(heap.subarray(runs[run], runs[run] + runs[run + 1]), to);
      to += runs[run + 1];
    }
    return kept;
  }

  /**
   * Makes the snapshot whole again, in the array that Pyodide was given for it.
   * @param {Uint32Array} kept
   * @param {Uint8Array} snapshot
   * @param {Uint8Array} memory as a start begins with it
   */
  function restore(kept, snapshot, memory) {
    const [, count, before] = kept;
    const whole = new Uint32Array(snapshot.buffer);
    let from = HEAD + count;
    snapshot.set(memory.subarray(0, snapshot.length - before * 4), before * 4);
    whole.set(kept.subarray(from, from + before));
    from += before;
    for (let run = HEAD; run < HEAD + count; run += 2) {
      whole.set(kept.subarray(from, from + kept[run + 1]), before + kept[run]);
      from += kept[run + 1];
    }
  }

  /**
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @returns {LumbarSnapshot}
   */
  function snapshotOf(bytes) {
    const kept = new Uint32Array(bytes.buffer);
    const snapshot = new Uint8Array(kept[0]);
    return { snapshot, fill: (memory) => restore(kept, snapshot, memory) };
  }

  /** What a snapshot was made by: with anything else it is not used. */
  const maker = (/** @type {string} */ version) => `${version} ${navigator.userAgent}`;

  /** @type {LumbarWorkerShared["snapshots"]} */
  function snapshots(cache, home, version) {
    const address = new URL("snapshot", home).href;

    async function forget() {
      await caches.delete(cache).catch(() => false);
    }

    return {
      forget,
      async load() {
        try {
          const found = await (await caches.open(cache)).match(address);
          if (!found) return null;
          const bytes = new Uint8Array(await found.arrayBuffer());
          const whole = found.headers.get("x-made-by") === maker(version);
          if (!whole || found.headers.get("x-sha256") !== (await sha256(bytes))) {
            await forget();
            return null;
          }
          return snapshotOf(bytes);
        } catch {
          // Storage may be refused.
          return null;
        }
      },
      async keep(snapshot, base) {
        try {
          const bytes = new Uint8Array(difference(snapshot, base).buffer);
          const headers = { "x-made-by": maker(version), "x-sha256": await sha256(bytes) };
          await (await caches.open(cache)).put(address, new Response(bytes, { headers }));
        } catch {
          await forget();
        }
      },
    };
  }

  /** @type {LumbarWorkerShared["built"]} */
  function built(source, part) {
    return {
      // A missing or damaged one is none: Python starts without it.
      load: () => content(source, "memory.bin", part, () => undefined).then(snapshotOf, () => null),
      keep: null,
      forget: () => Promise.resolve(),
    };
  }

  Object.assign(self.lumbarWorker, { snapshots, built, difference });
})();
