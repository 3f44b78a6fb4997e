import fs from "node:fs";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";

/** A place in which a mark of a person was found: a column with the number of its rows, or a file. */
export type Trace = { place: string; mark: string; count: number };

type Column = { schema: string; table: string; name: string; type: string };

/** All columns of all tables of the product: text, JSON, lists and bytes alike are looked at as text. */
const columns = () =>
  database().execute<Column>(sql`
    select c.table_schema as schema, c.table_name as table, c.column_name as name, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'drizzle')
      and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea', 'USER-DEFINED')
    order by 1, 2, c.ordinal_position`);

/** Looks for each mark of a person in every row of the database, whatever the case of its letters. */
export async function tracesInDatabase(marks: readonly string[]): Promise<Trace[]> {
  const found: Trace[] = [];
  for (const { schema, table, name, type } of (await columns()).rows) {
    const column = sql.identifier(name);
    for (const mark of marks) {
      const { rows } = await database().execute<{ count: number }>(sql`
        select count(*)::int as count from ${sql.identifier(schema)}.${sql.identifier(table)} t
        where ${
          type === "bytea"
            ? sql`position(convert_to(${mark}, 'UTF8') in t.${column}) > 0`
            : sql`position(lower(${mark}) in lower(t.${column}::text)) > 0`
        }`);
      const count = rows[0]?.count ?? 0;
      if (count > 0) found.push({ place: `${schema}.${table}.${name}`, mark, count });
    }
  }
  return found;
}

/** Looks for each mark in files, such as logs and the folder of a mailbox: the lines that have it. */
export function tracesInFiles(files: readonly string[], marks: readonly string[]): Trace[] {
  return files.flatMap((place) => {
    const lines = fs.readFileSync(place, "utf8").toLowerCase().split("\n");
    return marks.flatMap((mark) => {
      const count = lines.filter((line) => line.includes(mark.toLowerCase())).length;
      return count > 0 ? [{ place, mark, count }] : [];
    });
  });
}
