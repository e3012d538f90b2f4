/** What the page and the worker know of the runtime. */

/** Why Python cannot start or answer; each has a text `form.failed-<reason>`. */
type LumbarReason = "no-wasm" | "load" | "answer" | "damaged" | "memory" | "old-browser";

/** One part of the runtime, as the manifest tells of it. */
interface LumbarPart {
  file: string;
  bytes: number;
  sha256: string;
  /** The same in gzip, for hosts that compress nothing. */
  twin: string | null;
  /** Bytes in gzip. */
  zipped: number;
  /** The same in gzip and base64, for pages that may load nothing but scripts. */
  scripts: string[];
}

interface LumbarManifest {
  version: string;
  /** The name of the part that is the worker's script. */
  worker: string;
  parts: Record<string, LumbarPart>;
  optional: Record<string, LumbarPart>;
  /** Python's memory, for folders, as scripts alone; null: nothing begins with one, and no browser keeps one. */
  memory: LumbarPart | null;
  /** What Pyodide wants to know of packages. */
  lock: object;
}

interface Window {
  lumbarPythonManifest: LumbarManifest;
  /** Called by the runtime's scripts: hands over a piece of a part, or a text whole. */
  lumbarPythonPiece(name: string, number: number, text: string): void;
}
