// Reads references with Citation.js, a reader to compare with. It reads {"form", "text"} on standard input, the form
// as "bibtex" or "ris", and writes what it found as CSL-JSON.

import { readFileSync } from "node:fs";
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";

const { form, text } = JSON.parse(readFileSync(0, "utf8"));
const format = { bibtex: "@biblatex/text", ris: "@ris/file" }[form];
process.stdout.write(JSON.stringify(plugins.input.chain(text, { forceType: format, generateGraph: false })));
