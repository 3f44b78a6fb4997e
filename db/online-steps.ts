import fs from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "./client";

const STATEMENT = /^create (?:unique )?index concurrently if not exists (\w+) on (\w+)\.(\w+)\b/i;

/** A statement that fills old rows, so many at a time, and finds none when all are filled. */
const BATCH = /^select [^;]+ limit \d+$/i;

/**
 * Takes the steps of the folder `online` of the migrations, one file each in the order of their names, outside of a
 * transaction: the site reads and writes the tables meanwhile.
 *
 * An index is created. One that exists, or that another session is building, stays; one that an interrupted try left
 * invalid is built again. A `select … limit n` that changes rows by a function is repeated until it finds none. The pool of
 * `db` must have one connection, and its statements no time limit of the driver.
 *
 * @throws Error when a file holds anything else.
 */
export async function takeOnlineSteps(db: Database, migrations: string): Promise<void> {
  const folder = path.join(migrations, "online");
  if (!fs.existsSync(folder)) return;
  for (const file of fs.readdirSync(folder).sort()) {
    const statement = fs.readFileSync(path.join(folder, file), "utf8").trim().replace(/;$/, "");
    if (BATCH.test(statement)) {
      await repeat(db, statement);
      continue;
    }
    const [, index, schema] = STATEMENT.exec(statement) ?? [];
    if (!index || !schema || statement.includes(";"))
      throw new Error(
        `online/${file} must be one "create index concurrently if not exists <name> on <schema>.<table>", or one "select … limit <n>"`,
      );
    const found = await stateOf(db, schema, index);
    if (found === "there") continue;
    await withoutTimeLimit(db, async () => {
      if (found === "abandoned") await db.execute(sql.raw(`drop index concurrently ${schema}.${index}`));
      await db.execute(sql.raw(statement));
    });
  }
}

/** Each batch is a transaction of its own, so that its locks are short. */
async function repeat(db: Database, statement: string): Promise<void> {
  let changed: number;
  do changed = (await db.execute(sql.raw(statement))).rows.length;
  while (changed > 0);
}

/** Whether an index is there or being built; "abandoned": it is invalid, and no session is building it. */
async function stateOf(
  db: Database,
  schema: string,
  index: string,
): Promise<"there" | "abandoned" | "missing"> {
  const { rows } = await db.execute<{ abandoned: boolean }>(sql`
    select not i.indisvalid
      and not exists (select from pg_stat_progress_create_index p where p.index_relid = c.oid) as abandoned
    from pg_index i
    join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = ${index}`);
  const [found] = rows;
  if (!found) return "missing";
  return found.abandoned ? "abandoned" : "there";
}

/**
 * A large table takes longer than a statement of the site may. The statement cannot stand in a transaction, which could
 * lift the limit for itself alone, so the session lifts it and sets it back. A pooler may run the statement in another
 * session, with the limit: large tables need the direct address.
 */
async function withoutTimeLimit(db: Database, work: () => Promise<void>): Promise<void> {
  await db.execute(sql`set statement_timeout = 0`);
  try {
    await work();
  } finally {
    await db.execute(sql`reset statement_timeout`);
  }
}
