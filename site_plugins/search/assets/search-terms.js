/** From text to the terms that are searched for: what site_plugins/search/terms.py does for the index. */
(() => {
  "use strict";

  const STOP_WORDS = new Set(
    (
      "a an and are as at be been but by for from has have in into is it its of on or that the their there these " +
      "this to was were which with"
    ).split(" "),
  );
  const DOI = /10\.[0-9]{4,9}\/[-._;()/:a-z0-9<>]*[a-z0-9]/g;
  const WORD = /[\p{L}\p{N}]+(?:'[a-z]+)*/gu;
  /** A DOI or a word as it stands in a text that was not folded. */
  const SHOWN = /(10\.[0-9]{4,9}\/[-._;()/:a-z0-9<>]*[a-z0-9]|[\p{L}\p{N}\p{M}]+(?:['’][a-z]+)*)/iu;

  /** A text in lower case, without accents and with straight apostrophes. */
  function fold(/** @type {string} */ text) {
    return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/’/g, "'");
  }

  /** A folded word without the ending of an English plural. */
  function stem(/** @type {string} */ word) {
    // Letters are counted as Python counts them: some take two of JavaScript's places.
    if (!word.endsWith("s") || /(?:^.{0,3}|ss|us|is)$/u.test(word)) return word;
    if (/^..+ies$/u.test(word)) return `${word.slice(0, -3)}y`;
    return /(?:sses|shes|xes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
  }

  /** A folded word as it is compared: without its apostrophes. */
  function bare(/** @type {string} */ word) {
    return word.replace(/'s$/, "").replace(/'/g, "");
  }

  /** The DOIs and the words of a folded text, each without its apostrophes. */
  function split(/** @type {string} */ folded) {
    return { dois: folded.match(DOI) ?? [], words: (folded.match(WORD) ?? []).map(bare) };
  }

  /** The terms of a text in their order: its DOIs as they are, and its words, stemmed. */
  function termsOf(/** @type {string} */ text) {
    const { dois, words } = split(fold(text));
    return [...dois, ...words.map(stem).filter((term) => !STOP_WORDS.has(term))];
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
      const { dois, words } = split(chunk.replace(/^https?:\/\/(?:pubmed|pmc|www\.ncbi)\S*?\/((?:pmc)?[0-9]+)\/?$/, "$1"));
      for (const doi of dois) asked.push({ typed: doi, term: doi, whole: false });
      if (dois.length > 0) continue;
      for (const word of words) asked.push({ typed: word, term: stem(word), whole: /^[0-9]+$/.test(word) });
    }
    const telling = asked.filter((word) => !STOP_WORDS.has(word.term));
    return telling.length > 0 ? telling : asked.slice(-1);
  }

  /** A text in parts, each with the words and terms in it: those between words have none. */
  function partsOf(/** @type {string} */ text) {
    return text.split(SHOWN).map((part, place) => {
      if (place % 2 === 0) return { text: part, words: [], terms: [] };
      const { dois, words } = split(fold(part));
      return { text: part, words: [...dois, ...words], terms: [...dois, ...words.map(stem)] };
    });
  }

  window.lumbarSearchTerms = { fold, stem, termsOf, wordsOf, partsOf };
})();
