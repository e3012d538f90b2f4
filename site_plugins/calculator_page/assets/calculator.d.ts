/** What the calculator's scripts share; each one sets its own part. */
interface LumbarSettings {
  /** The address of the site's root as seen from the page. */
  root: string;
  /** The guideline's published model. */
  guideline: LumbarGuideline;
  /** The id of the form of the instrument that is used unless another is chosen. */
  instrument: string;
  /** Telephone lines. */
  lines: Record<string, string>;
  texts: Record<string, string>;
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

/** What is known of the answers on the page besides themselves. */
interface LumbarSheet {
  /** The day on which they were given, YYYY-MM-DD; empty while there are none; null where they do not say. */
  day: string | null;
  /** When the last one was given, in milliseconds of the device's clock; 0 where that is not known. */
  last: number;
  /** The fields that an earlier sheet answered and that somebody has yet to confirm. */
  confirm: string[];
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
  /** The date on this device, YYYY-MM-DD. */
  today(): string;
  /** A day as it is read: "29 November 2026" for "2026-11-29". */
  dayText(day: string): string;
  /** A text with the digits of every script, and wide letters and signs, as the ASCII ones that they stand for. */
  plain(typed: string): string;
  /** Replaces all answers, and what is known of them. */
  put(entries: [string, string][], about?: Partial<LumbarSheet> & { label?: string }): void;
  /** Replaces all answers and the form of the instrument by a request's. */
  putRequest(
    request: Record<string, any>,
    unsure: string[],
    unanswered: string[],
    about: Partial<LumbarSheet> & { label?: string },
  ): void;
  instrument(): string;
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
  /** The form whose result is on the page; null while none is. */
  shown(): LumbarForm | null;
  showErrors(errors: LumbarFieldError[]): void;
  clearErrors(): void;
}

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
    /**
     * Puts away what is on the page, so that it can be brought back once, and begins an empty sheet. Resolves when
     * what is put into it is kept.
     */
    putAway(): Promise<void>;
    /** Tells whose answers these may be, where the reader did not just give them. */
    greet(): void;
  };
  /** Shows one question at a time, where the reader wants it so. */
  lumbarSteps: {
    active(): boolean;
    /** The id of the step on the screen. */
    now(): string;
    /** Shows a step; `record` puts it into the browser's history, `focus` gives it the focus: both unless told otherwise. */
    go(id: string, how?: { record?: boolean; focus?: boolean }): void;
    use(one: boolean): void;
  };
}
