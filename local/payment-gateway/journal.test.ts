import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Journal, replayJournal } from "./journal";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "journal-"));
  file = path.join(folder, "log.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function replayed(): Promise<unknown[]> {
  const records: unknown[] = [];
  await replayJournal(file, (record) => records.push(record));
  return records;
}

describe("journal", () => {
  it("gives back every acknowledged record in order, whatever was appended at once", async () => {
    const journal = await Journal.open(file, () => {});
    await Promise.all(Array.from({ length: 500 }, (_, index) => journal.append({ index })));
    await journal.close();
    expect(await replayed()).toEqual(Array.from({ length: 500 }, (_, index) => ({ index })));
  });

  it("has the record on the disk when append resolves", async () => {
    const journal = await Journal.open(file, () => {});
    await journal.append({ paid: 1 });
    expect(await readFile(file, "utf8")).toBe('{"paid":1}\n');
    await journal.close();
  });

  it("settles only when everything appended before is on the disk", async () => {
    const journal = await Journal.open(file, () => {});
    let isWritten = false;
    journal.append({ a: 1 }).then(() => {
      isWritten = true;
    });
    await journal.settled();
    expect(isWritten).toBe(true);
    await journal.close();
  });

  it.each(['{"cut":', '{"cut":tru\n', "\0\0\0\0"])(
    "removes a last line cut short by a crash: %j",
    async (torn) => {
      await writeFile(file, '{"a":1}\n');
      await appendFile(file, torn);
      expect(await replayed()).toEqual([{ a: 1 }]);
      const journal = await Journal.open(file, () => {});
      await journal.append({ b: 2 });
      await journal.close();
      expect(await replayed()).toEqual([{ a: 1 }, { b: 2 }]);
    },
  );

  it("refuses a log that is damaged before its end", async () => {
    await writeFile(file, '{"a":1}\n{"b":\n{"c":3}\n');
    await expect(replayed()).rejects.toThrow("is damaged at byte 8");
  });

  it("accepts nothing more after a line could not be written, and says so", async () => {
    const failures: unknown[] = [];
    const journal = await Journal.open(file, (error) => failures.push(error));
    await journal.close();
    await expect(journal.append({ a: 1 })).rejects.toThrow();
    await expect(journal.append({ b: 2 })).rejects.toThrow();
    expect(failures.length).toBeGreaterThan(0);
    expect(await replayed()).toEqual([]);
  });

  it("is empty when there is no file yet", async () => {
    expect(await replayed()).toEqual([]);
  });
});
