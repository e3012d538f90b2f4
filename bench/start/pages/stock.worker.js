import { loadPyodide } from "../pyodide/pyodide.mjs";

async function answer() {
  // All at once, as one who knows Pyodide well would write it.
  const [python, wheel, guideline] = await Promise.all([
    loadPyodide(),
    fetch("../common/@wheel@").then((response) => response.arrayBuffer()),
    fetch("../common/guideline.json").then((response) => response.text()),
  ]);
  python.unpackArchive(wheel, "wheel");
  const service = python.pyimport("calculator.service");
  service.begin(guideline);
  return service.serve("present", "@request@");
}

answer().then(
  (text) => self.postMessage(text),
  (error) => self.postMessage(`failed: ${error}`),
);
