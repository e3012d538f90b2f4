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
  /** The language in which Python reads its texts, with those; null for English. */
  language: { tag: string } | null;
}

/** What the page tells the worker first: what to load, and how. */
interface LumbarLoadOptions {
  build: LumbarBuild;
  /** The address of the runtime's folder. */
  runtimeUrl: string;
  /** Whether the host compresses what it sends. */
  hostCompresses: boolean;
  /** Whether all files come from the page, as scripts. */
  fromScripts: boolean;
  /** Whether the page comes from a copy of the site that the browser stores. */
  isOfflineCopy: boolean;
  /** Whether the page sends the image compiled, or that it could not. */
  pageCompiles: boolean;
}

/** What the page tells the worker second: what Python begins with. */
interface LumbarBeginOptions {
  /** The published guideline that the page was built with. */
  guideline: LumbarGuideline;
  /** Its whole address. */
  guidelineUrl: string;
  /** Whether the page hands it over. */
  fromScripts: boolean;
}

interface LumbarLaunching {
  /** Starts a worker and tells it to load a build. Throws where a policy forbids workers. */
  launch(
    url: string,
    build: LumbarBuild,
    runtimeUrl: string,
    how?: { fromScripts?: boolean; isFull?: boolean },
  ): Worker;
  /** Whether the page comes from a copy of the site that the browser stores. */
  isOfflineCopy(): boolean;
  /** The build of Python that the page was made with, as its head names it; empty where it names none. */
  pageBuild(): string;
  /** Whether what is fetched is slow to come, or dear: the reader is asked first. */
  isDear(): boolean;
  /** Whether the page before in this tab was ended, other than by its reader, while Python started. */
  wasCutShort: boolean;
  /** Tells that Python has started, or that nobody waits for it any more. */
  settle(): void;
  /** Ends what early.js has started. */
  dropEarly(): void;
  /** Whether the tab remembers that the image of this version had no answer. */
  isFullRemembered(version: string): boolean;
  rememberFull(version: string): void;
}

interface Window {
  lumbarLaunching: LumbarLaunching;
  /** The image, which early.js starts, and the version of its manifest. */
  lumbarEarlyBuild: LumbarBuild & { version: string };
  /** The worker that early.js started, until python.js takes it over, and what it has said since. */
  lumbarEarly?: { version: string; worker: Worker; events: Event[] };
  /** Shows a line to developers; it is there in a debug build alone. */
  lumbarDebug?: (entry: { milliseconds?: number; text: string }) => void;
  lumbarPythonManifest: LumbarManifest;
  /** Called by the runtime's scripts: hands over a chunk of a file, or a text whole. */
  lumbarPythonPiece(name: string, number: number, text: string): void;
}
