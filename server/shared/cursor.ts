import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { AppError } from "./errors";
import { isLocalDate } from "./time";

/** Where a page of a keyset listing ended. `at` is PostgreSQL's own text: a Date would lose microseconds. */
type Keyset = { at: string; id: string };

/** One page of a keyset listing; `nextCursor` is null on the last one. */
export type Page<T> = { items: T[]; nextCursor: string | null };

const encodeCursor = (key: Keyset): string => Buffer.from(`${key.at}|${key.id}`).toString("base64url");

/** PostgreSQL's text of a `timestamptz`: the day, and a time of day with the offset of the session's zone. */
const moment =
  /^(\d{4}-\d\d-\d\d) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-5])(?::[0-5]\d){0,2}$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws AppError INVALID_INPUT for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): Keyset {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split("|");
  const day = moment.exec(at)?.[1];
  // Base64 forgives much: only the one way in which it is written here counts.
  if (!day || !isLocalDate(day) || !uuid.test(id) || encodeCursor({ at, id }) !== cursor)
    throw new AppError("INVALID_INPUT", { fieldErrors: { cursor: "invalid" } });
  return { at, id };
}

/** The moment of a row as a cursor needs it: to be selected as `at`. */
export const momentOf = (moment: PgColumn) => sql<string>`${moment}::text`;

/**
 * Where a listing goes on after `cursor`: newest first, rows of one moment by their ids, up or down as the index
 * has them that serves it.
 *
 * @throws AppError INVALID_INPUT for a cursor that no page gave.
 */
export function goesOnAfter(
  cursor: string | null | undefined,
  { moment, id, ids }: { moment: PgColumn; id: PgColumn; ids: "asc" | "desc" },
): SQL | undefined {
  if (!cursor) return undefined;
  const key = decodeCursor(cursor);
  if (ids === "desc") return sql`(${moment}, ${id}) < (${key.at}::timestamptz, ${key.id}::uuid)`;
  return sql`${moment} <= ${key.at}::timestamptz
    and (${moment} < ${key.at}::timestamptz or ${id} > ${key.id}::uuid)`;
}

/** Cuts a listing that was read one row too far into a page; `at` was only for the cursor. */
export function pageOf<T extends { at: string }>(
  rows: T[],
  limit: number,
  idOf: (row: T) => string,
): Page<Omit<T, "at">> {
  const read = rows.slice(0, limit);
  const last = read.at(-1);
  return {
    items: read.map(({ at, ...item }) => item),
    nextCursor: rows.length > limit && last ? encodeCursor({ at: last.at, id: idOf(last) }) : null,
  };
}
