import { parseArgs } from "node:util";
import { withAirlineDatabase } from "./airline-database";
import { loadBackup } from "./load-backup";

/**
 * `npm run restore -- <backup>`: loads a backup into the empty database at DATABASE_URL; without that variable into the
 * one of `npm start`, after `npm run reset`.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const [folder] = positionals;
if (!folder || positionals.length > 1) {
  console.error("Say which backup: npm run restore -- backups/msa-air-20270131T020000Z");
  process.exit(2);
}

const began = performance.now();
try {
  const { tables, takenAt } = await withAirlineDatabase((databaseUrl) => loadBackup(folder, databaseUrl));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${rows} rows of ${tables.length} tables as of ${takenAt} are back, in ${seconds} s.`);
  console.log(`Before the site starts: npm run recover -- --since ${takenAt}`);
} catch (error) {
  console.error(`Not restored: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
