import { type SQL, sql } from "drizzle-orm";
import { isMomentText } from "./cursor";
import { isStorable } from "./parse";

/**
 * Lists that are sorted by a column of choice and paged by keyset, forwards and backwards. The cursor stands in the
 * address of a page. It holds the sort key and the id of the row beside which the page begins.
 */

const MAX_TEXT = 200;

/** The types that a sort key can have, and which texts of them a cursor may hold. */
const keyTypes = {
  timestamptz: isMomentText,
  bigint: (text: string) => /^-?\d{1,15}$/.test(text),
  uuid: (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  text: (text: string) => text.length <= MAX_TEXT && isStorable(text),
};
type KeyType = keyof typeof keyTypes;

/** An expression that is never null, with its type. Rows that are sorted in memory have no expression. */
type SortKey = { value?: SQL; type: KeyType };

/** The order of rows in memory: by a column, rows with the same value by their ids, both in one direction. */
type MemoryOrder = { sort: string; descending: boolean; key: SortKey; id: SortKey };

/** The order of a list that the database sorts. */
export type ListOrder = MemoryOrder & { key: Required<SortKey>; id: Required<SortKey> };

/** `after`: the page follows the row in the order of the list; otherwise it ends before the row. */
type Position = { after: boolean; key: string; id: string };

/** What a read of a list has to do for one page. */
export type KeysetSlice = {
  /** The rows beyond the cursor; undefined at an end of the list. */
  where: SQL | undefined;
  orderBy: SQL;
  /** The number of rows, one more than a page has. */
  limit: number;
  from: Position | null;
  /** Whether the rows are read from the largest key on. */
  descending: boolean;
};

/** A row of a list. `at` is the text of its sort key: `keyText`. */
type KeyedRow = { at: string; id: string | number };

export type ListPage<T> = { rows: T[]; previousCursor: string | null; nextCursor: string | null };

/** The sort key of a row as text, for the cursor. To be selected as `at`. */
export const keyText = ({ key }: ListOrder): SQL<string> => sql<string>`(${key.value})::text`;

/**
 * Reads one page of a list. A cursor that belongs to another order, or that no page gave, means the beginning.
 *
 * @param read runs the query with the conditions of the slice, and returns its rows in that order.
 */
export async function keysetPage<R extends KeyedRow>(
  order: MemoryOrder,
  cursor: string | null | undefined,
  limit: number,
  read: (slice: KeysetSlice) => Promise<R[]>,
): Promise<ListPage<Omit<R, "at">>> {
  const from = positionOf(cursor, order);
  const found = await read(sliceFrom(order, from, limit));
  // The first page is full, also when somebody pages back to it and rows have come or gone meanwhile.
  if (from && !from.after && found.length < limit) return keysetPage(order, null, limit, read);
  const isBackwards = from !== null && !from.after;
  const rows = found.slice(0, limit);
  if (isBackwards) rows.reverse();
  const hasMore = found.length > limit;
  const [first, last] = [rows[0], rows.at(-1)];
  const hasPrevious = from !== null && (from.after || hasMore);
  return {
    rows: rows.map(({ at, ...row }) => row),
    previousCursor: hasPrevious && first ? encode(order, first, false) : null,
    nextCursor: (isBackwards || hasMore) && last ? encode(order, last, true) : null,
  };
}

const BATCH_ROWS = 500;

/** Reads a list to its end, at most `maxRows` rows of it, in batches: one is in memory at a time. */
export async function* keysetBatches<R>(
  page: (cursor: string | null, limit: number) => Promise<ListPage<R>>,
  maxRows: number,
): AsyncGenerator<R[]> {
  let cursor: string | null = null;
  for (let left = maxRows; left > 0; ) {
    const read: ListPage<R> = await page(cursor, Math.min(BATCH_ROWS, left));
    if (read.rows.length > 0) yield read.rows;
    left -= read.rows.length;
    cursor = read.nextCursor;
    if (!cursor) return;
  }
}

function sliceFrom({ key, id, descending: isDown }: MemoryOrder, from: Position | null, limit: number) {
  const descending = isDown !== (from !== null && !from.after);
  const [beyond, direction] = descending ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const cast = (text: string, type: KeyType) => sql`${text}::${sql.raw(type)}`;
  const where =
    from &&
    sql`(${key.value}, ${id.value}) ${beyond} (${cast(from.key, key.type)}, ${cast(from.id, id.type)})`;
  const orderBy = sql`${key.value} ${direction}, ${id.value} ${direction}`;
  return { where: where ?? undefined, orderBy, limit: limit + 1, from, descending };
}

const encode = ({ sort, descending }: MemoryOrder, { at, id }: KeyedRow, after: boolean): string =>
  Buffer.from(JSON.stringify([sort, descending, after, at, String(id)])).toString("base64url");

function positionOf(cursor: string | null | undefined, order: MemoryOrder): Position | null {
  if (!cursor) return null;
  try {
    const [sort, descending, after, key, id] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (sort !== order.sort || descending !== order.descending || typeof after !== "boolean") return null;
    return isOf(order.key, key) && isOf(order.id, id) ? { after, key, id } : null;
  } catch {
    return null;
  }
}

const isOf = ({ type }: SortKey, value: unknown): value is string =>
  typeof value === "string" && keyTypes[type](value);

/**
 * Reads a slice from rows that are in memory, for an order that no one table knows. The sort key is a whole number.
 */
export function sliceOfRows<R extends { id: number }>(
  all: readonly R[],
  { from, descending, limit }: KeysetSlice,
  keyOf: (row: R) => number,
): (R & { at: string })[] {
  const sign = descending ? -1 : 1;
  const compared = (row: R, key: number, id: number) => sign * (keyOf(row) - key || row.id - id);
  return all
    .filter((row) => !from || compared(row, Number(from.key), Number(from.id)) > 0)
    .toSorted((a, b) => compared(a, keyOf(b), b.id))
    .slice(0, limit)
    .map((row) => ({ ...row, at: String(keyOf(row)) }));
}
