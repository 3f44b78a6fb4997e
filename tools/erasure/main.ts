import fs from "node:fs";
import path from "node:path";
import { closeDatabase } from "@/db/client";
import { tracesInDatabase, tracesInFiles } from "./find-marks";

/**
 * `DATABASE_URL=… npm run erasure -- [--in=<file or folder>]… <mark>…`: greps the database, and logs or mailboxes that are
 * named, for an e-mail address, a name, a telephone number. Ends with 1 when something was found.
 */
const args = process.argv.slice(2);
const marks = args.filter((arg) => !arg.startsWith("--"));
const places = args.flatMap((arg) => (arg.startsWith("--in=") ? [arg.slice("--in=".length)] : []));

const filesOf = (place: string): string[] =>
  fs.statSync(place).isDirectory()
    ? fs
        .readdirSync(place, { recursive: true, withFileTypes: true })
        .flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []))
    : [place];

if (marks.length === 0) {
  console.error("usage: npm run erasure -- [--in=<file or folder>]… <mark>…");
  process.exitCode = 2;
} else {
  const found = [...(await tracesInDatabase(marks)), ...tracesInFiles(places.flatMap(filesOf), marks)];
  await closeDatabase();
  for (const { place, mark, count } of found) console.log(`${place}  ${count} × ${mark}`);
  console.log(found.length === 0 ? "nothing was found" : `${found.length} places`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
