/** What the scripts of Python's worker share. On the site they are one file. */
/// <reference path="./runtime.d.ts" />

/** Called with how many bytes of a file have come, of how many. */
type LumbarProgress = (name: string, loaded: number, total: number) => void;

/** A file in one of its forms, as it comes. */
interface LumbarDownload {
  response: Response;
  /** Bytes that will come. */
  total: number;
  /** Whether it comes in gzip. */
  isGzip: boolean;
}

/** How the worker gets its files: it asks the site for them, or the page hands them over. */
interface LumbarSource {
  /** The ways to try, one after the other. Each may reject. */
  attempts(name: string, file: LumbarRuntimeFile): (() => Promise<LumbarDownload>)[];
  /** The one file to compile as the page has compiled it; undefined where it has not. */
  compiled?: Promise<WebAssembly.Module | undefined>;
}

interface LumbarChunkSource extends LumbarSource {
  /** Takes a chunk of a file, in base64. */
  receive(name: string, number: number, total: number, text: string): void;
}

/** A Python that has started: `calculator.service`. */
interface LumbarRunning {
  /** Takes the guideline, the versions that belong together and the language, as JSON. Throws where they do not. */
  begin(guideline: string, versions: string, language?: string): void;
  serve(command: string, input: string): string;
}

/** What an image exports: of C what the loader calls, and the address of the function that answers. */
interface LumbarImage {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  answer: WebAssembly.Global;
  malloc(size: number): number;
  free(address: number): void;
  PyUnicode_FromStringAndSize(address: number, size: number): number;
  PyObject_Vectorcall(callable: number, given: number, count: number, names: number): number;
  PyUnicode_AsUTF8AndSize(text: number, size: number): number;
  Py_DecRef(object: number): void;
}

interface LumbarWorkerShared {
  Failure: LumbarFailure;
  /** Shows developers a line; this and the two below are there in a debug build alone. */
  log?: (text: string) => void;
  logError?: (error: unknown, reason: LumbarReason) => void;
  /** Where Python's own output goes. */
  pyodideOptions?: object;
  sha256(content: Uint8Array<ArrayBuffer>): Promise<string>;
  /** The same without the browser's help. */
  plainSha256(content: Uint8Array): string;
  /** The site's own files. */
  siteSource(runtimeUrl: string, hostCompresses: boolean, isOfflineCopy: boolean): LumbarSource;
  /** Chunks that the page sends, because nobody else may load anything. */
  chunkSource(): LumbarChunkSource;
  /** Gets a file and checks it; rejects with a Failure. */
  loadContent(
    source: LumbarSource,
    name: string,
    file: LumbarRuntimeFile,
    onProgress: LumbarProgress,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** The same, compiled while it comes or by the page. */
  loadModule(
    source: LumbarSource,
    name: string,
    file: LumbarRuntimeFile,
    onProgress: LumbarProgress,
  ): Promise<WebAssembly.Module>;
  /** Starts the Python that this worker brings along. */
  startPython(options: LumbarLoadOptions, source: LumbarSource, onProgress: LumbarProgress): Promise<LumbarRunning>;
  /** Wakes an image; `call` gives texts to its function "answer" and returns what that answers. */
  wakeImage(module: WebAssembly.Module): Promise<{ image: LumbarImage; call: (...texts: string[]) => string }>;
}

interface WorkerGlobalScope {
  lumbarWorker: LumbarWorkerShared;
}
