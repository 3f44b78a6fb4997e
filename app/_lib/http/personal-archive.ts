import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { CSV_START, csvLine } from "@/server/shared/csv";
import type { PersonalTable } from "@/server/shared/personal-tables";

/**
 * A ZIP file with each table as JSON and as CSV, made while it is sent: a batch of one table is in memory at a time. When the
 * client goes away nothing more is read.
 */
export function personalArchive(tables: readonly PersonalTable[]): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  // One table is read at a time.
  let source: Readable | undefined;
  output.once("close", () => source?.destroy());
  const give = (text: AsyncGenerator<string>): Readable => {
    source = Readable.from(text);
    // A table that cannot be read breaks the file off, so that nobody takes it for complete.
    source.once("error", (error) => output.destroy(error));
    return source;
  };
  for (const { table, rows } of tables) {
    zip.addReadStreamLazy(`json/${table}.json`, {}, (taken) => taken(null, give(jsonOf(rows()))));
    zip.addReadStreamLazy(`csv/${table}.csv`, {}, (taken) => taken(null, give(csvOf(rows()))));
  }
  zip.on("error", (error: Error) => output.destroy(error));
  zip.end();
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;
}

type Rows = ReturnType<PersonalTable["rows"]>;

async function* jsonOf(rows: Rows): AsyncGenerator<string> {
  let before = "[";
  for await (const batch of rows)
    for (const row of batch) {
      yield `${before}\n${JSON.stringify(row)}`;
      before = ",";
    }
  yield before === "[" ? "[]\n" : "\n]\n";
}

async function* csvOf(rows: Rows): AsyncGenerator<string> {
  yield CSV_START;
  let head: string[] | null = null;
  for await (const batch of rows)
    for (const row of batch) {
      if (!head) {
        head = Object.keys(row);
        yield csvLine(head);
      }
      yield csvLine(head.map((column) => cellOf(row[column])));
    }
}

const cellOf = (value: unknown): string | number | null => {
  if (value === null || value === undefined) return null;
  return typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value);
};
