import fs from "node:fs";
import { isSameProcess, processIdentity } from "./processes";

/** The process that wrote a lock or a run file: its pid and which life of that pid it was. */
export interface Holder {
  pid: number;
  identity: string | null;
}

export const thisProcess = (): Holder => ({ pid: process.pid, identity: processIdentity(process.pid) });

export const isHolderAlive = (holder: Holder) => isSameProcess(holder.pid, holder.identity);

/** The JSON of a file, or null when it is missing or half-written. */
export function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as T;
  } catch {
    return null;
  }
}

/**
 * Runs `work` while no other process holds the same lock file. Takes over a lock whose holder is gone (kill -9).
 * Waits up to `timeoutMs`, then
 * throws an error that names the holder.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, timeoutMs = 120_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  while (!tryLock(file)) {
    if (Date.now() > deadline) throw new Error(heldBy(file));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function heldBy(file: string): string {
  const pid = readJson<Holder>(file)?.pid;
  return `another process holds ${file}${pid ? `: pid ${pid}` : ""}`;
}

function tryLock(file: string): boolean {
  // Written beside the lock and linked into place, so that a lock always names its holder.
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, JSON.stringify(thisProcess()));
  try {
    fs.linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    dropIfStale(file);
    return false;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** Moves the lock of a dead holder away; of several processes that try at once, one succeeds. */
function dropIfStale(file: string): void {
  const holder = readJson<Holder>(file);
  if (holder && isHolderAlive(holder)) return;
  const aside = `${file}.stale-${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readJson<Holder>(aside);
  // Another process may have locked between the check and the move: its lock goes back.
  if (moved && isHolderAlive(moved)) fs.renameSync(aside, file);
  else fs.rmSync(aside, { force: true });
}
