import { expect, test } from "vitest";
import { csvResponse, csvRows } from "./csv-response";

/** Endless batches, which say how many were read and whether the reading ended. */
function endless() {
  const seen = { batches: 0, ended: false };
  async function* batches() {
    try {
      for (;;) yield [{ n: ++seen.batches }];
    } finally {
      seen.ended = true;
    }
  }
  return { seen, batches: batches() };
}

test("the file begins with the mark of UTF-8 and its head, and ends with the line that says it was cut", async () => {
  async function* batches() {
    yield [{ name: "김민지" }, { name: "=1" }];
  }
  const response = csvResponse(
    "list",
    ["성명"],
    csvRows(batches(), (row) => [row.name], "잘림"),
  );
  expect(new Uint8Array(await response.clone().arrayBuffer()).slice(0, 3)).toEqual(
    new Uint8Array([0xef, 0xbb, 0xbf]),
  );
  expect(await response.text()).toBe("성명\r\n김민지\r\n'=1\r\n잘림\r\n");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="list.csv"');
});

test("rows are read only as the client takes them, and no further when it goes away", async () => {
  const { seen, batches } = endless();
  const reader = csvResponse(
    "list",
    ["n"],
    csvRows(batches, ({ n }) => [n], null),
  ).body!.getReader();
  await reader.read();
  await reader.read();
  expect(seen.batches).toBeLessThan(5);
  await reader.cancel();
  expect(seen.ended).toBe(true);
});
