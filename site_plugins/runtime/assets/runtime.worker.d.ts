/** What the parts of Python's worker share. On the site they are one file. */
/// <reference path="./runtime.d.ts" />

/** Is told of a part how many of its bytes have come, of how many. */
type LumbarProgress = (name: string, loaded: number, total: number) => void;

/** A part in one of its forms, as it comes. */
interface LumbarComing {
  /** Whether it comes in gzip. */
  zipped: boolean;
  response: Response;
  /** Bytes that will come. */
  total: number;
}

/** How the worker gets its parts: it asks the site for them, or the page hands them over. */
interface LumbarSource {
  /** The ways to try, one after the other. Each may reject. */
  ways(name: string, part: LumbarPart): (() => Promise<LumbarComing>)[];
}

interface LumbarPieces extends LumbarSource {
  /** Takes a piece of a part, in base64; null: it is missing. */
  take(name: string, number: number, total: number, text: string | null): void;
}

/** A snapshot of an earlier start. */
interface LumbarSnapshot {
  /** What Pyodide is given: of the right size, and empty until it is filled. */
  snapshot: Uint8Array<ArrayBuffer>;
  /** Fills it, from the memory of a start that has not run anything yet. */
  fill(memory: Uint8Array): void;
}

/** Where snapshots come from. */
interface LumbarSnapshots {
  /** The one that there is; null where there is none, or none that fits. */
  load(): Promise<LumbarSnapshot | null>;
  /** Keeps another one; null where that cannot be. */
  keep: null | ((snapshot: Uint8Array<ArrayBuffer>, base: Uint32Array) => Promise<void>);
  forget(): Promise<void>;
}

interface LumbarWorkerShared {
  /** An error whose message is the id of the reason. */
  Failure: new (reason: LumbarReason) => Error & { reason: LumbarReason };
  sha256(content: Uint8Array<ArrayBuffer>): Promise<string>;
  /** The same without the browser's help. */
  plainSha256(content: Uint8Array): string;
  /** The site's own files; `compressed`: whether its host compresses; `kept`: whether the browser keeps them. */
  site(home: string, compressed: boolean, kept: boolean): LumbarSource;
  /** Pieces that the page sends, because nobody else may load anything; `want` asks it for a part. */
  pieces(want: (name: string) => void): LumbarPieces;
  /** Gets a part and checks it; rejects with a Failure. */
  content(source: LumbarSource, name: string, part: LumbarPart, onProgress: LumbarProgress): Promise<Uint8Array<ArrayBuffer>>;
  /** Snapshots, in the cache of that name, of the runtime of that version at that address. */
  snapshots(cache: string, home: string, version: string): LumbarSnapshots;
  /** The one that was made when the site was built. */
  built(source: LumbarSource, part: LumbarPart): LumbarSnapshots;
  /** What of a snapshot differs from the memory that every start begins with, in the form in which it is kept. */
  difference(snapshot: Uint8Array<ArrayBuffer>, base: Uint32Array): Uint32Array<ArrayBuffer>;
  /** The same, compiled while it comes. */
  compiled(source: LumbarSource, name: string, part: LumbarPart, onProgress: LumbarProgress): Promise<WebAssembly.Module>;
}

interface WorkerGlobalScope {
  lumbarWorker: LumbarWorkerShared;
}
