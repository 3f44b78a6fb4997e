import type pg from "pg";

/** A node of a plan, as `explain (format json, verbose)` gives it. */
export type PlanNode = {
  "Node Type": string;
  Schema?: string;
  "Relation Name"?: string;
  Plans?: PlanNode[];
};

/** The tables that a plan reads from the first row to the last. */
function tablesReadWhole(node: PlanNode): string[] {
  const isWhole = node["Node Type"] === "Seq Scan";
  return [
    ...(isWhole && node["Relation Name"] ? [`${node.Schema}.${node["Relation Name"]}`] : []),
    ...(node.Plans ?? []).flatMap(tablesReadWhole),
  ];
}

/** The tables with at least so many rows, by the statistics. They grow with the airline. */
export async function largeTables(db: Pick<pg.Client, "query">, rowsAtLeast: number): Promise<Set<string>> {
  const { rows } = await db.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.reltuples >= $1 and n.nspname not in ('pg_catalog', 'information_schema', 'scale')`,
    [rowsAtLeast],
  );
  return new Set(rows.map(({ name }) => name));
}

export type Statement = { text: string; values: readonly unknown[] };

const READS_OR_WRITES = /^\s*(?:with|select|insert|update|delete)\b/i;

/** The large tables that PostgreSQL reads whole for a statement with its values. Nothing is carried out. */
export async function largeTablesReadWhole(
  db: Pick<pg.Client, "query">,
  { text, values }: Statement,
  large: ReadonlySet<string>,
): Promise<string[]> {
  if (!READS_OR_WRITES.test(text)) return [];
  const { rows } = await db.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(
    `explain (format json, verbose) ${text}`,
    [...values],
  );
  const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
  if (!plan) throw new Error(`no plan of ${text}`);
  return tablesReadWhole(plan).filter((table) => large.has(table));
}
