import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { AppError } from "./errors";
import { isLocalDate } from "./time";

/** The last row of a page of a keyset listing. `at` is PostgreSQL's own text, because a Date would lose microseconds. */
type Keyset = { at: string; id: string };

/** One page of a keyset listing. `nextCursor` is null on the last page. */
export type Page<T> = { items: T[]; nextCursor: string | null };

const encodeCursor = (key: Keyset): string => Buffer.from(`${key.at}|${key.id}`).toString("base64url");

/** PostgreSQL's text of a `timestamptz`: the day, and a time of day with the offset of the session's zone. */
const moment =
  /^(\d{4}-\d\d-\d\d) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-5])(?::[0-5]\d){0,2}$/;
/** Whether a text is a moment as PostgreSQL writes it. */
export function isMomentText(text: string): boolean {
  const day = moment.exec(text)?.[1];
  return day !== undefined && isLocalDate(day);
}
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws AppError INVALID_INPUT for a text that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): Keyset {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split("|");
  // Base64 decoding accepts several spellings of the same bytes. Only our own spelling is valid.
  if (!isMomentText(at) || !uuid.test(id) || encodeCursor({ at, id }) !== cursor)
    throw new AppError("INVALID_INPUT", { fieldErrors: { cursor: "invalid" } });
  return { at, id };
}

/** The moment of a row in the form that a cursor needs. To be selected as `at`. */
export const momentOf = (moment: PgColumn) => sql<string>`${moment}::text`;

/**
 * The condition for the rows after `cursor`, newest first; undefined without a cursor.
 *
 * @param ids the order of ids among rows of one moment, as in the index that serves the listing.
 * @throws AppError INVALID_INPUT for a cursor that no page gave.
 */
export function afterCursor(
  cursor: string | null | undefined,
  { moment, id, ids }: { moment: PgColumn; id: PgColumn; ids: "asc" | "desc" },
): SQL | undefined {
  if (!cursor) return undefined;
  const key = decodeCursor(cursor);
  if (ids === "desc") return sql`(${moment}, ${id}) < (${key.at}::timestamptz, ${key.id}::uuid)`;
  return sql`${moment} <= ${key.at}::timestamptz
    and (${moment} < ${key.at}::timestamptz or ${id} > ${key.id}::uuid)`;
}

/** Makes a page of `limit` rows. `rows` has one row more when there is a next page. `at` is only for the cursor. */
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
