import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 50;

/**
 * Makes sure that one process writes the log: two would interleave and charge twice. One that is just
 * ending is waited for; a lock left behind by a killed process does not count. Returns the function
 * that releases it.
 */
export async function lockFolder(folder: string, patienceMs: number): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "lock");
  const deadline = Date.now() + patienceMs;
  while (!take(file)) {
    const owner = ownerOf(file);
    if (!isGateway(owner)) rmSync(file, { force: true });
    else if (Date.now() < deadline) await sleep(POLL_MS);
    else throw new Error(`Process ${owner} already keeps the payments in ${folder}.`);
  }
  return () => rmSync(file, { force: true });
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function ownerOf(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0; // released in this very moment
  }
}

function isGateway(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return commandLine(pid)?.includes("payment-gateway") ?? true;
}

/** After a restart of the machine the number may belong to another program; /proc tells. A zombie has none. */
function commandLine(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return null;
  }
}
