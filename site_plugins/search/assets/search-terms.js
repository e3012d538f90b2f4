/** From text to the terms that are searched for: what site_plugins/search/terms.py does for the index. */
(() => {
  "use strict";

  const STOP_WORDS = new Set(
    (
      "a an and are as at be been but by for from has have in into is it its of on or that the their there these " +
      "this to was were which with"
    ).split(" "),
  );
  /** What people put round the words that they look for. It is in texts too, but tells nothing of what is meant. */
  const QUIET_WORDS = new Set(
    (
      "about am any best can can't could did do does doesn't doing don't get getting give going got had how i i'm i've if " +
      "know like may me might mine must my need our please shall she should so some take taking tell than then they us want we " +
      "what when where who why will would you your he his her him them"
    )
      .replace(/'/g, "")
      .split(" "),
  );
  const DOI = /10\.[0-9]{4,9}\/[-._;()/:a-z0-9<>]*[a-z0-9]/g;
  const WORD = /[\p{L}\p{N}]+(?:'[a-z]+)*/gu;
  const COMPOUND = /[\p{L}\p{N}]+(?:'[a-z]+)*(?:[-\u2010][\p{L}\p{N}]+(?:'[a-z]+)*)*/gu;
  const NUMBER_AND_UNIT = /^([0-9]{1,4})([a-z]{2,})$/;
  /** Scripts that put no blanks between words: Thai to Khmer, and those of Chinese and Japanese. */
  const UNSPACED =
    "\\u0e01-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u303c\\u3041-\\u312f" +
    "\\u31a0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`([${UNSPACED}]+)`, "u");
  /** A DOI or words with hyphens between them as they stand in a text that was not folded. */
  const SHOWN =
    /(10\.[0-9]{4,9}\/[-._;()/:a-z0-9<>]*[a-z0-9]|[\p{L}\p{N}\p{M}\p{Cf}]+(?:['’][a-z]+)*(?:[-‐‑][\p{L}\p{N}\p{M}\p{Cf}]+(?:['’][a-z]+)*)*)/iu;
  const SHOWN_RUN = new RegExp(`([${UNSPACED}\\uff66-\\uff9f]+)`, "u");

  /** A text in lower case, without accents and invisible characters, and with straight apostrophes. */
  function fold(/** @type {string} */ text) {
    return text.normalize("NFKD").replace(/[\p{M}\p{Cf}]+/gu, "").toLowerCase().replace(/’/g, "'");
  }

  /** A folded word without the ending of an English plural. */
  function stem(/** @type {string} */ word) {
    // Letters are counted as Python counts them: some take two of JavaScript's places.
    if (!word.endsWith("s") || /(?:^.{0,3}|ss|us|is)$/u.test(word)) return word;
    if (/^..+ies$/u.test(word)) return `${word.slice(0, -3)}y`;
    return /(?:sses|shes|xes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
  }

  /** The words of a folded text as they are compared, those with a hyphen between them together. */
  function compounds(/** @type {string} */ folded) {
    return (folded.match(COMPOUND) ?? []).map((compound) =>
      (compound.match(WORD) ?? []).map((word) => word.replace(/'s$/, "").replace(/'/g, "")),
    );
  }

  /** Each two neighbours in a run without blanks, and its last character, which begins none of them. */
  function neighbours(/** @type {string} */ run) {
    const all = [...run];
    return all.map((character, place) => character + (all[place + 1] ?? ""));
  }

  /** Each two words that follow each other, as one. */
  function pairs(/** @type {string[]} */ words) {
    return words.slice(1).map((word, place) => `${words[place]}${word}`);
  }

  /** A word and what it is made of, or the terms of its runs without blanks and what stands between them. */
  function pieces(/** @type {string} */ word) {
    if (RUN.test(word)) {
      return word.split(RUN).flatMap((piece, place) => (place % 2 === 1 ? neighbours(piece) : piece ? [piece] : []));
    }
    return [word, ...(NUMBER_AND_UNIT.exec(word)?.slice(1) ?? [])];
  }

  /** All words of a folded text, those with hyphens between them also as one. */
  function wordsIn(/** @type {string} */ folded) {
    return compounds(folded).flatMap((words) => {
      const joins = words.length > 1 && words.slice(0, -1).every((word) => /\p{L}$/u.test(word)) && !words.some((word) => RUN.test(word));
      return [...words.flatMap(pieces), ...(joins ? [words.join("")] : []), ...(joins && words.length > 2 ? pairs(words) : [])];
    });
  }

  /** The terms of a text in their order: its DOIs as they are, and its words, stemmed. */
  function termsOf(/** @type {string} */ text) {
    const folded = fold(text);
    return [...(folded.match(DOI) ?? []), ...wordsIn(folded).map(stem).filter((term) => !STOP_WORDS.has(term))];
  }

  /**
   * What a reader asks for. A DOI is asked for as a whole, and so is the number in the address of a register.
   * @param {string} typed
   * @returns {Search.Word[]}
   */
  function wordsOf(typed) {
    /** @type {Search.Word[]} */
    const asked = [];
    for (const chunk of fold(typed).split(/\s+/)) {
      const dois = chunk.match(DOI) ?? [];
      for (const doi of dois) asked.push({ typed: doi, term: doi, whole: false });
      if (dois.length > 0) continue;
      const meant = chunk.replace(/^https?:\/\/(?:pubmed|pmc|www\.ncbi)\S*?\/((?:pmc)?[0-9]+)\/?$/, "$1");
      for (const word of compounds(meant).flat()) asked.push(...askedBy(word));
    }
    const words = asked.filter((word) => !STOP_WORDS.has(word.term));
    const telling = words.filter((word) => !QUIET_WORDS.has(word.typed));
    return telling.length > 0 ? telling : words.length > 0 ? words : asked.slice(-1);
  }

  /**
   * What is asked for by a word: of a run without blanks each two neighbours, of which all must be found.
   * @param {string} word
   * @returns {Search.Word[]}
   */
  function askedBy(word) {
    if (!RUN.test(word)) return [{ typed: word, term: stem(word), whole: /^[0-9]+$/.test(word) }];
    return word.split(RUN).flatMap((piece, place) => {
      if (place % 2 === 0) return piece ? askedBy(piece) : [];
      const terms = neighbours(piece);
      return (terms.length > 1 ? terms.slice(0, -1) : terms).map((term) => ({ typed: term, term, whole: false, run: true }));
    });
  }

  /**
   * A text in parts, each with the words and terms in it: those between words have none.
   * @param {string} text
   * @returns {Search.Part[]}
   */
  function partsOf(text) {
    return text.split(SHOWN).flatMap((part, place) => {
      if (place % 2 === 0) return [{ text: part, words: [], terms: [] }];
      return part.split(SHOWN_RUN).flatMap((piece, turn) => {
        if (turn % 2 === 1) return charactersOf(piece);
        const folded = fold(piece);
        const words = [...(folded.match(DOI) ?? []), ...wordsIn(folded)];
        return piece ? [{ text: piece, words, terms: words.map(stem) }] : [];
      });
    });
  }

  /**
   * A run without blanks, a part for each character: a reader's word is anywhere in it.
   * @param {string} run
   * @returns {Search.Part[]}
   */
  function charactersOf(run) {
    const all = [...run];
    const folded = all.map(fold);
    return all.map((text, place) => {
      const own = neighbours(`${folded[place]}${folded[place + 1] ?? ""}`).slice(0, 1);
      return { text, words: own, terms: [...own, `${folded[place - 1] ?? ""}${folded[place]}`] };
    });
  }

  window.lumbarSearchTerms = { fold, stem, termsOf, wordsOf, partsOf };
})();
