import { CSV_START, csvLine } from "@/server/shared/csv";

type Cells = readonly (string | number | null)[];

/**
 * A file of CSV that is sent while it is read: a part of it is in memory at a time. When the client goes away the rows are
 * read no further.
 */
export function csvResponse(name: string, head: Cells, batches: AsyncIterable<Cells[]>): Response {
  const source = batches[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(CSV_START + csvLine(head))),
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value.map(csvLine).join("")));
    },
    async cancel() {
      await source.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "Cache-Control": "no-store",
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** Makes rows of cells from rows of a list; `last` ends the file when the list was cut. */
export async function* csvRows<R>(
  batches: AsyncIterable<R[]>,
  cellsOf: (row: R) => Cells,
  last: string | null,
): AsyncGenerator<Cells[]> {
  for await (const rows of batches) yield rows.map(cellsOf);
  if (last !== null) yield [[last]];
}
