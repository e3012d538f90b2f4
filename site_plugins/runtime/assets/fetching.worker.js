/** Gets the files of the runtime, in whatever form they come, and lets none through that is not what was built. */
(() => {
  "use strict";

  const { Failure, sha256, log } = self.lumbarWorker;
  // Pyodide gets another one.
  const fetchFile = self.fetch.bind(self);

  /** @type {LumbarWorkerShared["siteSource"]} */
  function siteSource(runtimeUrl, hostCompresses, isOfflineCopy) {
    const canDecompress = typeof DecompressionStream === "function";

    /**
     * @param {string} address
     * @param {number} total
     * @param {boolean} isGzip
     * @param {RequestCache} cache
     * @param {boolean} [onlyCompressed] whether to refuse what the host does not compress
     * @returns {Promise<LumbarDownload>}
     */
    async function request(address, total, isGzip, cache, onlyCompressed = false) {
      const response = await fetchFile(new URL(address, runtimeUrl), { cache });
      if (!response.ok || !response.body) throw new Failure("load");
      if (onlyCompressed && !response.headers.get("content-encoding")) {
        await response.body.cancel();
        throw new Failure("load");
      }
      return { response, total, isGzip };
    }

    return {
      attempts(_name, { file, bytes, precompressed, compressed_bytes: compressedBytes }) {
        const plain = (/** @type {RequestCache} */ cache) => () => request(file, bytes, false, cache);
        // A stored copy of the site hands out the file as it is, in whatever form it stores it.
        if (!precompressed || !canDecompress || isOfflineCopy) return [plain("default"), plain("reload")];
        const gzip = (/** @type {RequestCache} */ cache) => () => request(precompressed, compressedBytes, true, cache);
        // Many a host compresses some kinds of files only: what comes uncompressed is let go for the precompressed file.
        const compressed = hostCompresses ? [() => request(file, bytes, false, "default", true)] : [];
        return [...compressed, gzip("default"), plain("default"), gzip("reload"), plain("reload")];
      },
    };
  }

  /** @param {string} text in base64 */
  function decodeBase64(text) {
    // Newer than the library of types.
    const { fromBase64 } = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (
      /** @type {unknown} */ (Uint8Array)
    );
    if (fromBase64) return fromBase64.call(Uint8Array, text);
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
    return bytes;
  }

  /** @type {LumbarWorkerShared["chunkSource"]} */
  function chunkSource() {
    /** For each file: the stream of its chunks, the number of the next one, and those that came early. */
    const files = new Map();

    /** @param {string} name */
    function streamOf(name) {
      if (!files.has(name)) {
        /** @type {ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>[]} */
        const controllers = [];
        const body = new ReadableStream({ start: (controller) => void controllers.push(controller) });
        files.set(name, { body, controller: controllers[0], next: 0, early: new Map() });
      }
      return files.get(name);
    }

    return {
      receive(name, number, total, text) {
        const file = streamOf(name);
        file.early.set(number, text);
        try {
          for (; file.early.has(file.next); file.next += 1) {
            file.controller.enqueue(decodeBase64(file.early.get(file.next)));
            file.early.delete(file.next);
          }
          if (file.next === total) file.controller.close();
        } catch {
          file.controller.error(new Failure("damaged"));
        }
      },
      attempts(name, { compressed_bytes: total }) {
        return [async () => ({ response: new Response(streamOf(name).body), total, isGzip: true })];
      },
    };
  }

  /**
   * Counts the bytes that come, and decompresses them: unless the host has done so already, on seeing the file's name.
   * @param {LumbarDownload} download
   * @param {(loaded: number) => void} onLoaded
   * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
   */
  async function countAndDecompress({ response, isGzip }, onLoaded) {
    const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (response.body).getReader();
    const read = () =>
      reader.read().catch((error) => {
        // A chunk that came from the page may be known to be damaged.
        throw error instanceof Failure ? error : new Failure("load");
      });
    let loaded = 0;
    let next = await read();
    const isCompressed = isGzip && next.value?.[0] === 0x1f && next.value[1] === 0x8b;
    /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */
    const stream = new ReadableStream({
      async pull(controller) {
        if (next.done) {
          controller.close();
          return;
        }
        loaded += next.value.byteLength;
        onLoaded(loaded);
        controller.enqueue(next.value);
        next = await read();
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return isCompressed ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
  }

  /**
   * Reads a file whole; rejects where it is not the one that was built.
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
   * @param {LumbarRuntimeFile} file
   */
  async function readChecked(stream, file) {
    const content = new Uint8Array(file.bytes);
    const reader = stream.getReader();
    let length = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (length + next.value.length > content.length) {
        await reader.cancel();
        throw new Failure("damaged");
      }
      content.set(next.value, length);
      length += next.value.length;
    }
    if (length !== content.length || (await sha256(content)) !== file.sha256) throw new Failure("damaged");
    return content;
  }

  /**
   * Tries one way after the other until a file has come and could be used.
   * @template T
   * @param {LumbarSource} source
   * @param {string} name
   * @param {LumbarRuntimeFile} file
   * @param {LumbarProgress} onProgress
   * @param {(download: LumbarDownload, onLoaded: (loaded: number) => void) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async function tryInTurn(source, name, file, onProgress, use) {
    /** @type {LumbarReason} */
    let reason = "load";
    for (const attempt of source.attempts(name, file)) {
      try {
        const download = await attempt().catch(() => {
          throw new Failure("load");
        });
        onProgress(name, 0, download.total);
        const content = await use(download, (loaded) => onProgress(name, loaded, download.total));
        log?.(`${name} has come: ${download.total} bytes`);
        return content;
      } catch (error) {
        log?.(`${name} has not come: ${error}`);
        if (error instanceof RangeError) throw new Failure("memory");
        if (error instanceof WebAssembly.CompileError) throw new Failure("old-browser");
        // What came and could not even be decompressed is damaged too.
        if (!(error instanceof Failure) || error.reason === "damaged") reason = "damaged";
      }
    }
    throw new Failure(reason);
  }

  /** @type {LumbarWorkerShared["loadContent"]} */
  function loadContent(source, name, file, onProgress) {
    return tryInTurn(source, name, file, onProgress, async (download, onLoaded) =>
      readChecked(await countAndDecompress(download, onLoaded), file),
    );
  }

  /** @type {LumbarWorkerShared["loadModule"]} */
  async function loadModule(source, name, file, onProgress) {
    const compiled = await source.compiled;
    if (compiled) return compiled;
    return tryInTurn(source, name, file, onProgress, async (download, onLoaded) => {
      // It runs only once it is checked; to compile what turns out damaged does no harm.
      /** @param {Response} response */
      const compile = (response) => WebAssembly.compileStreaming(response).catch(() => undefined);
      const type = "application/wasm";
      let compiling;
      let stream;
      if (!download.isGzip && download.response.headers.get("content-type") === type) {
        // Browsers store what they compiled beside the very file that they fetched, and beside no other.
        const copy = download.response.clone();
        compiling = compile(download.response);
        stream = await countAndDecompress({ ...download, response: copy }, onLoaded);
      } else {
        const [checked, compiled] = (await countAndDecompress(download, onLoaded)).tee();
        compiling = compile(new Response(compiled, { headers: { "content-type": type } }));
        stream = checked;
      }
      const bytes = await readChecked(stream, file);
      return (await compiling) ?? WebAssembly.compile(bytes);
    });
  }

  Object.assign(self.lumbarWorker, { siteSource, chunkSource, loadContent, loadModule });
})();
