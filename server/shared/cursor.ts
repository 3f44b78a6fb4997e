import { AppError } from "./errors";

/** Where a page of a keyset listing ended. `at` is PostgreSQL's own text: a Date would lose microseconds. */
type Keyset = { at: string; id: string };

/** One page of a keyset listing; `nextCursor` is null on the last one. */
export type Page<T> = { items: T[]; nextCursor: string | null };

const encodeCursor = (key: Keyset): string => Buffer.from(`${key.at}|${key.id}`).toString("base64url");

/** @throws AppError INVALID_INPUT for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): Keyset {
  const [, at, id] =
    /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d)*)\|([0-9a-f-]{36})$/.exec(
      Buffer.from(cursor, "base64url").toString(),
    ) ?? [];
  if (!at || !id) throw new AppError("INVALID_INPUT", { fieldErrors: { cursor: "invalid" } });
  return { at, id };
}

/** Cuts a listing that was read one row too far into a page. */
export function pageOf<T>(rows: T[], limit: number, keyOf: (row: T) => Keyset): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
