import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PgBouncer, reasonToSkip, startPgBouncer } from "@/tools/postgres/pgbouncer";
import { connect } from "./client";
import { migrate } from "./migrate";

let pooler: PgBouncer;
let connection: ReturnType<typeof connect>;
const skipped = reasonToSkip();
if (skipped) console.warn(skipped);
const pooledTest = test.skipIf(skipped !== null);

beforeAll(async () => {
  pooler = await startPgBouncer(process.env.DATABASE_URL!);
  connection = connect(pooler.url, 8);
});
afterAll(async () => {
  await connection?.close();
  await pooler?.stop();
});

pooledTest("the start asks nothing that a pooler refuses", async () => {
  expect((await connection.db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});

pooledTest("statements that repeat on changing connections are not lost", async () => {
  const answers = await Promise.all(
    Array.from({ length: 400 }, (_, n) =>
      connection.db.transaction(async (tx) => {
        const { rows } = await tx.execute<{ double: number }>(sql`select ${n}::int * 2 as double`);
        return rows[0]?.double;
      }),
    ),
  );
  expect(answers).toEqual(Array.from({ length: 400 }, (_, n) => n * 2));
});

pooledTest("naming ends when a name is lost, also for statements outside a transaction", async () => {
  process.env.DATABASE_PREPARED_STATEMENTS = "on";
  const naming = connect(pooler.url, 8);
  const ask = () =>
    Promise.allSettled(
      Array.from({ length: 200 }, (_, n) => naming.db.execute(sql`select ${n}::int * 3 as triple`)),
    );
  try {
    await expect
      .poll(async () => (await ask()).filter(({ status }) => status === "rejected").length)
      .toBeGreaterThan(0);
    expect((await ask()).filter(({ status }) => status === "rejected")).toEqual([]);
  } finally {
    await naming.close();
    delete process.env.DATABASE_PREPARED_STATEMENTS;
  }
});

pooledTest("migrations run through it too, and a session of the site is limited afterwards", async () => {
  await migrate(pooler.url);
  const fresh = connect(process.env.DATABASE_URL!, 1);
  const { rows } = await fresh.db.execute(sql`select current_setting('statement_timeout') as statement,
    current_setting('idle_in_transaction_session_timeout') as idle`);
  await fresh.close();
  expect(rows).toEqual([{ statement: "15s", idle: "15s" }]);
});

pooledTest("a limit that an operator has set stays", async () => {
  await connection.db.execute(
    sql.raw(`do $$ begin execute format('alter role %I in database %I set statement_timeout = %L',
      current_user, current_database(), '40s'); end $$`),
  );
  await migrate(process.env.DATABASE_URL!);
  const fresh = connect(process.env.DATABASE_URL!, 1);
  const { rows } = await fresh.db.execute(sql`select current_setting('statement_timeout') as statement`);
  await fresh.close();
  expect(rows).toEqual([{ statement: "40s" }]);
});
