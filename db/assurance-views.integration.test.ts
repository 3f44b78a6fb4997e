import { readFileSync } from "node:fs";
import { type SQL, sql } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, expect, test } from "vitest";
import { uuidv7 } from "@/server/shared/ids";
import { closeDatabase, database } from "./client";

afterAll(closeDatabase);

/** The statements of the release before migration 16, which knows the schema as `operations`. */
const run = async (statement: SQL) => (await database().execute(statement)).rows;

const insertLetter = (id: string, runId: string) => sql`
  insert into "operations"."dead_letters" ("id", "function_id", "run_id", "event_id", "event_name", "event", "error",
    "correlation_id", "parked_at", "replayed_at", "resolved_at")
  values (${id}, 'f', ${runId}, 'e', 'a/b', '{"data":{"body":"secret"}}', 'first error', null, default, default, default)`;

test("the previous release parks, reads, locks, closes and deletes dead letters", async () => {
  const [id, runId] = [uuidv7(), uuidv7()];
  const again = insertLetter(uuidv7(), runId);
  expect(await run(sql`${insertLetter(id, runId)} on conflict do nothing returning "id"`)).toEqual([{ id }]);
  expect(await run(sql`${again} on conflict do nothing returning "id"`)).toEqual([]);
  await run(sql`update "operations"."dead_letters" set "resolved_at" = now(),
    "event" = jsonb_set("operations"."dead_letters"."event", '{data,body}', '""') where "id" = ${id}`);
  const reopened = sql`${again} on conflict ("run_id") do update set "error" = 'second error', "resolved_at" = null
    where "operations"."dead_letters"."resolved_at" is not null returning "id"`;
  expect(await run(reopened)).toEqual([{ id }]);
  expect(
    await run(
      sql`select "id", "error", "event" from "operations"."dead_letters" where "id" = ${id} for update`,
    ),
  ).toEqual([{ id, error: "second error", event: { data: { body: "" } } }]);
  expect(await run(sql`select parked_at is not null as dated from assurance.dead_letters`)).toEqual([
    { dated: true },
  ]);
  await run(sql`delete from operations.dead_letters where id in (
    select id from operations.dead_letters where error = 'second error' limit 500)`);
  expect(await run(sql`select from assurance.dead_letters`)).toEqual([]);
});

test("the previous release writes, counts and deletes step attempts", async () => {
  const reservationId = uuidv7();
  const swept = sql`
    insert into operations.step_attempts (run_id, function_id, step, attempt, correlation_id, outcome, error, started_at,
      ended_at)
    select 'run', 'f', 's', coalesce(max(attempt) + 1, 0), ${reservationId}, 'SUCCEEDED', null, now(), now()
    from operations.step_attempts where correlation_id = ${reservationId}`;
  await run(swept);
  // In a larger statement, as the step journal does.
  await run(sql`with receipts as (delete from shared.deliveries where false) ${swept}`);
  const rows = await run(sql`select id::int, attempt from assurance.step_attempts order by id`);
  expect(rows.map((row) => row.attempt)).toEqual([0, 1]);
  expect(rows[1]?.id).toBeGreaterThan(Number(rows[0]?.id));
  await run(sql`with gone as (select ${reservationId}::uuid as id),
    attempts as (delete from operations.step_attempts a using gone where a.correlation_id = gone.id) select 1`);
  expect(await run(sql`select from assurance.step_attempts`)).toEqual([]);
});

test("the previous release keeps the answers of event engines", async () => {
  const answered = (state: string) => sql`
    insert into "operations"."engine_registrations" ("engine", "functions_hash", "state", "reason", "asked_at",
      "accepted_at")
    values ('cloud', 'hash', ${state}, null, now(), now())
    on conflict ("engine") do update set "state" = ${state}, "asked_at" = now()`;
  await run(answered("REFUSED"));
  await run(answered("ACCEPTED"));
  expect(await run(sql`select engine, state from assurance.engine_registrations`)).toEqual([
    { engine: "cloud", state: "ACCEPTED" },
  ]);
});

test("a statement that was prepared before the migration works after it", async () => {
  const migration = readFileSync(new URL("./migrations/0016_assurance.sql", import.meta.url), "utf8");
  await run(sql`drop schema operations cascade`);
  await run(sql`alter schema assurance rename to operations`);
  const previous = new Client({ connectionString: process.env.DATABASE_URL });
  await previous.connect();
  try {
    const insert = (correlationId: string) =>
      previous.query({
        name: "insert_attempt",
        text: `insert into operations.step_attempts (run_id, function_id, step, attempt, correlation_id, outcome,
          started_at) values ('run', 'f', 's', 0, $1, 'SUCCEEDED', now()) returning attempt`,
        values: [correlationId],
      });
    for (let times = 0; times < 6; times++) await insert(uuidv7());
    await database().transaction(async (tx) => {
      for (const statement of migration.split("--> statement-breakpoint"))
        await tx.execute(sql.raw(statement));
    });
    expect((await insert(uuidv7())).rows).toEqual([{ attempt: 0 }]);
  } finally {
    await previous.end();
  }
  expect(await run(sql`select count(*)::int as rows from assurance.step_attempts`)).toEqual([{ rows: 7 }]);
});
