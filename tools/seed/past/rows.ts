import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** A row as PostgreSQL names its columns. Columns that are missing in the first row of a table get their defaults. */
export type Row = Readonly<Record<string, unknown>>;

const ROWS_PER_STATEMENT = 5_000;

/** Rows to write, by their tables. */
export class Rows {
  readonly #byTable = new Map<string, Row[]>();

  add(table: string, ...rows: readonly Row[]): void {
    const known = this.#byTable.get(table);
    if (known) known.push(...rows);
    else this.#byTable.set(table, [...rows]);
  }

  count = (table: string): number => this.#byTable.get(table)?.length ?? 0;

  /** Writes the rows of every table and forgets them. The tables come in the order in which they got their first row. */
  async write(tx: Tx): Promise<void> {
    for (const [table, rows] of this.#byTable) await writeRows(tx, table, rows);
    this.#byTable.clear();
  }
}

/** Writes rows by set statements. The table's own row type says how each value is read. */
async function writeRows(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = sql.raw(
    Object.keys(rows[0] ?? {})
      .map((name) => `"${name}"`)
      .join(", "),
  );
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const part = rows.slice(start, start + ROWS_PER_STATEMENT);
    // The rows are inserted in the order of the list, so that events and audit rows are numbered as they occurred.
    await tx.execute(sql`insert into ${sql.raw(table)} (${columns}) overriding system value select ${columns}
      from json_populate_recordset(null::${sql.raw(table)}, ${JSON.stringify(part)}::json)`);
  }
}
