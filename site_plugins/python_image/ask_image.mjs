// Asks an image of Python under Node, while the site is built and in tests.
// Usage: node ask_image.mjs IMAGE IMAGE_WORKER_JS < CALLS > {answers, entered}
// Calls are pairs of a command and what it is given; one of them is "begin".
// An answer is null where the image trapped; it is woken anew then. `entered` are the numbers of the functions that ran,
// of an image that was made to tell them.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { runInThisContext } from "node:vm";

const [file, loader] = process.argv.slice(2);
globalThis.self = { lumbarWorker: {} };
runInThisContext(readFileSync(loader, "utf8"));
const module = await WebAssembly.compile(readFileSync(file));
const entered = new Set();
function collectEntered({ image }) {
  for (const [name, { value }] of Object.entries(image)) if (name.startsWith("entered") && value) entered.add(Number(name.slice(7)));
}

const wake = () => globalThis.self.lumbarWorker.wakeImage(module);
let woken = await wake();
/** What it began with last. */
let begun;
const answers = [];
for (const call of JSON.parse(await text(process.stdin))) {
  try {
    answers.push(woken.call(...call));
    if (call[0] === "begin" && answers.at(-1) === "=") begun = call;
  } catch {
    answers.push(null);
    collectEntered(woken);
    woken = await wake();
    if (begun) woken.call(...begun);
  }
}
collectEntered(woken);
process.stdout.write(JSON.stringify({ answers, entered: [...entered] }));
