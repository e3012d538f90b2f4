WebAssembly.compileStreaming(fetch("../pyodide/pyodide.asm.wasm")).then(
  () => self.postMessage(""),
  (error) => self.postMessage(`failed: ${error}`),
);
