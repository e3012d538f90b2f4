/** Gets the parts of the runtime, in whatever form they come, and lets none through that is not what was built. */
(() => {
  "use strict";

  const { Failure, sha256 } = self.lumbarWorker;
  // Pyodide gets another one.
  const fetchFile = self.fetch.bind(self);

  /** @type {LumbarWorkerShared["site"]} */
  function site(home, compressed, kept) {
    const unzips = typeof DecompressionStream === "function";

    /**
     * @param {string} file
     * @param {number} total
     * @param {boolean} zipped
     * @param {RequestCache} cache
     * @param {boolean} [onlyCompressed] whether to refuse what the host does not compress
     * @returns {Promise<LumbarComing>}
     */
    async function come(file, total, zipped, cache, onlyCompressed = false) {
      const response = await fetchFile(new URL(file, home), { cache });
      if (!response.ok || !response.body) throw new Failure("load");
      if (onlyCompressed && !response.headers.get("content-encoding")) {
        await response.body.cancel();
        throw new Failure("load");
      }
      return { response, total, zipped };
    }

    return {
      ways(_name, { file, bytes, twin, zipped }) {
        const plain = (/** @type {RequestCache} */ cache) => () => come(file, bytes, false, cache);
        // What keeps the site hands out the file as it is, in whatever form it keeps it.
        if (!twin || !unzips || kept) return [plain("default"), plain("reload")];
        const small = (/** @type {RequestCache} */ cache) => () => come(twin, zipped, true, cache);
        // Many a host compresses some kinds of files only: what comes as it is is let go for its twin.
        const first = compressed ? [() => come(file, bytes, false, "default", true)] : [];
        return [...first, small("default"), plain("default"), small("reload"), plain("reload")];
      },
    };
  }

  /** @type {LumbarWorkerShared["pieces"]} */
  function pieces(want) {
    /** Pieces by their parts: those that are here, and who waits for the others. */
    const parts = new Map();

    /** @param {string} name */
    function partOf(name) {
      if (!parts.has(name)) {
        /** @type {ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>[]} */
        const control = [];
        const body = new ReadableStream({ start: (controller) => void control.push(controller) });
        parts.set(name, { body, controller: control[0], next: 0, early: new Map() });
      }
      return parts.get(name);
    }

    /** @param {string} text */
    function bytesOf(text) {
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

    return {
      take(name, number, total, text) {
        const part = partOf(name);
        if (text === null) {
          part.controller.error(new Failure("load"));
          return;
        }
        part.early.set(number, text);
        try {
          for (; part.early.has(part.next); part.next += 1) {
            part.controller.enqueue(bytesOf(part.early.get(part.next)));
            part.early.delete(part.next);
          }
          if (part.next === total) part.controller.close();
        } catch {
          part.controller.error(new Failure("damaged"));
        }
      },
      ways(name, { zipped }) {
        want(name);
        return [async () => ({ response: new Response(partOf(name).body), total: zipped, zipped: true })];
      },
    };
  }

  /**
   * Counts what comes, and unzips it where it is zipped: a host may have done that already, on seeing the file's name.
   * @param {LumbarComing} coming
   * @param {(loaded: number) => void} onLoaded
   * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
   */
  async function counted({ response, zipped }, onLoaded) {
    const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (response.body).getReader();
    const read = () =>
      reader.read().catch((error) => {
        // A piece that came from the page may be known to be damaged.
        throw error instanceof Failure ? error : new Failure("load");
      });
    let loaded = 0;
    let next = await read();
    const isZipped = zipped && next.value?.[0] === 0x1f && next.value[1] === 0x8b;
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
    return isZipped ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
  }

  /**
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
   * @param {LumbarPart} part
   */
  async function checked(stream, part) {
    const content = new Uint8Array(part.bytes);
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
    if (length !== content.length || (await sha256(content)) !== part.sha256) throw new Failure("damaged");
    return content;
  }

  /**
   * @template T
   * @param {LumbarSource} source
   * @param {string} name
   * @param {LumbarPart} part
   * @param {LumbarProgress} onProgress
   * @param {(coming: LumbarComing, onLoaded: (loaded: number) => void) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async function first(source, name, part, onProgress, use) {
    /** @type {LumbarReason} */
    let reason = "load";
    for (const way of source.ways(name, part)) {
      try {
        const coming = await way().catch(() => {
          throw new Failure("load");
        });
        onProgress(name, 0, coming.total);
        return await use(coming, (loaded) => onProgress(name, loaded, coming.total));
      } catch (error) {
        if (error instanceof RangeError) throw new Failure("memory");
        if (error instanceof WebAssembly.CompileError) throw new Failure("old-browser");
        // What came and could not even be unzipped is damaged too.
        if (!(error instanceof Failure) || error.reason === "damaged") reason = "damaged";
      }
    }
    throw new Failure(reason);
  }

  /** @type {LumbarWorkerShared["content"]} */
  function content(source, name, part, onProgress) {
    return first(source, name, part, onProgress, async (coming, onLoaded) => checked(await counted(coming, onLoaded), part));
  }

  /** @type {LumbarWorkerShared["compiled"]} */
  function compiled(source, name, part, onProgress) {
    return first(source, name, part, onProgress, async (coming, onLoaded) => {
      // It runs only once it is checked; to compile what turns out damaged does no harm.
      /** @param {Response} file */
      const compile = (file) => WebAssembly.compileStreaming(file).catch(() => undefined);
      const type = "application/wasm";
      let compiling;
      let stream;
      if (!coming.zipped && coming.response.headers.get("content-type") === type) {
        // What a browser has compiled it keeps for the next time only beside the very file that it fetched.
        const copy = coming.response.clone();
        compiling = compile(coming.response);
        stream = await counted({ ...coming, response: copy }, onLoaded);
      } else {
        const [one, two] = (await counted(coming, onLoaded)).tee();
        compiling = compile(new Response(two, { headers: { "content-type": type } }));
        stream = one;
      }
      const bytes = await checked(stream, part);
      return (await compiling) ?? WebAssembly.compile(bytes);
    });
  }

  Object.assign(self.lumbarWorker, { site, pieces, content, compiled });
})();
