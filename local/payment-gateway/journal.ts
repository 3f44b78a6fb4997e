import { type FileHandle, mkdir, open, readFile, truncate } from "node:fs/promises";
import path from "node:path";
import { setImmediate as endOfTurn } from "node:timers/promises";

/**
 * Reads every record of a journal in order and hands it to `replay`. A last line that a crash cut short was
 * never acknowledged: it is removed. Damage anywhere else throws, for it would lose money.
 */
export async function replayJournal(file: string, replay: (record: unknown) => void): Promise<void> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  });
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf("\n", start);
    const record = end === -1 ? undefined : parseLine(bytes.toString("utf8", start, end));
    if (record === undefined) {
      if (end !== -1 && end !== bytes.length - 1)
        throw new Error(`${file} is damaged at byte ${start}; the payments after it are at risk`);
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

/** An append-only file of JSON lines. Lines that are appended while the disk is busy share the next write and fsync. */
export class Journal {
  #waiting: string[] = [];
  #written: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  private constructor(
    private readonly handle: FileHandle,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** `onFailure` is called when a line cannot be written; after that nothing more is accepted. */
  static async open(file: string, onFailure: (error: unknown) => void): Promise<Journal> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    return new Journal(await open(file, "a", 0o600), onFailure);
  }

  /** Resolves once the record is on the disk. */
  append(record: unknown): Promise<void> {
    this.#waiting.push(`${JSON.stringify(record)}\n`);
    if (!this.#next) {
      this.#next = this.#written.then(() => this.#write());
      this.#written = this.#next;
      this.#next.catch(this.onFailure);
    }
    return this.#next;
  }

  /** Resolves when everything that has been appended is on the disk. */
  settled(): Promise<void> {
    return this.#written;
  }

  async close(): Promise<void> {
    await this.settled().catch(() => {});
    await this.handle.close();
  }

  async #write(): Promise<void> {
    await endOfTurn();
    this.#next = null;
    await this.handle.appendFile(this.#waiting.splice(0).join(""));
    await this.handle.datasync();
  }
}
