import fs from "node:fs";
import path from "node:path";
import { startPostgres } from "@/tools/postgres/postgres";
import { POSTGRES_MAJOR } from "@/tools/postgres/postgres-binaries";
import { claimRun, removeRun } from "./run-file";

/** What `npm start` makes in a data folder. A folder without any of it is not one of ours. */
const OURS = ["postgres", "secrets.json", "logs", "run.json", "run.lock"];

/** True for an empty folder, and for one that a stack has used. */
export function isDataDir(folder: string): boolean {
  const names = fs.readdirSync(folder);
  return names.length === 0 || names.some((name) => OURS.includes(name));
}

/**
 * Empties a data folder, after it has ended the processes of a killed run, PostgreSQL included. Throws
 * AlreadyRunningError while a stack runs over it. A missing folder is no error.
 */
export async function emptyDataDir(dataDir: string): Promise<void> {
  if (!fs.existsSync(dataDir)) return;
  await claimRun(dataDir, { endPostgres: true });
  await stopForgottenPostgres(dataDir);
  for (const name of fs.readdirSync(dataDir)) {
    if (name !== "run.json") fs.rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  removeRun(dataDir);
}

/** Stops a PostgreSQL that is in no run file but still writes into the folder. */
async function stopForgottenPostgres(dataDir: string): Promise<void> {
  const folder = path.join(dataDir, "postgres");
  if (!fs.existsSync(path.join(folder, `cluster${POSTGRES_MAJOR}`, "postmaster.pid"))) return;
  const server = await startPostgres({ dataDir: folder });
  await server.stop();
}
