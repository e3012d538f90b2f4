/** What the calculator's scripts share; each one sets its own part. */
interface LumbarSettings {
  /** The address of the site's root as seen from the page. */
  root: string;
  /** The guideline's published model. */
  guideline: LumbarGuideline;
  /** The id of the form of the instrument that is used unless another is chosen. */
  instrument: string;
  /** The form's id: the calculator's. */
  form: string;
  /** Telephone lines. */
  lines: Record<string, string>;
  /** Words by their keys; of a text with a number its words in each of the language's forms. */
  texts: Record<string, string | string[]>;
  /** Which form a number takes, as digits: of the numbers from 0 on, and of those after them, over and over. */
  plurals: [first: string, then: string];
  /** How a day is written, then the names of the months. */
  days: string[];
}

interface LumbarFieldError {
  field: string;
  message: string;
}

/** A request by the calculator's contract, and the safety questions answered "not sure". */
interface LumbarForm {
  request: Record<string, any>;
  unsure: string[];
}

/** The reader's own lines; a row of exercises by the names of its columns. */
interface LumbarOwn {
  goal: string;
  exercises: Record<string, string>[];
}

/** What is known of answers besides themselves: it goes with them wherever they are kept. */
interface LumbarAbout {
  /** Tells one sheet from the next person's, in the browser's history and from tab to tab. */
  id: string;
  /** The day on which they were given, YYYY-MM-DD; empty while there are none; null where they do not say. */
  day: string | null;
  /** When the last one was given, in milliseconds of the device's clock; 0 where that is not known. */
  last: number;
  /** When somebody last said that they are theirs; 0 where nobody did. */
  claimed: number;
  /** The fields that an earlier sheet answered and that somebody has yet to confirm. */
  confirm: string[];
  /** The day of that earlier sheet; empty where it is not known. */
  confirmedFrom: string;
  /** The reader's label for the file. */
  label: string;
  /** The form of the instrument. */
  instrument: string;
  /** What the reader wrote beside the result. */
  own: LumbarOwn;
  /** Whether the reader wants them kept on this device; empty until that was said. */
  keep: "" | "yes" | "no";
  /** What was answered to whom the calculator is not for: "yes", "no", "not-sure"; empty until then. Part of no request. */
  fits: string;
}

/** Where a reader is in a form. Whoever goes elsewhere leaves all of it behind. */
interface LumbarWay {
  /** The step on the screen, by its id. */
  step: string;
  /** Whether the reader came from the list of answers to change one. */
  changing: boolean;
  /** The question for a result that the reader waits for. */
  asking: { isRestored: boolean; isSent: boolean } | null;
  /** The form whose result is on the page. */
  shown: LumbarForm | null;
  /** Whether the reader chose to see the result of an earlier day. */
  isOld: boolean;
}

/** Everything that a form remembers beside the answers in it. `put` replaces it as a whole, a step to elsewhere its way. */
interface LumbarSheet extends LumbarAbout {
  way: LumbarWay;
}

/** Answers that are not on the form: in a store, put away, or asked about. */
interface LumbarKept {
  entries: [string, string][];
  about: LumbarAbout;
  /** The step that was on the screen, by its id. */
  step: string;
  /** Whether their result was on the page. */
  shown: boolean;
}

