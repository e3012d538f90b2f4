/** Searches the index that site_plugins/search/index.py writes; loads of it what a search needs. */
(() => {
  "use strict";

  const { numbersIn, ratingsIn, addPostings, firstFrom } = window.lumbarSearchLines;
  const { rootOf, partingsOf, suggestionDistance } = window.lumbarSearchForms;
  const { stem } = window.lumbarSearchTerms;

  /** What a longer word counts where the one that was typed may be its beginning. */
  const LONGER = 0.75;
  /** What another form of a word counts. */
  const FORM = 0.85;
  const SHORTEST_FORM = 4;
  /** Of two words that may be meant as one, one has so many letters at most: x ray, anti inflammatory, follow up. */
  const LONGEST_JOINED = 5;
  /** What a statement counts for a word of a reference that it rests on. */
  const LENT = 0.5;
  /** At equal relevance statements come first, then notes, references and sections of pages. */
  const OF_KIND = { T: 0.9, F: 0.9, N: 0.8, R: 0.25, S: 0.2 };
  const STATEMENT = 1;
  /** What a work counts whose own PMID, or part of its DOI, was typed; years and volumes are shorter. */
  const WORK_MEANT = 4;
  const IDENTIFIER = /^(?=.*\d).{6,}$/;
  /** Milliseconds of work after which a page gets the chance to do something else. */
  const AT_ONCE = 12;
  const SHORTEST_BEGINNING = 2;
  /** Entries are sorted by one number each: how bad they are, then their own number. */
  const PLACES = 2 ** 22;

  /** Lets the page react and paint where `since` is long ago; gives back since when it has not. */
  async function breathe(/** @type {number} */ since) {
    if (performance.now() - since < AT_ONCE) return since;
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now();
  }

  /**
   * @param {Search.Manifest} manifest
   * @param {(name: string) => Promise<string>} load
   * @returns {Search.Index}
   */
  function openIndex(manifest, load) {
    /** @type {Map<string, Promise<string[]>>} */
    const files = new Map();
    const firsts = manifest.terms.map(([first]) => first);
    /** @type {{kinds: string, sections: string[], sectionOf: Uint32Array, ratingsOf: Map<number, string[]>, citedBy: Map<number, string>} | undefined} */
    let entriesRead;

    /** The lines of a file; what could not be loaded is asked for again the next time. */
    function linesOf(/** @type {string} */ name) {
      const known = files.get(name);
      if (known) return known;
      const lines = load(name).then((data) => data.split("\n"));
      files.set(name, lines);
      lines.catch(() => files.delete(name));
      return lines;
    }

    async function readEntries() {
      if (entriesRead) return entriesRead;
      const [kinds = "", names = "", runs = "", ratings = "", rated = "", ...cited] = await linesOf(manifest.entries);
      const sectionOf = new Uint32Array(manifest.size);
      let start = 0;
      const read = [...numbersIn(runs)];
      for (let place = 0; place + 1 < read.length; place += 2) {
        sectionOf.fill(read[place] ?? 0, start, (start += read[place + 1] ?? 0));
      }
      const citedBy = new Map(
        cited.map((line) => {
          const space = line.indexOf(" ");
          return [Number(line.slice(0, space)), line.slice(space + 1)];
        }),
      );
      const ratingsOf = ratingsIn(ratings, rated);
      entriesRead = { kinds, sections: names.split("\t"), sectionOf, ratingsOf, citedBy };
      return entriesRead;
    }

    /** The place among the files of terms of the one that would hold a term. */
    function fileFor(/** @type {string} */ term) {
      const place = firstFrom(firsts, term);
      return firsts[place] === term ? place : Math.max(place - 1, 0);
    }

    /** The lines of all terms that begin in some way. */
    async function linesFrom(/** @type {string} */ beginning) {
      const from = fileFor(beginning);
      let to = from;
      while (to + 1 < firsts.length && firsts[to + 1]?.startsWith(beginning)) to += 1;
      const read = await Promise.all(manifest.terms.slice(from, to + 1).map(([, name]) => linesOf(name)));
      return read.map((lines) => {
        const first = firstFrom(lines, beginning);
        let last = first;
        while (lines[last]?.startsWith(beginning)) last += 1;
        return lines.slice(first, last);
      });
    }

    /** @returns {Search.Hits} */
    function noHits(/** @type {Search.Word} */ word) {
      const own = new Float32Array(manifest.size);
      return { word, open: false, terms: new Set(), own, lent: new Float32Array(manifest.size), entries: [] };
    }

    /**
     * @param {Search.Word} word
     * @param {boolean} last
     * @returns {Promise<Search.Hits>}
     */
    async function hitsOf(word, last) {
      const hits = noHits(word);
      await addTerms(`${word.term} `, 1, hits);
      if (word.whole) return hits;
      const asItIs = hits.entries.length;
      const root = rootOf(word.term);
      if (word.term.length >= SHORTEST_FORM && !word.run) {
        await addTerms(root, FORM, hits, (term) => term.length >= SHORTEST_FORM && rootOf(term) === root);
      }
      // The last word may not be typed to its end; any other that nothing has may be meant as a beginning as well.
      if ((word.typed.length >= SHORTEST_BEGINNING || word.run) && (last || hits.entries.length === 0)) {
        hits.open = true;
        await addTerms(word.typed, LONGER, hits);
        // On the way from "therapy" to "therapies".
        if (hits.entries.length === 0) await addTerms(word.typed.replace(/ie?$/, "y"), LONGER, hits);
      }
      if (!word.run) await addParted(hits, asItIs === 0 ? 1 : SHORTEST_FORM);
      return hits;
    }

    /**
     * Adds the entries of the terms that begin in some way, of those that `fits` allows.
     * @param {string} beginning
     * @param {number} factor
     * @param {Search.Hits} hits
     * @param {(term: string) => boolean} [fits]
     */
    async function addTerms(beginning, factor, hits, fits = () => true) {
      let since = performance.now();
      for (const lines of await linesFrom(beginning)) {
        for (const line of lines) {
          const space = line.indexOf(" ");
          const term = line.slice(0, space);
          if (!fits(term)) continue;
          hits.terms.add(term);
          addPostings(line, space + 1, factor, hits);
        }
        since = await breathe(since);
      }
    }

    function addEntry(/** @type {Search.Hits} */ hits, /** @type {number} */ entry, /** @type {number} */ level) {
      if (hits.own[entry] === 0) hits.entries.push(entry);
      hits.own[entry] = Math.max(hits.own[entry] ?? 0, level);
    }

    /** Takes a word for two that some entry has, of so many letters at least: "antiinflammatory", "6weeks". */
    async function addParted(/** @type {Search.Hits} */ hits, /** @type {number} */ shortest) {
      for (const parts of partingsOf(hits.word.typed)) {
        if (parts.some((part) => part.length < shortest)) continue;
        /** @type {Search.Hits[]} */
        const found = [];
        for (const part of parts) {
          const each = noHits(hits.word);
          await addTerms(`${stem(part)} `, 1, each);
          if (each.entries.length === 0) break;
          found.push(each);
        }
        if (found.length < parts.length) continue;
        const before = hits.entries.length;
        for (const entry of found[0]?.entries ?? []) {
          const level = Math.min(...found.map(({ own }) => own[entry] ?? 0));
          if (level > 0) addEntry(hits, entry, level);
        }
        if (hits.entries.length === before) continue;
        for (const { terms } of found) for (const term of terms) hits.terms.add(term);
        return;
      }
    }

    /** Takes two words for one as well: "x ray" for "xray", "anti inflammatory" for "anti-inflammatory". */
    async function addJoined(/** @type {Search.Hits} */ one, /** @type {Search.Hits} */ other, /** @type {boolean} */ last) {
      const words = [one.word, other.word];
      const short = words.some(({ typed }) => typed.length <= LONGEST_JOINED);
      const lacking = one.entries.length === 0 || other.entries.length === 0;
      if (words.some(({ run }) => run) || words.every(({ whole }) => whole) || !(short || lacking)) return;
      const typed = one.word.typed + other.word.typed;
      const joined = noHits({ typed, term: stem(typed), whole: false });
      await addTerms(`${joined.word.term} `, 1, joined);
      if (last) await addTerms(typed, LONGER, joined);
      for (const hits of [one, other]) {
        for (const term of joined.terms) hits.terms.add(term);
        for (const entry of joined.entries) {
          addEntry(hits, entry, joined.own[entry] ?? 0);
        }
      }
    }

    /** Gives the words of references to what rests on them. */
    async function lend(/** @type {Search.Hits} */ hits) {
      const { citedBy, kinds } = await readEntries();
      for (const entry of [...hits.entries]) {
        if (kinds[entry] !== "R") continue;
        const level = (hits.own[entry] ?? 0) * LENT;
        let citing = 0;
        for (const gap of numbersIn(citedBy.get(entry) ?? "")) {
          citing += gap;
          if (hits.own[citing] === 0 && hits.lent[citing] === 0) hits.entries.push(citing);
          if (level > (hits.lent[citing] ?? 0)) hits.lent[citing] = level;
        }
      }
    }

    /** The entries that have all the words, or any; each with how good it is. */
    async function ranked(/** @type {Search.Hits[]} */ hits, /** @type {boolean} */ all) {
      const { kinds } = await readEntries();
      // How rare a word is among the entries that have it themselves.
      const weights = hits.map(({ own, entries }) => {
        const having = entries.reduce((count, entry) => count + ((own[entry] ?? 0) > 0 ? 1 : 0), 0);
        return Math.log(1 + (manifest.size - having + 0.5) / (having + 0.5));
      });
      const fewest = hits.reduce((best, each) => (each.entries.length < best.entries.length ? each : best));
      const candidates = all ? fewest.entries : [...new Set(hits.flatMap((each) => each.entries))];
      /** @type {number[]} */
      const entries = [];
      /** @type {number[]} */
      const scores = [];
      for (const entry of candidates) {
        let score = 0;
        let having = 0;
        for (let place = 0; place < hits.length; place += 1) {
          const level = Math.max(hits[place]?.own[entry] ?? 0, hits[place]?.lent[entry] ?? 0);
          if (level > 0) having += 1;
          score += level * (weights[place] ?? 0);
        }
        if (all && having < hits.length) continue;
        entries.push(entry);
        // Who looks for a number means the work that has it: what rests on it comes behind.
        const isMeant = kinds[entry] === "R" && hits.some(({ word, own }) => IDENTIFIER.test(word.typed) && (own[entry] ?? 0) > 0);
        scores.push(score * (isMeant ? WORK_MEANT : (OF_KIND[/** @type {"N"} */ (kinds[entry] ?? "")] ?? STATEMENT)));
      }
      return { entries, scores };
    }

    /**
     * @param {string} typed
     * @param {Search.Filters} filters
     * @param {() => boolean} [stale]
     * @returns {Promise<Search.Result | null>}
     */
    async function search(typed, filters, stale = () => false) {
      const words = window.lumbarSearchTerms.wordsOf(typed);
      /** @type {Search.Result} */
      const result = { words, hits: [], all: true, entries: [], kinds: new Map(), sections: new Map(), ratings: new Map(), meant: "" };
      if (words.length === 0) return result;
      const [{ kinds, sections, sectionOf, ratingsOf }, ...hits] = await Promise.all([
        readEntries(),
        ...words.map((word, place) => hitsOf(word, place === words.length - 1)),
      ]);
      const follow = hits.slice(1).map((other, place) => ({ one: hits[place] ?? other, other, last: place === hits.length - 2 }));
      for (const { one, other, last } of follow) await addJoined(one, other, last);
      let since = performance.now();
      for (const each of hits) {
        await lend(each);
        since = await breathe(since);
        if (stale()) return null;
      }
      result.hits = hits;
      let { entries, scores } = await ranked(hits, true);
      if (entries.length === 0 && words.length > 1) {
        result.all = false;
        ({ entries, scores } = await ranked(hits, false));
      }
      since = await breathe(since);
      const chosen = new Float64Array(entries.length);
      let count = 0;
      for (let place = 0; place < entries.length; place += 1) {
        const entry = entries[place] ?? 0;
        const kind = kinds[entry] ?? "";
        const section = sections[sectionOf[entry] ?? 0] ?? "";
        const ofKind = filters.kinds.size === 0 || filters.kinds.has(kind);
        const inSection = filters.sections.size === 0 || filters.sections.has(section);
        const ratings = ratingsOf.get(entry) ?? [];
        const rated = filters.ratings.size === 0 || ratings.some((rating) => filters.ratings.has(rating));
        if (inSection && rated) result.kinds.set(kind, (result.kinds.get(kind) ?? 0) + 1);
        if (ofKind && rated && section) result.sections.set(section, (result.sections.get(section) ?? 0) + 1);
        if (ofKind && inSection) {
          for (const rating of ratings) result.ratings.set(rating, (result.ratings.get(rating) ?? 0) + 1);
        }
        if (ofKind && inSection && rated) {
          chosen[count] = (2 ** 30 - Math.round((scores[place] ?? 0) * 1000)) * PLACES + entry;
          count += 1;
        }
      }
      await breathe(since);
      result.entries = Array.from(chosen.subarray(0, count).sort(), (key) => key % PLACES);
      if (hits.some((each) => each.entries.length === 0)) result.meant = await meant(hits);
      return stale() ? null : result;
    }

    /** What was typed, with the nearest word of the site for each word that nothing has; empty if that finds nothing. */
    async function meant(/** @type {Search.Hits[]} */ hits) {
      const words = await Promise.all(
        hits.map(async ({ word, entries }) => (entries.length > 0 || word.whole || word.run ? word.typed : nearest(word.term))),
      );
      if (words.some((word) => !word)) return "";
      const asked = words.map((word, place) => (word === hits[place]?.word.typed ? hits[place] : undefined));
      const found = await Promise.all(
        words.map((word, place) => asked[place] ?? hitsOf({ typed: word, term: word, whole: false }, false)),
      );
      return (await ranked(found, true)).entries.length > 0 ? words.join(" ") : "";
    }

    /** The nearest term with the same beginning, the more frequent one of two; empty where none is near. */
    async function nearest(/** @type {string} */ term) {
      let best = "";
      let least = Infinity;
      let longest = 0;
      let since = performance.now();
      for (const lines of await linesFrom(term.slice(0, term.length < 6 ? 1 : 2))) {
        for (const line of lines) {
          const space = line.indexOf(" ");
          const far = suggestionDistance(term, line.slice(0, space));
          if (far < least || (best && far === least && line.length - space > longest)) {
            best = line.slice(0, space);
            least = far;
            longest = line.length - space;
          }
        }
        since = await breathe(since);
      }
      return best;
    }

    /**
     * @param {number[]} entries
     * @returns {Promise<Search.Row[]>}
     */
    async function rows(entries) {
      const { kinds, sections, sectionOf } = await readEntries();
      return Promise.all(
        entries.map(async (entry) => {
          let file = manifest.rows.length - 1;
          while (file > 0 && (manifest.rows[file]?.[0] ?? 0) > entry) file -= 1;
          const [first, name] = manifest.rows[file] ?? [0, ""];
          const lines = await linesOf(name);
          const [url = "", title = "", place = "", text = "", also = "", warning = "", language = "", rests = ""] = (
            lines[entry - first] ?? ""
          ).split("\t");
          return {
            entry,
            kind: kinds[entry] ?? "",
            section: sections[sectionOf[entry] ?? 0] ?? "",
            ...{ url, title, place, text, also, warning, language },
            restsOn: rests ? rests.split(",").map(Number) : [],
          };
        }),
      );
    }

    return {
      async begin() {
        await readEntries();
      },
      search,
      rows,
    };
  }

  window.lumbarSearchIndex = openIndex;
})();
