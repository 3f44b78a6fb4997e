import { mkdir, open, readFile, truncate } from "node:fs/promises";
import path from "node:path";

type Waiting = { line: string; resolve: () => void; reject: (error: unknown) => void };

/**
 * An append-only file of JSON lines. `append` resolves once its line is on the disk; lines that
 * arrive while the disk is busy share the next write and fsync, so the rate follows the load.
 */
export type Journal = {
  append(record: unknown): Promise<void>;
  /** Resolves when everything appended so far is on the disk. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Reads every record of the journal in order and hands it to `replay`. A last line that a crash cut
 * short was never acknowledged: it is removed. Damage anywhere else throws, for it would lose money.
 */
export async function replayJournal(file: string, replay: (record: unknown) => void): Promise<void> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  });
  let start = 0;
  for (let lineNumber = 1; start < bytes.length; lineNumber++) {
    const end = bytes.indexOf(10, start);
    const isLast = end === -1 || end === bytes.length - 1;
    const record = end === -1 ? undefined : parseLine(bytes.toString("utf8", start, end));
    if (record === undefined) {
      if (!isLast)
        throw new Error(`${file}: line ${lineNumber} is damaged; the payments after it are at risk`);
      await truncate(file, start);
      return;
    }
    replay(record);
    start = end + 1;
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Opens the journal for appending. After a failed write nothing more is accepted: `onFailure` is told once. */
export async function openJournal(file: string, onFailure: (error: unknown) => void): Promise<Journal> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "a", 0o600);
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let failure: unknown = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await handle.appendFile(batch.map((entry) => entry.line).join(""));
        await handle.datasync();
        for (const entry of batch) entry.resolve();
      } catch (error) {
        failure = error;
        for (const entry of [...batch, ...waiting]) entry.reject(error);
        waiting = [];
        onFailure(error);
      }
    }
    writing = null;
  }

  function append(record: unknown): Promise<void> {
    if (failure) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      waiting.push({ line: `${JSON.stringify(record)}\n`, resolve, reject });
      // The turn of the event loop is over before the write starts, so one batch takes all of it.
      writing ??= new Promise<void>((done) => setImmediate(done)).then(drain);
    });
  }

  async function settled(): Promise<void> {
    while (writing) await writing;
    if (failure) throw failure;
  }

  return {
    append,
    settled,
    async close() {
      await settled().catch(() => {});
      await handle.close();
    },
  };
}
