import type pg from "pg";

/**
 * The schemas of the database that a backup leaves out: the migrator's journal, which the restore writes anew; the event engine's own one, so that a
 * restored airline starts with an empty engine; and the one in which operators and extensions have things of theirs. Every other one is the airline's,
 * so that a schema of a new context is in the backup by itself.
 */
const NOT_THE_AIRLINE = ["drizzle", "inngest_server", "public", "information_schema"];

/** A condition on the name of a schema in `column`; `$1` is `NOT_THE_AIRLINE`. */
const isOfAirline = (column: string) => `${column} <> all($1) and ${column} !~ '^pg_'`;

/** Each process puts the files of its build there when it starts. */
const REMADE = "shared.static_files";

export type Table = { schema: string; name: string; columns: string[] };

/** All tables of the airline, each after those to which its rows refer. Generated columns are left out. */
export async function airlineTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows: tables } = await client.query<Table & { oid: number; needs: number[] }>(
    `select c.oid::int as oid, n.nspname as schema, c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       array(select distinct f.confrelid::int from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and ${isOfAirline("n.nspname")} and n.nspname || '.' || c.relname <> $2
     order by n.nspname, c.relname`,
    [NOT_THE_AIRLINE, REMADE],
  );
  const sorted: Table[] = [];
  const done = new Set<number>();
  while (sorted.length < tables.length) {
    const ready = tables.filter(
      ({ oid, needs }) => !done.has(oid) && needs.every((other) => done.has(other)),
    );
    if (ready.length === 0) throw new Error("tables refer to each other in a circle");
    for (const { oid, schema, name, columns } of ready) {
      done.add(oid);
      sorted.push({ schema, name, columns });
    }
  }
  return sorted;
}

export type Sequence = { schema: string; name: string; value: string; called: boolean };

/** All sequences of the airline with their present values. */
export async function airlineSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select schemaname as schema, sequencename as name from pg_sequences where ${isOfAirline("schemaname")} order by 1, 2`,
    [NOT_THE_AIRLINE],
  );
  const sequences: Sequence[] = [];
  for (const { schema, name } of rows) {
    const { rows: values } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(client, schema, name)}`,
    );
    sequences.push({ schema, name, ...(values[0] as { value: string; called: boolean }) });
  }
  return sequences;
}

/** The quoted name of a table or sequence. */
export const quoted = (client: pg.ClientBase, schema: string, name: string): string =>
  `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;

/** The quoted columns of a table, as a list for COPY. */
export const columnList = (client: pg.ClientBase, columns: readonly string[]): string =>
  columns.map((column) => client.escapeIdentifier(column)).join(", ");
