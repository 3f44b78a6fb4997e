import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import type { PersonalTable } from "@/server/shared/personal-tables";
import { personalArchive } from "./personal-archive";

type Row = Record<string, unknown>;
const table = (name: string, ...batches: Row[][]): PersonalTable => ({
  table: name,
  async *rows() {
    yield* batches;
  },
});

/** The files of a ZIP file by their names, read from its central directory. */
async function filesOf(archive: ReadableStream<Uint8Array>): Promise<Record<string, string>> {
  const zip = Buffer.from(await new Response(archive).arrayBuffer());
  const files: Record<string, string> = {};
  for (let at = zip.indexOf("PK\u0001\u0002"); at >= 0; at = zip.indexOf("PK\u0001\u0002", at + 4)) {
    const [size, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    files[name] = inflateRawSync(zip.subarray(start, start + size)).toString("utf8");
  }
  return files;
}

test("each table is a file of JSON and one of CSV", async () => {
  const rows = [
    { id: 1, name: '김민지, "KIM"', at: null },
    { id: 2, name: "=1+1", at: { a: 1 } },
  ];
  const files = await filesOf(
    personalArchive([table("profile.people", rows, [{ id: 3, name: "", at: null }])]),
  );
  expect(Object.keys(files)).toEqual(["json/profile.people.json", "csv/profile.people.csv"]);
  expect(JSON.parse(files["json/profile.people.json"] ?? "")).toEqual([
    ...rows,
    { id: 3, name: "", at: null },
  ]);
  expect(files["csv/profile.people.csv"]).toBe(
    '\ufeffid,name,at\r\n1,"김민지, ""KIM""",\r\n2,\'=1+1,"{""a"":1}"\r\n3,,\r\n',
  );
});

test("a table without rows has its empty files", async () => {
  const files = await filesOf(personalArchive([table("mileage.ledger")]));
  expect(files).toEqual({ "json/mileage.ledger.json": "[]\n", "csv/mileage.ledger.csv": "\ufeff" });
});

test("rows are read while the file is taken, and no further when the client goes away", async () => {
  let read = 0;
  let ended = false;
  const endless: PersonalTable = {
    table: "history.entries",
    async *rows() {
      try {
        for (;;) {
          read += 1;
          yield Array.from({ length: 100 }, (_, n) => ({ id: `${read}.${n}`, text: Math.random() }));
        }
      } finally {
        ended = true;
      }
    },
  };
  const reader = personalArchive([endless]).getReader();
  await reader.read();
  await reader.cancel();
  await expect.poll(() => ended).toBe(true);
  const atEnd = read;
  expect(atEnd).toBeLessThan(10_000);
});

test("a table that cannot be read breaks the file off", async () => {
  const broken: PersonalTable = {
    table: "history.entries",
    // biome-ignore lint/correctness/useYield: it fails before the first row.
    async *rows() {
      throw new Error("the database is away");
    },
  };
  await expect(new Response(personalArchive([broken])).arrayBuffer()).rejects.toThrow();
});
