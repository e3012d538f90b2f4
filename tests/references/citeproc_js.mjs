// Formats CSL-JSON records with citeproc-js, the processor to compare with. It reads {"style", "locale", "records"} on
// standard input, the first two as XML, and writes the entries of the reference list as a JSON list of texts.

import { readFileSync } from "node:fs";
import CSL from "citeproc";

const { style, locale, records } = JSON.parse(readFileSync(0, "utf8"));
const byId = new Map(records.map((record) => [record.id, record]));
// A processor of its own for each record: every entry then is number 1, and none is disambiguated from another.
const entries = records.map((record) => {
  const sys = { retrieveLocale: () => locale, retrieveItem: (id) => structuredClone(byId.get(id)) };
  const processor = new CSL.Engine(sys, style);
  processor.setOutputFormat("text");
  processor.updateItems([record.id]);
  return processor.makeBibliography()[1][0];
});
process.stdout.write(JSON.stringify(entries));
