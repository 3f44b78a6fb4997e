import fs from "node:fs";
import path from "node:path";
import { emptyDataDir, isDataDir } from "./data-dir";
import { AlreadyRunningError } from "./run-file";

/** `npm run reset`: empties the data folder. Refuses while the airline runs; ends what a killed run left. */
const dataDir = path.resolve(process.env.MSA_DATA_DIR || ".data");
const shown = path.relative(process.cwd(), dataDir) || dataDir;

if (!fs.existsSync(dataDir)) {
  console.log(`Nothing to do: there is no ${shown}/.`);
} else if (!isDataDir(dataDir)) {
  // MSA_DATA_DIR may be mistyped.
  console.error(`${shown} does not look like a data folder of MSA Air; it is left as it is.`);
  process.exitCode = 1;
} else {
  await reset();
}

async function reset(): Promise<void> {
  try {
    await emptyDataDir(dataDir);
    console.log(`${shown}/ is empty: the next start begins afresh.`);
  } catch (error) {
    if (!(error instanceof AlreadyRunningError)) throw error;
    console.error(`MSA Air is running (pid ${error.record.supervisor.pid}): stop it first, then reset.`);
    process.exitCode = 1;
  }
}
