/** Prints the least edition of JavaScript, from 2020 on, in which all the files named can be read. */
import { readFileSync } from "node:fs";
import { parse } from "acorn";

function reads(text, ecmaVersion) {
  return ["script", "module"].some((sourceType) => {
    try {
      parse(text, { ecmaVersion, sourceType });
      return true;
    } catch {
      return false;
    }
  });
}

const texts = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
let edition = 2020;
while (!texts.every((text) => reads(text, edition))) {
  if (edition > 2030) throw new Error("one of the files cannot be read at all");
  edition += 1;
}
console.log(edition);
