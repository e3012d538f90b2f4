/**
 * Checksums: a file of the runtime that is not what was built must never run.
 *
 * The browser computes them, but over plain http it has no function for it: only there SHA-256 is computed here. The
 * audited @noble/hashes takes 44 to 55 ms for 5 MB where this takes 72 (Node 20), but has no classic script: its four
 * modules, 40 to 59 KB, would need a bundler or a loader of our own, and every reader would fetch them for the few over
 * plain http. tests/runtime/test_files.py compares this with Python's own.
 */
(() => {
  "use strict";

  /** The fractions of the roots of the first primes, as the standard (FIPS 180-4) wants them. */
  function deriveConstants() {
    const roots = new Int32Array(64);
    const initial = new Int32Array(8);
    const fraction = (/** @type {number} */ number) => ((number - Math.floor(number)) * 2 ** 32) | 0;
    let count = 0;
    for (let candidate = 2; count < 64; candidate += 1) {
      let prime = true;
      for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) prime = false;
      if (!prime) continue;
      if (count < 8) initial[count] = fraction(Math.sqrt(candidate));
      roots[count] = fraction(Math.cbrt(candidate));
      count += 1;
    }
    return { roots, initial };
  }

  /** @param {Uint8Array} content */
  function plainSha256(content) {
    const { roots, initial: state } = deriveConstants();
    const blocks = Math.ceil((content.length + 9) / 64);
    const tail = new Uint8Array(128);
    const whole = Math.floor(content.length / 64);
    tail.set(content.subarray(whole * 64));
    tail[content.length % 64] = 0x80;
    const end = new DataView(tail.buffer);
    end.setUint32((blocks - whole) * 64 - 8, Math.floor(content.length / 2 ** 29));
    end.setUint32((blocks - whole) * 64 - 4, (content.length * 8) >>> 0);
    const words = new Int32Array(64);
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    for (let block = 0; block < blocks; block += 1) {
      const source = block < whole ? view : end;
      const from = 64 * (block < whole ? block : block - whole);
      for (let at = 0; at < 16; at += 1) words[at] = source.getInt32(from + at * 4);
      compress(state, words, roots);
    }
    return [...state].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /**
   * Adds a block of 16 words, which are made 64, to the state.
   * @param {Int32Array} state
   * @param {Int32Array} words
   * @param {Int32Array} roots
   */
  function compress(state, words, roots) {
    for (let at = 16; at < 64; at += 1) {
      const x = words[at - 15];
      const y = words[at - 2];
      const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[at] = (words[at - 16] + low + words[at - 7] + high) | 0;
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let at = 0; at < 64; at += 1) {
      const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + high + ((e & f) ^ (~e & g)) + roots[at] + words[at]) | 0;
      const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    // One by one: a list of them, made anew for each block, takes several times as long.
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  /** @param {Uint8Array<ArrayBuffer>} content */
  async function sha256(content) {
    // Over plain http a browser has no checksums of its own.
    if (!self.crypto?.subtle) return plainSha256(content);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  class Failure extends Error {
    /** @param {LumbarReason} reason */
    constructor(reason) {
      super(reason);
      this.reason = reason;
    }
  }

  self.lumbarWorker = /** @type {LumbarWorkerShared} */ ({ Failure, sha256, plainSha256 });
})();
