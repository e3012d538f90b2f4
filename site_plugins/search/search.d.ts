/** What the scripts of the search share. They are classic scripts and meet in `window`. */

declare namespace Search {
  /** A word that is asked for. */
  interface Word {
    /** Folded, as it was typed. */
    typed: string;
    /** As it stands in the index. */
    term: string;
    /** Whether it must match as a whole: a number. */
    whole: boolean;
    /** Whether it is of a script that puts no blanks between words. */
    run?: boolean;
  }

  /** Which entries have a word, by their numbers. */
  interface Hits {
    word: Word;
    /** Whether longer words count as well, because this one may not be typed to its end. */
    open: boolean;
    /** The terms that were found for it: its own, forms of it, parts of it, and it with the word beside it. */
    terms: Set<string>;
    /** How much the word tells about each entry, 0 to 1. */
    own: Float32Array;
    /** The same by the references that an entry rests on. */
    lent: Float32Array;
    /** The entries of either. */
    entries: number[];
  }

  /** A part of a text, with what it is found by. */
  interface Part {
    text: string;
    words: string[];
    terms: string[];
  }

  interface Filters {
    /** Letters of kinds; none: all. */
    kinds: Set<string>;
    /** Names of sections; none: all. */
    sections: Set<string>;
    /** Ratings; none: all. */
    ratings: Set<string>;
  }

  interface Result {
    words: Word[];
    hits: Hits[];
    /** Whether every entry has all the words; otherwise, because none has, each has some. */
    all: boolean;
    /** Entries, the best first. */
    entries: number[];
    /** How many there are of each kind, whatever kinds are asked for. */
    kinds: Map<string, number>;
    /** How many there are in each section, whatever sections are asked for. */
    sections: Map<string, number>;
    /** How many there are of each rating, whatever ratings are asked for. */
    ratings: Map<string, number>;
    /** What may have been meant, where nothing has a word. */
    meant: string;
  }

  /** What is shown of an entry. */
  interface Row {
    entry: number;
    kind: string;
    url: string;
    title: string;
    place: string;
    section: string;
    text: string;
    also: string;
    warning: string;
    /** The language and the direction of title and text; empty where they are the page's. */
    language: string;
    restsOn: number[];
  }

  interface Manifest {
    size: number;
    entries: string;
    terms: [first: string, name: string][];
    rows: [first: number, name: string][];
  }

  interface Index {
    /** Loads what every search needs. */
    begin(): Promise<void>;
    /** Searches; null where `stale` says meanwhile that nobody waits for it. */
    search(typed: string, filters: Filters, stale?: () => boolean): Promise<Result | null>;
    rows(entries: number[]): Promise<Row[]>;
  }
}

interface Window {
  lumbarSearchTerms: {
    fold(text: string): string;
    stem(word: string): string;
    termsOf(text: string): string[];
    wordsOf(typed: string): Search.Word[];
    partsOf(text: string): Search.Part[];
  };
  lumbarSearchForms: {
    rootOf(term: string): string;
    partingsOf(word: string): string[][];
    suggestionDistance(typed: string, word: string): number;
  };
  lumbarSearchLines: {
    numbersIn(code: string): Generator<number>;
    ratingsIn(names: string, codes: string): Map<number, string[]>;
    addPostings(line: string, start: number, factor: number, hits: Search.Hits): void;
    firstFrom(lines: string[], text: string): number;
  };
  lumbarSearchIndex: (manifest: Search.Manifest, load: (name: string) => Promise<string>) => Search.Index;
  lumbarSearchFiles: { manifest(): Search.Manifest; load(name: string): Promise<string> };
  lumbarSearchChunk: (name: string, data: string) => void;
}
