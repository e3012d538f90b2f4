/** Words that are forms of one word, or nearly alike: exercising and exercise, imagging and imaging. */
(() => {
  "use strict";

  const VOWEL = /[aeiouy]/;
  const DOUBLED = /([bdgmnprt])\1$/;
  /** Endings in the order in which they are taken off, each as often as it stands there, and how much must be left. */
  const ENDINGS = [
    { ending: /(?:ness|ful|ly|ment)$/, least: 4 },
    { ending: /(?<=i[cg]|ion)al$/, least: 4 },
    { ending: /(?:ing|ed)$/, least: 3 },
    { ending: /(?<=[ai]b)(?:ility|l[ey]?)$/, least: 4 },
    { ending: /ication$/, least: 5 },
    { ending: /at(?:e|ion|ory|ive|or)?$/, least: 5 },
    { ending: /(?:i(?:on|ve|ous|c|st|ty)|ory|[ae]n(?:ce|t))$/, least: 5 },
  ];
  const SHORTEST = 4;
  /** In a word of more letters, two slips are still seen to be slips. */
  const LONG = 7;
  const ALIKE = ["aeiouy", "ckq", "csz", "fv", "mn", "bp", "dt", "gj"];
  const SIDE_BY_SIDE = "qwertyuiop asdfghjkl zxcvbnm";
  /** What a slip that is none of the usual ones counts: too much. */
  const UNLIKE = 3;

  /**
   * What the forms of a word have in common: of "exercise", "exercised" and "exercising" it is "exercis". All forms
   * begin with it. Words of one root need not mean the same: this is for finding what was meant, and ranks below it.
   * @param {string} term a folded word without the ending of a plural
   */
  function rootOf(term) {
    if (!/^[a-z]{4,}$/.test(term)) return term;
    let root = term;
    for (const { ending, least } of ENDINGS) {
      const left = root.replace(ending, "");
      if (left !== root && left.length >= least && VOWEL.test(left)) root = left.replace(DOUBLED, "$1");
    }
    return root.replace(root.length > SHORTEST ? /(?:ie?|e|y)$/ : /e$/, "");
  }

  /** Where a word that nothing has may be two: between a number and letters, else anywhere. */
  function partingsOf(/** @type {string} */ word) {
    const parts = word.match(/[0-9]+|[^0-9]+/g) ?? [];
    if (parts.length > 1) return parts.length < 4 ? [parts] : [];
    if (word.length < 4) return [];
    const letters = [...word];
    const places = letters.slice(1, -1).map((_, place) => place + 1);
    return places.reverse().map((place) => [letters.slice(0, place).join(""), letters.slice(place).join("")]);
  }

  /**
   * How far a slip of the keyboard or of the ear would take one word to another: a letter that was left out, two that
   * were swapped, one that was typed twice or taken for one like it count 1, anything else more.
   * @param {string} typed
   * @param {string} word
   * @param {number} most what is farther is given as Infinity
   */
  function distance(typed, word, most) {
    if (Math.abs(typed.length - word.length) > most) return Infinity;
    let before = /** @type {number[]} */ ([]);
    let last = Array.from({ length: word.length + 1 }, (_, place) => place);
    for (let row = 1; row <= typed.length; row += 1) {
      const letter = typed.charAt(row - 1);
      const isTwice = letter === typed.charAt(row - 2) || letter === typed.charAt(row);
      const extra = isTwice ? 1 : typed.length > LONG ? 1.5 : UNLIKE;
      const current = [(last[0] ?? 0) + extra];
      for (let column = 1; column <= word.length; column += 1) {
        const meant = word.charAt(column - 1);
        let cost = Math.min(
          (last[column] ?? 0) + extra,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (letter === meant ? 0 : isLike(letter, meant) ? 1 : UNLIKE),
        );
        if (row > 1 && column > 1 && letter === word.charAt(column - 2) && typed.charAt(row - 2) === meant) {
          cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
        }
        current.push(cost);
      }
      if (Math.min(...current) > most) return Infinity;
      before = last;
      last = current;
    }
    const far = last[word.length] ?? Infinity;
    return far > most ? Infinity : far;
  }

  /** Whether two letters sound alike or stand side by side on a keyboard. */
  function isLike(/** @type {string} */ one, /** @type {string} */ other) {
    const alike = ALIKE.some((letters) => letters.includes(one) && letters.includes(other));
    return alike || SIDE_BY_SIDE.includes(one + other) || SIDE_BY_SIDE.includes(other + one);
  }

  /**
   * How far a word is from one that was typed, where it may be what was meant: a short word is near to many.
   * @param {string} typed
   * @param {string} word
   * @returns {number} the distance, or Infinity where it is too large
   */
  function suggestionDistance(typed, word) {
    if (typed.length < SHORTEST || word.length < SHORTEST || /[0-9]/.test(word)) return Infinity;
    return distance(typed, word, typed.length > LONG ? 2 : 1);
  }

  window.lumbarSearchForms = { rootOf, partingsOf, suggestionDistance };
})();
