// Answers requests with the calculator under Pyodide in node: a JSON list of texts in, a JSON list of texts out.
// Usage: node score_in_node.mjs WHEEL < requests.json
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { loadPyodide } from "pyodide";

const [wheel] = process.argv.slice(2);
const python = await loadPyodide();
// Pyodide takes a plain byte array and refuses node's Buffer.
python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
const assess = python.pyimport("calculator").assess;
const requests = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(requests.map((request) => assess(request))));