interface LumbarCalculator {
  box: HTMLElement;
  form: HTMLFormElement;
  settings: LumbarSettings;
  /** A text of the page with values in it; for a key that it does not know the words of `otherwise`, and never the key. */
  text(key: string, values?: Record<string, string>, otherwise?: string): string;
  byId<T extends HTMLElement>(id: string, kind: new () => T): T;
  /** Every answer that was given: its field's name and its value. */
  entries(): [string, string][];
  collect(): LumbarForm;
  /** A form as Python is asked about it, with what Python needs to know of the page. */
  question(form: LumbarForm): { request: string; page: object };
  sheet: LumbarSheet;
  /** A way that has just begun at a step: at the first unless told otherwise. */
  wayAt(step?: string, changing?: boolean): LumbarWay;
  /** The date on this device, YYYY-MM-DD: of now, or of another moment. */
  today(moment?: Date): string;
  /** A day as it is read: "29 November 2026" for "2026-11-29". */
  dayText(day: string): string;
  /** A text with the digits of every script, and wide letters and signs, as the ASCII ones that they stand for. */
  plain(typed: string): string;
  /** All answers on the page, with what is known of them. */
  take(): LumbarKept;
  /** Whether there is neither an answer nor a line of the reader's own. */
  isEmpty(kept: LumbarKept): boolean;
  /** Replaces all answers, and everything else that the form remembers. */
  put(entries: [string, string][], about?: Partial<LumbarAbout>): void;
  /** Replaces all answers and the form of the instrument by a request's. */
  putRequest(
    request: Record<string, any>,
    unsure: string[],
    unanswered: string[],
    about: Partial<LumbarAbout>,
  ): void;
  /** Takes the answer to a question back. */
  clear(field: Element): void;
  /** Whether something was chosen or typed in a field. */
  isAnswered(field: Element): boolean;
  /** Whether a field is asked at all: not for another form of the instrument, nor where what it stands in for is known. */
  isAsked(field: Element): boolean;
  /** What a number alone counts in a field of this name: "day", "week", "month", "year"; null where it counts no time. */
  unitOf(name: string): string | null;
  useInstrument(name: string): void;
  /** Asks Python. */
  ask(command: string, given: Record<string, unknown>): Promise<any>;
  /** Tells the reader of a failure beside the result: of a script's other than of Python's. */
  failureText(error: unknown): string;
  /** What is wrong in a part of the form, as far as Python is there to tell. */
  errorsIn(part: Element): Promise<LumbarFieldError[]>;
  /** Asks for the result and shows it; a `restored` one takes no focus from a reader who is somewhere already. */
  show(restored?: boolean): void;
  /** Goes from the result back to the form. */
  hide(): void;
  /** Shows a field and puts the focus into it. */
  toField(field: Element): void;
  showErrors(errors: LumbarFieldError[]): void;
  clearErrors(): void;
}

/** What was read back after erasing: nothing, something that is still there, or stores that the browser does not show. */
type LumbarErased = "erased" | "erase-left" | "erase-unknown";

interface LumbarPythonOptions {
  root: string;
  guideline: LumbarGuideline;
  onProgress(loaded: number, total: number): void;
  /** Called now and then while bytes come of which it is not yet known how many there are. */
  onComing?: () => void;
  /** Called when what has started has no answer, and something larger is loaded that has: `onReady` is called again. */
  onSlower?: () => void;
  onReady(): void;
  onFail(reason: LumbarReason): void;
}

interface LumbarPythonHandle {
  ask(command: string, given: unknown): Promise<any>;
  stop(): void;
}

