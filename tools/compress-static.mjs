// Runs before anything is installed: only what Node itself brings.
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const COMPRESSED = /\.(js|css|svg|json)$/;
/** The folders of the files whose names contain a hash of their contents. */
const FOLDERS = ["chunks", "media"];
/** Below this a header and a packet cost more than is won. */
const MIN_BYTES = 1024;

const compress = promisify(brotliCompress);

/**
 * Writes `x.js.br` beside each text file of a build's static folder, by brotli of the highest quality: too slow for an
 * answer, but a build does it once. `give-file.ts` gives them.
 */
export async function compressStatic(folder) {
  const entries = FOLDERS.map((name) => path.join(folder, name))
    .filter((part) => fs.existsSync(part))
    .flatMap((part) => fs.readdirSync(part, { withFileTypes: true, recursive: true }));
  for (const entry of entries) {
    if (!entry.isFile() || !COMPRESSED.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const body = fs.readFileSync(file);
    if (body.length < MIN_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
    fs.writeFileSync(`${file}.br`, await compress(body, { params }));
  }
}
