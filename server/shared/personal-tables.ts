import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type Actor, requireMember } from "./context";
import { AppError } from "./errors";

type Row = Readonly<Record<string, unknown>>;

/** What one table has about one person, read batch by batch. */
export type PersonalTable = {
  /** Its name in the database, with its schema. */
  table: string;
  /** Reads the rows from the beginning, each time it is called. */
  rows: () => AsyncGenerator<readonly Row[]>;
};

const BATCH_ROWS = 500;

/** @throws AppError UNAUTHENTICATED; FORBIDDEN for everybody but the person. */
export function requireSelf(actor: Actor, personId: string): void {
  if (requireMember(actor).id !== personId) throw new AppError("FORBIDDEN");
}

/**
 * The rows of a table about one person, with all their columns, so that no new one is forgotten.
 *
 * @param of.from the table as `t`, with the condition.
 * @param of.key columns of `t` that together are different in each row. @param of.hide columns that are secrets, of others, or of use to
 *   the program alone. @param of.shown changes a row, such as to open what is sealed.
 */
export function personalTable(
  table: string,
  of: { from: SQL; key?: readonly string[]; hide?: readonly string[]; shown?: (row: Row) => Row },
): PersonalTable {
  const { from, key = ["id"], hide = [], shown = (row) => row } = of;
  const columns = key.map((name) => sql`t.${sql.identifier(name)}`);
  const keyText = sql`concat_ws(' ', ${sql.join(columns, sql`, `)})`;
  async function* rows(): AsyncGenerator<readonly Row[]> {
    for (let after = ""; ; ) {
      const found = await database().execute<{ key: string; row: Row }>(sql`
        select key, row from (
          select ${keyText} as key, to_jsonb(t) - ${sql.param(hide)}::text[] as row from ${from}) r
        where key > ${after} order by key limit ${BATCH_ROWS}`);
      if (found.rows.length > 0) yield found.rows.map(({ row }) => shown(row));
      if (found.rows.length < BATCH_ROWS) return;
      after = found.rows.at(-1)?.key ?? "";
    }
  }
  return { table, rows };
}
