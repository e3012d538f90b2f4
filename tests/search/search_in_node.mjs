// Runs the scripts of the search in node, on the files of an index: a JSON list of requests in, a list of answers out.
// Usage: node search_in_node.mjs ASSETS [INDEX] < requests.json
//   {"terms": text}                                the terms of a text
//   {"root": term}                                 what the forms of a term have in common
//   {"parts": text}                                a text as it is marked
//   {"find": typed, "kinds": [], "sections": [], "ratings": []}   what is found, the first rows of it
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import vm from "node:vm";

const [assets, folder] = process.argv.slice(2);
globalThis.window = globalThis;
for (const name of ["terms", "forms", "lines", "index"]) vm.runInThisContext(readFileSync(join(assets, `search-${name}.js`), "utf8"));

const loaded = [];
let data;
globalThis.lumbarSearchChunk = (_name, given) => (data = given);
function load(name) {
  loaded.push(name);
  vm.runInThisContext(readFileSync(join(folder, `${name}.js`), "utf8"));
  return Promise.resolve(data);
}

let index;
if (folder) {
  const manifest = readdirSync(folder).find((name) => name.startsWith("manifest-"));
  index = globalThis.lumbarSearchIndex(JSON.parse(await load(manifest.replace(".js", ""))), load);
}

async function answer(request) {
  if ("root" in request) return globalThis.lumbarSearchForms.rootOf(request.root);
  if ("parts" in request) return globalThis.lumbarSearchTerms.partsOf(request.parts).map(({ text }) => text);
  if ("terms" in request) return globalThis.lumbarSearchTerms.termsOf(request.terms);
  const filters = {
    kinds: new Set(request.kinds ?? []),
    sections: new Set(request.sections ?? []),
    ratings: new Set(request.ratings ?? []),
  };
  const before = loaded.length;
  const started = performance.now();
  const found = await index.search(request.find, filters);
  const took = performance.now() - started;
  return {
    number: found.entries.length,
    all: found.all,
    meant: found.meant,
    kinds: Object.fromEntries(found.kinds),
    sections: Object.fromEntries(found.sections),
    ratings: Object.fromEntries(found.ratings),
    rows: await index.rows(found.entries.slice(0, request.most ?? 10)),
    loaded: loaded.slice(before),
    took,
  };
}

const answers = [];
for (const request of JSON.parse(await text(process.stdin))) answers.push(await answer(request));
process.stdout.write(JSON.stringify(answers));
