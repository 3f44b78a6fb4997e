import fs from "node:fs";
import path from "node:path";
import { type Holder, isHolderAlive, readJson, thisProcess, withLock } from "./lock-file";
import type { Part } from "./part";
import { endProcess, processIdentity } from "./processes";

/** What runs over one data folder now: `<dataDir>/run.json`. */
export interface RunRecord {
  supervisor: Holder;
  startedAt: string;
  /** Addresses by name: site, mailbox, gateway, inngest, database. */
  addresses: Record<string, string>;
  parts: (Holder & { name: string; port: number })[];
}

export class AlreadyRunningError extends Error {
  constructor(readonly record: RunRecord) {
    super(`already running with pid ${record.supervisor.pid}`);
  }
}

const fileOf = (dataDir: string) => path.join(dataDir, "run.json");

export const readRun = (dataDir: string) => readJson<RunRecord>(fileOf(dataDir));

/** The record of the stack that runs over this folder, or null when its supervisor is gone. */
export function runningStack(dataDir: string): RunRecord | null {
  const record = readRun(dataDir);
  return record && isHolderAlive(record.supervisor) ? record : null;
}

/**
 * Makes this process the one that runs the stack over `dataDir`. Throws AlreadyRunningError when another one does.
 * Ends the processes that a killed supervisor left behind; PostgreSQL stays and is taken over, unless
 * `endPostgres`.
 */
export async function claimRun(dataDir: string, options: { endPostgres?: boolean } = {}): Promise<void> {
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await withLock(path.join(dataDir, "run.lock"), async () => {
    const record = readRun(dataDir);
    if (record && isHolderAlive(record.supervisor)) throw new AlreadyRunningError(record);
    const orphans = (record?.parts ?? []).filter((part) => options.endPostgres || part.name !== "postgres");
    await Promise.all(
      orphans.map((part) =>
        part.name === "postgres"
          ? endProcess(part.pid, part.identity, { signals: ["SIGINT", "SIGQUIT", "SIGKILL"] })
          : endProcess(part.pid, part.identity, { graceMs: 3_000, group: true }),
      ),
    );
    writeRun(dataDir, {
      supervisor: thisProcess(),
      startedAt: new Date().toISOString(),
      addresses: {},
      parts: [],
    });
  });
}

/** Readable by its owner only: the database's address holds its password. */
export function writeRun(dataDir: string, record: RunRecord): void {
  const unfinished = `${fileOf(dataDir)}.${process.pid}`;
  fs.writeFileSync(unfinished, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(unfinished, fileOf(dataDir));
}

/** Writes down which parts of a stack run now. */
export function recordParts(dataDir: string, startedAt: string, parts: readonly Part[]): void {
  // A part that does not run may have no address yet.
  const running = parts.flatMap((part) =>
    part.pid === null ? [] : [{ name: part.name, port: part.port, url: part.url, pid: part.pid }],
  );
  writeRun(dataDir, {
    supervisor: holderOf(process.pid),
    startedAt,
    addresses: Object.fromEntries(running.map(({ name, url }) => [name, url])),
    parts: running.map(({ name, port, pid }) => ({ name, port, ...holderOf(pid) })),
  });
}

export function removeRun(dataDir: string): void {
  fs.rmSync(fileOf(dataDir), { force: true });
}

export const holderOf = (pid: number): Holder => ({ pid, identity: processIdentity(pid) });
