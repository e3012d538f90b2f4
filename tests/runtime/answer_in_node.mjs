// Answers with Python as it is shipped, under Node: a JSON object in, a JSON object out.
// Usage: node answer_in_node.mjs FOLDER ANSWERING_PY < REQUEST > ANSWER, where FOLDER holds the library, the lock and the wheels
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { loadPyodide } from "pyodide";

const [folder, answering] = process.argv.slice(2);
const lock = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf8"));
try {
  const python = await loadPyodide({
    stdLibURL: join(folder, "library.wasm"),
    lockFileContents: lock,
    packageBaseUrl: folder,
    packages: Object.keys(lock.packages),
    env: { HOME: "/" },
  });
  python.runPython(readFileSync(answering, "utf8"));
  process.stdout.write(python.globals.get("answer")(await text(process.stdin)));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
