/** What the page and the worker know of the runtime. */

/**
 * Why there is no answer. "answer": Python stopped with a fault, or did not answer in time; "script": a script of ours
 * did; these two have the texts `form.stopped-<reason>`. All others mean that Python cannot start, and have the texts
 * `form.failed-<reason>`.
 */
type LumbarReason = "no-wasm" | "load" | "damaged" | "mixed" | "memory" | "old-browser" | "answer" | "script";

/** An error whose message is the id of the reason. */
type LumbarFailure = new (reason: LumbarReason) => Error & { reason: LumbarReason };

/** One file of the runtime, in the forms in which the site serves it. */
interface LumbarRuntimeFile {
  file: string;
  bytes: number;
  sha256: string;
  /** The same in gzip, for hosts that compress nothing; null where that is hardly smaller. */
  precompressed: string | null;
  /** Bytes in gzip. */
  compressed_bytes: number;
  /** The same in gzip and base64, in chunks, for pages that may load nothing but scripts. */
  scripts: string[];
}

/** A Python that can be started: the image, or the full one. */
interface LumbarBuild {
  /** The name of the file that is the worker's script. */
  worker: string;
  /** The files that every start loads, by name. */
  parts: Record<string, LumbarRuntimeFile>;
  /** The lock of Pyodide's packages, whose files are parts too; null: the image needs none. */
  lock: import("pyodide").Lockfile | null;
}

interface LumbarManifest extends LumbarBuild {
  version: string;
  /** Who is asked where the image has no answer; null: there is no image, and this is the full one. */
  full: LumbarBuild | null;
}

/** The published guideline that a page was built with: its words and Python's rules belong together. */
interface LumbarGuideline {
  /** Its address within the site. */
  file: string;
  sha256: string;
  /** The versions of the `guideline` and of the `calculator`. */
  versions: Record<string, string>;
}

/** What the page tells the worker at the start. */
interface LumbarStartOptions {
  build: LumbarBuild;
  /** The address of the runtime's folder. */
  runtimeUrl: string;
  /** The published guideline that the page was built with. */
  guideline: LumbarGuideline;
  /** Its whole address. */
  guidelineUrl: string;
  /** Whether the host compresses what it sends. */
  hostCompresses: boolean;
  /** Whether all files come from the page, as scripts. */
  fromScripts: boolean;
  /** Whether the page comes from a copy of the site that the browser stores. */
  isOfflineCopy: boolean;
}

interface Window {
  /** Shows a line to developers; it is there in a debug build alone. */
  lumbarDebug?: (entry: { milliseconds?: number; text: string }) => void;
  lumbarPythonManifest: LumbarManifest;
  /** Called by the runtime's scripts: hands over a chunk of a file, or a text whole. */
  lumbarPythonPiece(name: string, number: number, text: string): void;
}
