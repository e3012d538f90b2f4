// Answers with Python as it is shipped, under Node: a JSON object in, a JSON object out.
// Usage: node answer_in_node.mjs LIBRARY OPTIONAL ANSWERING_PY < {"guideline", "requests", "calls", "modules"} > {"answers", "served", "unwalked"}
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { loadPyodide } from "pyodide";

const [library, optional, answering] = process.argv.slice(2);
const python = await loadPyodide({ stdLibURL: library, env: { HOME: "/" } });
// Pyodide takes a plain byte array and refuses node's Buffer.
python.FS.writeFile("/lib/optional.zip", new Uint8Array(readFileSync(optional)));
try {
  python.runPython(readFileSync(answering, "utf8"));
  process.stdout.write(python.globals.get("answer")(await text(process.stdin)));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
