import { type SQL, sql } from "drizzle-orm";
import { closeDatabase, database, type Tx } from "@/db/client";
import { checkAuditChain, checkAuditPart, sealAuditLog } from "@/server/assurance";
import { GENESIS, sealedBody } from "@/server/assurance/audit-predicates";
import { checkAudit } from "@/server/assurance/laws/check-audit";
import { listAudit } from "@/server/assurance/queries";
import { systemContext } from "@/server/shared/context";
import { staff } from "@/server/shared/testing/actors";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { acquireTestServer, connect, databaseUrl } from "@/tools/test/test-server";
import { machine, type Row, tableOf } from "./support/report";

/**
 * What the audit log costs when it is long: `node --import tsx bench/audit.ts [rows]`. It fills a database of its own with so
 * many rows (1,000,000) of thirty days and their seals, times law L8, the pages and the check of the night, then changes
 * an old row as an owner of the database could, and shows who finds it.
 */
const ROWS = Number(process.argv[2] ?? 1_000_000);
const BATCH = 20_000;
const DAYS = 30;
const REPEATS = 5;
const system = systemContext("bench");

const { adminUrl, template, databasePrefix, release } = await acquireTestServer();
const name = `${databasePrefix}audit`;
await asAdmin(`create database ${name} template ${template}`);
Object.assign(process.env, TEST_ENVIRONMENT, {
  DATABASE_URL: databaseUrl(adminUrl, name),
  LOG_LEVEL: "silent",
});
try {
  console.log(`${ROWS} audit rows; ${JSON.stringify(machine())}`);
  await fill();
  const rows = await measure();
  console.log(`\n${tableOf(rows)}\n`);
  process.exitCode = (await findsAChangedRow()) ? 0 : 1;
} finally {
  await closeDatabase();
  await release();
}

async function asAdmin(statement: string): Promise<void> {
  const client = await connect(adminUrl);
  await client.query(statement).finally(() => client.end());
}

/** Rows of holds, as the site writes them, an even time apart, each sealed ten seconds later. */
async function fill(): Promise<void> {
  const at = sql`now() - make_interval(days => ${DAYS}) + make_interval(days => ${DAYS}) * (n::float8 / ${ROWS})`;
  for (let from = 1; from <= ROWS; from += BATCH)
    await inBatch(
      sql`insert into shared.audit_log (at, actor_kind, actor_id, action, entity, entity_id, before, after, correlation_id)
        select ${at}, case when n % 3 = 0 then 'SYSTEM' else 'CUSTOMER' end,
          case when n % 3 = 0 then 'webhook' else (md5((n % 5000)::text)::uuid)::text end,
          case when n % 200000 = 7 then 'change-role' else 'hold-seats' end, 'reservation', gen_random_uuid()::text,
          '{"status": "HELD"}', jsonb_build_object('status', 'CREATED', 'locator', 'ABCDEF', 'amount', n),
          gen_random_uuid()
        from generate_series(${from}::int, ${Math.min(from + BATCH - 1, ROWS)}::int) n`,
    );
  for (let from = 1; from <= ROWS; from += BATCH) await inBatch(sealsOf(from));
  await database().execute(sql`analyze`);
}

function inBatch(statement: SQL) {
  return database().transaction((tx) => tx.execute(statement));
}

/** As `sealAuditLog` does, but with the moment of each row. */
function sealsOf(from: number): SQL {
  return sql`insert into assurance.audit_seals (seq, audit_id, sealed_at, hash)
  select a.id, a.id, a.at + interval '10 s', assurance.chain_hash(${sealedBody(sql`a.id`, sql`a.at + interval '10 s'`)},
    coalesce((select hash from assurance.audit_seals where seq = ${from} - 1), ${GENESIS})) over (order by a.id)
  from shared.audit_log a where a.id between ${from} and ${from + BATCH - 1} order by a.id`;
}

async function measure(): Promise<Row[]> {
  const admin = staff();
  const page = (filter: Record<string, string>, cursor?: string) => () =>
    listAudit(admin, { filter, ...(cursor && { cursor }) });
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const { rows } = await database().execute<{ id: string }>(sql`select md5('77')::uuid::text as id`);
  const someone = rows[0]?.id ?? "";
  return [
    await timed("law L8", () => lawL8(), { atMost: 1 }),
    await timed("page: newest rows", page({}), { atMost: 1 }),
    await timed("page: from the middle on", page({}, String(Math.round(ROWS / 2))), { atMost: 1 }),
    await timed("page: one person", page({ person: someone }), { atMost: 1 }),
    await timed("page: a process", page({ person: "webhook" }), { atMost: 1 }),
    await timed("page: a rare action", page({ action: "change-role" }), { atMost: 1 }),
    await timed("page: nothing found", page({ target: "ZZZZZZ" }), { atMost: 1 }),
    await timed("page: a day 20 days ago", page({ from: day(20), to: day(20) }), { atMost: 1 }),
    await timed("sealing, nothing new", () => sealAuditLog(system), { atMost: 1 }),
    await timed("check of the night, whole chain", () => checkAuditChain(system), undefined, 1),
    await timed("check of the night, one part", () => checkAuditPart(system, null), { atMost: 30 }),
  ];
}

/** The median of some repeats, after one that is not counted. */
async function timed(
  figure: string,
  work: () => Promise<unknown>,
  target?: Row["target"],
  repeats = REPEATS,
): Promise<Row> {
  if (repeats > 1) await work();
  const seconds: number[] = [];
  for (let n = 0; n < repeats; n++) {
    const began = performance.now();
    await work();
    seconds.push((performance.now() - began) / 1000);
  }
  const value = seconds.toSorted((a, b) => a - b)[Math.floor(repeats / 2)] ?? 0;
  return { figure, value, unit: "s", ...(target && { target }) };
}

function lawL8() {
  return database().transaction((tx) => checkAudit(tx as Tx), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

/** An owner of the database switches the trigger off and changes a row that was sealed long ago. */
async function findsAChangedRow(): Promise<boolean> {
  const old = Math.round(ROWS / 10);
  await database().transaction(async (tx) => {
    await tx.execute(sql`alter table shared.audit_log disable trigger append_only`);
    await tx.execute(sql`update shared.audit_log set after = '{"amount": 1}' where id = ${old}`);
    await tx.execute(sql`alter table shared.audit_log enable always trigger append_only`);
  });
  const found = await checkAuditChain(system);
  const report = await lawL8();
  const names = found.map((row) => `${row.rule}: row ${row.audit_id}`);
  console.log(
    `row ${old} was changed. The check of the night: ${names.join("; ") || "nothing"}. L8 ok: ${report.ok}`,
  );
  return Number(found[0]?.audit_id) === old && !report.ok;
}
