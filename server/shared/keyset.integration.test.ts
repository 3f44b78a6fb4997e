import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { keysetBatches, keysetPage, keyText, type ListOrder, sliceOfRows } from "./keyset";

/** Rows of which many share a value, so that only the id tells them apart. */
const COUNT = 47;

beforeAll(async () => {
  await database().execute(sql`create table shared.keyset_rows (id int primary key, size int not null)`);
  await database().execute(
    sql`insert into shared.keyset_rows select n, n % 4 from generate_series(1, ${COUNT}) n`,
  );
});
afterAll(async () => {
  await database().execute(sql`drop table shared.keyset_rows`);
  await closeDatabase();
});

const orderOf = (descending: boolean): ListOrder => ({
  sort: "size",
  descending,
  key: { value: sql`size`, type: "bigint" },
  id: { value: sql`id`, type: "bigint" },
});

const page = (order: ListOrder, cursor: string | null, limit = 10) =>
  keysetPage(order, cursor, limit, async (slice) => {
    const where = slice.where ? sql`where ${slice.where}` : sql``;
    const { rows } = await database().execute<{ id: number; at: string }>(sql`
      select id, ${keyText(order)} as at from shared.keyset_rows ${where}
      order by ${slice.orderBy} limit ${slice.limit}`);
    return rows;
  });

async function walk(order: ListOrder) {
  const pages = [await page(order, null)];
  for (let next = pages[0]!.nextCursor; next; next = pages.at(-1)!.nextCursor)
    pages.push(await page(order, next));
  return pages;
}

const all = (descending: boolean) =>
  Array.from({ length: COUNT }, (_, n) => n + 1).toSorted(
    (a, b) => (descending ? -1 : 1) * ((a % 4) - (b % 4) || a - b),
  );

test.each([false, true])(
  "every row once, in order, forwards and back again (descending: %s)",
  async (descending) => {
    const order = orderOf(descending);
    const pages = await walk(order);
    expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(all(descending));
    expect([pages[0]!.previousCursor, pages.at(-1)!.nextCursor]).toEqual([null, null]);
    let back = pages.at(-1)!;
    for (const expected of pages.toReversed().slice(1)) {
      back = await page(order, back.previousCursor);
      expect(back.rows).toEqual(expected.rows);
    }
    expect(back.previousCursor).toBeNull();
  },
);

test("the first page is full when somebody pages back to it and rows have come meanwhile", async () => {
  const order = orderOf(false);
  const second = await page(order, (await page(order, null)).nextCursor);
  await database().execute(sql`delete from shared.keyset_rows where id = 4`);
  const first = await page(order, second.previousCursor);
  await database().execute(sql`insert into shared.keyset_rows values (4, 0)`);
  expect(first.rows).toHaveLength(10);
});

test("a cursor of another order, and text that is no cursor, mean the beginning", async () => {
  const order = orderOf(false);
  const cursor = (await page(order, null)).nextCursor!;
  const forged = Buffer.from(JSON.stringify(["size", true, true, "1; drop", "2"])).toString("base64url");
  const beginning = (await page(orderOf(true), null)).rows;
  expect((await page(orderOf(true), cursor)).rows).toEqual(beginning);
  for (const bad of ["x", "%", forged, "bnVsbA", Buffer.from("[]").toString("base64url")])
    expect((await page(orderOf(true), bad)).rows, bad).toEqual(beginning);
});

test("a list in memory is paged alike", async () => {
  const rows = all(false).map((id) => ({ id, size: id % 4 }));
  const order = { sort: "size", descending: true, key: { type: "bigint" }, id: { type: "bigint" } } as const;
  const read = (cursor: string | null) =>
    keysetPage(order, cursor, 10, async (slice) => sliceOfRows(rows, slice, ({ size }) => size));
  const first = await read(null);
  const second = await read(first.nextCursor);
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all(true).slice(0, 20));
  expect(await read(second.previousCursor)).toEqual(first);
});

test("batches give every row up to the limit", async () => {
  const ids: number[] = [];
  const asked: number[] = [];
  const batches = keysetBatches((cursor, limit) => {
    asked.push(limit);
    return page(orderOf(false), cursor, Math.min(limit, 20));
  }, 45);
  for await (const batch of batches) ids.push(...batch.map(({ id }) => id));
  expect(ids).toEqual(all(false).slice(0, 45));
  expect(asked).toEqual([45, 25, 5]);
});
