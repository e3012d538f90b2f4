// Writes a MiniSearch index of sections as a script: a JSON list on standard input, the file as argument.
const { readFileSync, writeFileSync } = require("node:fs");
const MiniSearch = require("minisearch");

const index = new MiniSearch({ fields: ["title", "text"], storeFields: ["title", "text", "url"] });
index.addAll(JSON.parse(readFileSync(0, "utf8")));
writeFileSync(process.argv[2], `window.benchIndex = ${JSON.stringify(JSON.stringify(index))};\n`);
