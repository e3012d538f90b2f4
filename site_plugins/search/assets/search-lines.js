/** Reads the lines of the files of an index, written as site_plugins/search/index.py tells. */
(() => {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Uint8Array(128);
  for (let value = 0; value < DIGITS.length; value += 1) VALUES[DIGITS.charCodeAt(value)] = value;
  const LEVELS = 64;

  /** Reads numbers. */
  function* numbersIn(/** @type {string} */ code) {
    let value = 0;
    let shift = 0;
    for (let place = 0; place < code.length; place += 1) {
      const digit = VALUES[code.charCodeAt(place)] ?? 0;
      value += (digit & 31) << shift;
      shift += 5;
      if (digit < 32) {
        yield value;
        value = 0;
        shift = 0;
      }
    }
  }

  /** Reads which ratings an entry has. */
  function ratingsIn(/** @type {string} */ names, /** @type {string} */ codes) {
    /** @type {Map<number, string[]>} */
    const ratingsOf = new Map();
    const entries = codes.split("\t");
    for (const [place, name] of names.split("\t").entries()) {
      let entry = 0;
      for (const gap of numbersIn(entries[place] ?? "")) {
        entry += gap;
        ratingsOf.set(entry, [...(ratingsOf.get(entry) ?? []), name]);
      }
    }
    return ratingsOf;
  }

  /** Reads the entries of a term into `own`; those that are new there go to `entries` as well. */
  function addPostings(
    /** @type {string} */ line,
    /** @type {number} */ start,
    /** @type {number} */ factor,
    /** @type {Search.Hits} */ { own, entries },
  ) {
    let entry = 0;
    let place = start;
    while (place < line.length) {
      let gap = 0;
      let shift = 0;
      let digit;
      do {
        digit = VALUES[line.charCodeAt(place)] ?? 0;
        gap += (digit & 31) << shift;
        shift += 5;
        place += 1;
      } while (digit > 31);
      entry += gap;
      const level = (factor * (1 + (VALUES[line.charCodeAt(place)] ?? 0))) / LEVELS;
      place += 1;
      if (own[entry] === 0) entries.push(entry);
      if (level > (own[entry] ?? 0)) own[entry] = level;
    }
  }

  /** The first place in sorted lines whose line is not before `text`. */
  function firstFrom(/** @type {string[]} */ lines, /** @type {string} */ text) {
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? "") < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  window.lumbarSearchLines = { numbersIn, ratingsIn, addPostings, firstFrom };
})();
