import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const VARIABLE = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";
const MANIFEST = /^server-reference-manifest\.(js|json)$/;

/**
 * Takes the key of the server actions out of a build, so that no image holds it; the site then reads it from the
 * environment, under the name that the build read it. A build without a given key keeps the one that Next drew for it:
 * that key is good for this build alone.
 *
 * @returns how many files held the key.
 * @throws Error when a file of the build still holds it.
 */
export function hideActionsKey(standalone: string, key = process.env[VARIABLE]): number {
  if (!key) return 0;
  const files = fs
    .readdirSync(standalone, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const holders = files.filter((file) => fs.readFileSync(file).includes(key));
  for (const file of holders) {
    if (!MANIFEST.test(path.basename(file))) throw new Error(`${file} holds the key of the server actions`);
    const without = withoutKey(fs.readFileSync(file, "utf8"), path.extname(file) === ".js");
    if (without.includes(key)) throw new Error(`${file} still holds the key of the server actions`);
    fs.writeFileSync(file, without);
  }
  return holders.length;
}

/** The .js manifest assigns the JSON as a string. Without the entry Next says that the key is missing. */
function withoutKey(manifest: string, isScript: boolean): string {
  if (!isScript) return JSON.stringify(dropKey(JSON.parse(manifest)));
  const start = manifest.indexOf("=") + 1;
  const json = JSON.parse(manifest.slice(start).replace(/;\s*$/, "")) as string;
  return manifest.slice(0, start) + JSON.stringify(JSON.stringify(dropKey(JSON.parse(json))));
}

const dropKey = ({ encryptionKey: _, ...others }: Record<string, unknown>) => others;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const standalone = process.argv[2];
  if (!standalone) throw new Error("usage: node --import tsx tools/image/hide-actions-key.ts <folder>");
  console.log(`The key of the server actions was taken out of ${hideActionsKey(standalone)} files.`);
}
