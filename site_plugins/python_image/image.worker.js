/**
 * The image of Python: its memory as it stands once everything is imported, and of C the functions that answers run. It
 * starts within milliseconds, knows the calculator and nothing else, and ends with a trap where a removed function is
 * reached. Whoever asks it then asks the full Python.
 */
(() => {
  "use strict";

  const { Failure, loadModule } = self.lumbarWorker;
  const IMAGE = "image.wasm";
  /** Answers begin with it; what else comes is the name of an error. */
  const ANSWERED = "=";

  /**
   * What the image may ask of its surroundings: more memory, and a call of a function in its table whatever that takes.
   * Pyodide has more than a thousand of these; what is called of all others was removed from the image.
   * @param {WebAssembly.Module} module
   * @param {() => LumbarImage} image
   */
  function makeImports(module, image) {
    /** @type {WebAssembly.Imports} */
    const imports = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      imports[from] ??= {};
      imports[from][name] =
        kind === "global"
          ? new WebAssembly.Global({ value: "i32", mutable: true }, 0)
          : () => {
              throw new WebAssembly.RuntimeError(name);
            };
    }
    return Object.assign(imports, {
      env: {
        ...imports["env"],
        _PyEM_TrampolineCall_JS: (/** @type {number} */ place, /** @type {number[]} */ ...given) =>
          image().__indirect_function_table.get(place)(...given),
        emscripten_resize_heap(/** @type {number} */ size) {
          const { memory } = image();
          // A fifth more than there was, as Emscripten does.
          const missing = Math.max(size >>> 0, memory.buffer.byteLength * 1.2) - memory.buffer.byteLength;
          try {
            memory.grow(Math.ceil(missing / 65_536));
            return 1;
          } catch {
            return 0;
          }
        },
      },
    });
  }

  /** @type {LumbarWorkerShared["wakeImage"]} */
  async function wakeImage(module) {
    const instance = await WebAssembly.instantiate(module, makeImports(module, () => image));
    const image = /** @type {LumbarImage} */ (/** @type {unknown} */ (instance.exports));
    const bytes = () => new Uint8Array(image.memory.buffer);
    const word = (/** @type {number} */ address) => new Uint32Array(image.memory.buffer)[address >> 2];

    /** Throws where C gives no address: there is no memory left. @param {number} address */
    function notZero(address) {
      if (address === 0) throw new RangeError("the image has no memory left");
      return address;
    }

    /** Returns the address of a text of Python's. */
    function makeText(/** @type {string} */ text) {
      const encoded = new TextEncoder().encode(text);
      const address = notZero(image.malloc(encoded.length + 1));
      bytes().set(encoded, address);
      const made = notZero(image.PyUnicode_FromStringAndSize(address, encoded.length));
      image.free(address);
      return made;
    }

    function call(/** @type {string[]} */ ...texts) {
      const given = notZero(image.malloc(4 * texts.length));
      const made = texts.map(makeText);
      new Uint32Array(image.memory.buffer).set(made, given >> 2);
      const result = notZero(image.PyObject_Vectorcall(image.answer.value, given, texts.length, 0));
      for (const text of made) image.Py_DecRef(text);
      // No longer needed for what was given, it takes the length.
      const address = notZero(image.PyUnicode_AsUTF8AndSize(result, given));
      const text = new TextDecoder().decode(bytes().subarray(address, address + word(given)));
      image.Py_DecRef(result);
      image.free(given);
      return text;
    }

    return { image, call };
  }

  /** @type {LumbarWorkerShared["startPython"]} */
  async function startPython({ build }, source, onProgress) {
    const { call } = await wakeImage(await loadModule(source, IMAGE, build.parts[IMAGE], onProgress));

    function serve(/** @type {string} */ command, /** @type {string} */ input) {
      const answer = call(command, input);
      if (!answer.startsWith(ANSWERED)) throw new Failure(answer === "!MixedVersionsError" ? "mixed" : "answer");
      return answer.slice(ANSWERED.length);
    }

    return { begin: (...given) => void serve("begin", JSON.stringify(given)), serve };
  }

  Object.assign(self.lumbarWorker, { wakeImage, startPython });
})();