interface Window {
  /** The names of the scripts that have run to their end; absent where the guard itself did not come. */
  lumbarArrived?: Set<string>;
  /** Brings Python to the page. */
  lumbarLoading: {
    /** Begins, or offers to; `onReady` is called each time that Python has started, `onFail` when it cannot. */
    begin(onReady: () => void, onFail: (reason: LumbarReason) => void): void;
    /** `offered`: waits for the reader; `held`: there is no network, and it is tried again; `ended`: there will be none. */
    state(): "none" | "offered" | "loading" | "held" | "ready" | "ended";
    /** Asks Python, as soon as it is there. */
    ask(command: string, given: unknown): Promise<any>;
    /** Puts the focus on the way on, where the reader has to choose one. */
    remind(): void;
    /** Forgets that the reader agreed to load it. */
    forget(): void;
    /** Stops Python, or the way to it, for good. */
    stop(): void;
  };
  lumbarCalculator: LumbarCalculator;
  lumbarPython: {
    start(options: LumbarPythonOptions): LumbarPythonHandle;
    /** Whether the page comes from a copy of the site that the browser stores. */
    isOfflineCopy(): boolean;
    /** Whether the page before in this tab was ended, other than by its reader, while Python started. */
    wasCutShort: boolean;
    /** Bytes of which the reader is asked before they are fetched; 0 where there is nothing to ask. */
    cost(): number;
    Failure: LumbarFailure;
    /** Returns why something failed; an error that is no Failure is one of our scripts, and the console names it. */
    reportFailure(error: unknown): LumbarReason;
  };
  /** Answers that may be of another day or of another person: the reader is asked. */
  lumbarEarlier: {
    /** Whether the reader is being asked, or is shown a result of an earlier day. */
    active(): boolean;
    /** Asks the reader when the answers are of another day; returns whether it did. */
    check(): boolean;
    /** Says that the earlier answers have no result. */
    refuse(errors: LumbarFieldError[]): void;
    /** What of an earlier sheet is still to be confirmed in a part of the form. */
    unconfirmed(part: Element): LumbarFieldError[];
    /** Puts away what is on the page, so that it can be brought back once, and begins an empty sheet. */
    putAway(): LumbarErased;
    /** Puts stored answers on the page, and tells whose they may be; or asks first. */
    find(kept: LumbarKept): void;
    /** The id of the sheet on the page, or of the one that is asked about. */
    sheetId(): string;
    /** Whether a sheet is on the page, asked about, or can be brought back. */
    holds(id: string): boolean;
  };
  /** Erases the answers. */
  lumbarErase: {
    /** Begins an empty sheet, with nothing kept of the one before; other tabs do so too, if they are told. */
    erase(tells?: boolean): LumbarErased;
    /** Does so for good, and says what became of it: `done` is the key of the words where all went well. */
    eraseAll(done: string, tells?: boolean): void;
  };
  /** The reader's own lines. */
  lumbarOwn: {
    /** What can be read as own lines: anything that is in another form is left out. */
    known(value: unknown): LumbarOwn;
  };
  /** Keeps the answers. */
  lumbarStorage: {
    /** Keeps the result of the answers in this tab, as far as the browser lets it; an empty text forgets it. */
    keepResult(content: string): void;
    /** What was kept; empty where there is nothing. */
    readResult(): string;
    /** Stores nothing until `erase` is called: the form is being emptied. */
    pause(): void;
    /** Forgets what is kept, and reads back what is left. Tells other tabs with the sheet of this id, if one is given. */
    erase(id: string): LumbarErased;
  };
  /** What a result on the page remembers. */
  lumbarResult: {
    /** The kept result of this very form, of this build and of today, if there is one; any other is forgotten. */
    find(form: LumbarForm): { html: string; at: number; link: number } | null;
    /** Goes to where its reader was, if the reader comes back. */
    goTo(kept: { at: number; link: number }): void;
  };
  /** What is taken along. */
  lumbarExport: {
    /** Asks Python for something that is made from the form whose result is on the page. */
    make(command: string, more?: Record<string, unknown>): Promise<any>;
    /** What each button does, by its name; a text that it returns is told the reader. */
    ways: Record<string, () => unknown>;
  };
  /** Copies, saves and prints; each returns what to tell the reader. */
  lumbarSaving: {
    copy(area: HTMLTextAreaElement | HTMLInputElement): Promise<string>;
    /** Hands on by the device's own way; `name` is what the reader is told of. */
    share(what: ShareData, name: string): Promise<string>;
    /** Where there is nothing to save, `emptyText` is the key of what is told. */
    save(file: { name: string; text?: string | null; base64?: string; kind: string }, emptyText?: string): Promise<string>;
    print(): string;
  };
  /** The list of all answers. */
  lumbarCheck: {
    /** Writes it anew, as the form stands. */
    list(): void;
  };
  /** Shows one question at a time, unless the reader wants all on one page. */
  lumbarSteps: {
    active(): boolean;
    /** Which way the link that the reader came by leads to: all on one page; undefined where it says nothing. */
    byLink(): false | undefined;
    /**
     * Shows a step; `record` puts it into the browser's history, `focus` gives it the focus: both unless told otherwise.
     * `changing`: from there the way leads back to the list of answers.
     */
    go(id: string, how?: { record?: boolean; focus?: boolean; changing?: boolean }): void;
    /** Goes on from the step on the screen, if nothing is missing there. */
    forward(): void;
    /** The entry of a step, or of the "result", in the browser's history: of the sheet on the page or of another. */
    entry(step: string, id?: string): object;
    use(one: boolean): void;
  };
}
