import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { withAirlineDatabase } from "./airline-database";
import { oldBackups } from "./old-backups";
import { writeBackup } from "./write-backup";

/**
 * `npm run backup -- [folder] [--keep N]`: writes a backup into a new folder `msa-air-<time in UTC>` below the given one
 * (default: backups). With --keep only the newest N remain, and nothing of backups that were cut off.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: "string" } } });
const [parent = "backups"] = positionals;
const keep = values.keep === undefined ? null : Number(values.keep);
if (keep !== null && !(Number.isInteger(keep) && keep >= 1)) {
  console.error("--keep takes a whole number of backups, 1 or more.");
  process.exit(2);
}

fs.mkdirSync(parent, { recursive: true, mode: 0o700 });
const name = `msa-air-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
const folder = path.join(parent, name);
const began = performance.now();
const { tables, takenAt } = await withAirlineDatabase((databaseUrl) => writeBackup(databaseUrl, folder));
const rows = tables.reduce((sum, table) => sum + table.rows, 0);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`${folder}: ${rows} rows of ${tables.length} tables as of ${takenAt}, in ${seconds} s`);
if (keep !== null) for (const old of oldBackups(parent, keep)) removeBackup(old);

function removeBackup(old: string): void {
  fs.rmSync(old, { recursive: true });
  console.log(`${old}: removed, the newest ${keep} are kept`);
}
