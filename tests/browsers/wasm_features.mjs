/** Prints which features of WebAssembly a file cannot be read without, as JSON: wabt reads it with all but one. */
import { readFileSync } from "node:fs";
import openWabt from "wabt";

const wabt = await openWabt();
const content = readFileSync(process.argv[2]);
// As wabt calls them. It takes exceptions, functions' references and garbage collection to include references.
const names = ["bulk_memory", "exceptions", "multi_value", "reference_types", "sat_float_to_int", "sign_extension"];
names.push("simd", "tail_call", "threads", "memory64", "multi_memory", "extended_const", "relaxed_simd");

function reads(features) {
  try {
    const module = wabt.readWasm(content, features);
    module.validate();
    module.destroy();
    return true;
  } catch {
    return false;
  }
}

const all = Object.fromEntries(names.map((name) => [name, true]));
if (!reads(all)) throw new Error(`${process.argv[2]} cannot be read at all`);
console.log(JSON.stringify(names.filter((name) => !reads({ ...all, [name]: false }))));
