// Compresses standard input as a host would once and for all: `node start_compress.cjs br|gzip < FILE > COMPRESSED`.
const { readFileSync } = require("node:fs");
const { brotliCompressSync, constants, gzipSync } = require("node:zlib");

const content = readFileSync(0);
const quality = {
  [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
  [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
};
process.stdout.write(process.argv[2] === "br" ? brotliCompressSync(content, { params: quality }) : gzipSync(content, { level: 9 }));
