import fs from "node:fs";
import path from "node:path";
import { startPostgres } from "./postgres";
import { AlreadyRunningError, claimRun, removeRun } from "./run-file";

/** `npm run reset`: empties the data folder. Refuses while the airline runs; ends what a killed run left. */
const dataDir = path.resolve(process.env.MSA_DATA_DIR || ".data");
const shown = path.relative(process.cwd(), dataDir) || dataDir;

if (!fs.existsSync(dataDir)) {
  console.log(`Nothing to do: there is no ${shown}/.`);
} else {
  await reset();
}

async function reset(): Promise<void> {
  refuseForeignFolder();
  try {
    await claimRun(dataDir, { endPostgres: true });
  } catch (error) {
    if (!(error instanceof AlreadyRunningError)) throw error;
    console.error(`MSA Air is running (pid ${error.record.supervisor.pid}): stop it first, then reset.`);
    process.exit(1);
  }
  await stopForgottenPostgres();
  for (const name of fs.readdirSync(dataDir)) {
    if (name !== "run.json") fs.rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  removeRun(dataDir);
  console.log(`${shown}/ is empty: the next start begins afresh.`);
}

/** MSA_DATA_DIR may be mistyped: only a folder that looks like ours is emptied. */
function refuseForeignFolder(): void {
  const names = fs.readdirSync(dataDir);
  const ours = ["postgres", "secrets.json", "logs", "run.json", "run.lock"];
  if (names.length === 0 || names.some((name) => ours.includes(name))) return;
  console.error(`${dataDir} does not look like a data folder of MSA Air; it is left as it is.`);
  process.exit(1);
}

/** One that no run file knows any more, but that still writes into the folder. */
async function stopForgottenPostgres(): Promise<void> {
  const folder = path.join(dataDir, "postgres");
  if (!fs.existsSync(path.join(folder, "cluster18", "postmaster.pid"))) return;
  const server = await startPostgres({ dataDir: folder });
  await server.stop();
}
