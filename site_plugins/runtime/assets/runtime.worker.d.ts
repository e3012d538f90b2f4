/** What the parts of Python's worker share. On the site they are one file. */
/// <reference path="./runtime.d.ts" />

/** Is told of a part how many of its bytes have come, of how many. */
type LumbarProgress = (name: string, loaded: number, total: number) => void;

/** A part in one of its forms, as it comes. */
interface LumbarComing {
  /** Whether it comes in gzip. */
  zipped: boolean;
  body: ReadableStream<Uint8Array<ArrayBuffer>>;
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

interface LumbarWorkerShared {
  /** An error whose message is the id of the reason. */
  Failure: new (reason: LumbarReason) => Error & { reason: LumbarReason };
  sha256(content: Uint8Array<ArrayBuffer>): Promise<string>;
  /** The same without the browser's help. */
  plainSha256(content: Uint8Array): string;
  /** The site's own files; `compressed`: whether its host compresses. */
  site(home: string, compressed: boolean): LumbarSource;
  /** Pieces that the page sends, because nobody else may load anything; `want` asks it for a part. */
  pieces(want: (name: string) => void): LumbarPieces;
  /** Gets a part and checks it; rejects with a Failure. */
  content(source: LumbarSource, name: string, part: LumbarPart, onProgress: LumbarProgress): Promise<Uint8Array<ArrayBuffer>>;
  /** The same, compiled while it comes. */
  compiled(source: LumbarSource, name: string, part: LumbarPart, onProgress: LumbarProgress): Promise<WebAssembly.Module>;
}

interface WorkerGlobalScope {
  lumbarWorker: LumbarWorkerShared;
}
