import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { audit } from "@/server/shared/audit";
import { systemContext, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { customerOf } from "@/server/shared/testing/actors";
import { checkAuditChain, checkAuditPart, recordAuditCheck, sealAuditLog } from ".";
import { isUnsealedAfter, sealedBefore } from "./audit-predicates";
import { checkLaws } from "./check-laws";
import { checkAudit } from "./laws/check-audit";

const system = systemContext("test");
const tables = ["shared.audit_log", "assurance.audit_seals", "assurance.audit_checks"];

/** What only an owner of the database can do: the triggers are switched off. */
const tamper = (...statements: SQL[]) =>
  database().transaction(async (tx) => {
    for (const table of tables) await tx.execute(sql.raw(`alter table ${table} disable trigger append_only`));
    for (const statement of statements) await tx.execute(statement);
    for (const table of tables)
      await tx.execute(sql.raw(`alter table ${table} enable always trigger append_only`));
  });

const write = (count: number, entityId = "7") =>
  transaction(system, async (tx) => {
    for (let n = 0; n < count; n += 1)
      await audit(tx, {
        action: `step-${n}`,
        entity: "flight",
        entityId,
        before: { n },
        after: { n: n + 1 },
      });
  });

const law = async () => (await checkLaws()).find((report) => report.law === "L8");
const rules = async () => (await law())?.violations.map(({ rule }) => rule);
const number = async (query: SQL) => Number((await database().execute<{ n: string }>(query)).rows[0]?.n);
const seals = () => number(sql`select count(*) as n from assurance.audit_seals`);
const idOf = (place: number) =>
  number(sql`select audit_id as n from assurance.audit_seals where seq = ${place}`);

beforeEach(() => tamper(sql.raw(`truncate ${tables.join(", ")}`)));
afterAll(closeDatabase);

describe("the database refuses", () => {
  test.each(tables)("to change, delete or truncate rows of %s", async (table) => {
    await write(1);
    await sealAuditLog(system);
    await checkAuditChain(system);
    const column = table.endsWith("log") ? "action" : table.endsWith("seals") ? "hash" : "violations";
    for (const statement of [
      `update ${table} set ${column} = ${column}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      await expect(database().execute(sql.raw(statement)), statement).rejects.toMatchObject({
        cause: { message: `rows of ${table} are never changed or deleted` },
      });
    // Also in a session that replicates, where ordinary triggers are silent.
    const replica = database().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql.raw(`delete from ${table}`));
    });
    await expect(replica).rejects.toMatchObject({ cause: { code: "42501" } });
    expect(await number(sql.raw(`select count(*) as n from ${table}`))).toBe(1);
  });
});

describe("sealing", () => {
  test("chains every row once, and goes on where it stopped", async () => {
    await write(3);
    expect(await sealAuditLog(system)).toBe(3);
    expect(await sealAuditLog(system)).toBe(0);
    await write(2);
    expect(await sealAuditLog(system)).toBe(2);
    expect(await law()).toMatchObject({ ok: true, late: 0, figures: { sealedRows: 5, unsealedRows: 0 } });
    expect(await checkAuditChain(system)).toEqual([]);
  });

  test("is for the system alone", async () => {
    await expect(sealAuditLog(customerOf())).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(checkAuditChain(customerOf())).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("by several processes at once, while rows are written, gives one chain", async () => {
    await Promise.all([
      ...Array.from({ length: 20 }, () => write(3)),
      ...Array.from({ length: 10 }, () => sealAuditLog(system)),
    ]);
    await sealAuditLog(system);
    expect(await seals()).toBe(60);
    expect(await law()).toMatchObject({ ok: true });
  });

  test("takes a row that was committed after a row with a higher id was sealed", async () => {
    await transaction(system, async (slow) => {
      await audit(slow, { action: "slow", entity: "flight", entityId: "1" });
      await write(1);
      await sealAuditLog(system);
      expect(await seals()).toBe(1);
    });
    expect(await law()).toMatchObject({ ok: true, figures: { unsealedRows: 1 } });
    expect(await sealAuditLog(system)).toBe(1);
    expect(await idOf(2)).toBeLessThan(await idOf(1));
    expect(await law()).toMatchObject({ ok: true, figures: { sealedRows: 2, unsealedRows: 0 } });
    expect(await checkAuditChain(system)).toEqual([]);
  });

  test("does not depend on the session's settings", async () => {
    await write(2);
    await sealAuditLog(system);
    const report = await database().transaction(async (tx) => {
      await tx.execute(sql`set local timezone = 'Asia/Seoul'`);
      await tx.execute(sql`set local datestyle = 'German'`);
      await tx.execute(sql`set local bytea_output = 'escape'`);
      return checkAudit(tx);
    });
    expect(report).toMatchObject({ ok: true, figures: { verifiedNow: 2 } });
  });
});

describe("L8 finds", () => {
  const change = sql`update shared.audit_log set after = '{"n": 99}' where id =`;

  beforeEach(async () => {
    await write(6);
    await sealAuditLog(system);
  });

  test.each([
    ["the actor", sql`actor_id = 'somebody'`],
    ["the moment", sql`at = at + interval '1 microsecond'`],
    ["the action", sql`action = 'other'`],
    ["the entity", sql`entity_id = '8'`],
    ["the values before", sql`before = null`],
    ["the values after", sql`after = '{"n": 99}'`],
    ["the correlation", sql`correlation_id = ${uuidv7()}`],
  ])("a row of which %s was changed", async (_, assignment) => {
    const id = await idOf(3);
    await tamper(sql`update shared.audit_log set ${assignment} where id = ${id}`);
    const report = await law();
    expect(report?.violations).toMatchObject([
      { rule: "a sealed row is as it was sealed, in its place", seq: "3", audit_id: String(id) },
    ]);
    expect(await checkAuditChain(system)).toHaveLength(1);
  });

  test("a deleted row, also with its seal", async () => {
    const [third, fifth] = [await idOf(3), await idOf(5)];
    await tamper(sql`delete from shared.audit_log where id = ${third}`);
    expect((await law())?.violations).toMatchObject([
      { rule: "a sealed row is there", audit_id: String(third) },
    ]);
    await tamper(
      sql`delete from shared.audit_log where id = ${fifth}`,
      sql`delete from assurance.audit_seals where audit_id = ${fifth}`,
    );
    expect(await rules()).toEqual(["a sealed row is there", "the seals are numbered without a gap"]);
  });

  test("a row that was inserted with an earlier moment", async () => {
    const insert = (age: string) => sql`
      insert into shared.audit_log (at, actor_kind, action, entity, entity_id, correlation_id)
      values (now() - ${age}::interval, 'SYSTEM', 'forged', 'flight', '7', ${uuidv7()})`;
    await database().execute(insert("20 minutes"));
    expect(await rules()).toEqual(["an audit row is sealed within 5 minutes"]);
    await sealAuditLog(system);
    expect(await rules()).toEqual(["a row is not older than the rows before it"]);
  });

  test("a row that was inserted into the chain", async () => {
    await tamper(
      sql`update assurance.audit_seals set seq = seq + 100 where seq > 3`,
      sql`update assurance.audit_seals set seq = seq - 99 where seq > 100`,
      sql`insert into shared.audit_log (actor_kind, action, entity, entity_id, correlation_id)
          values ('SYSTEM', 'forged', 'flight', '7', ${uuidv7()})`,
      sql`insert into assurance.audit_seals (seq, audit_id, sealed_at, hash)
          select 4, max(id), now(), sha256('x') from shared.audit_log`,
    );
    expect(new Set(await rules())).toEqual(new Set(["a sealed row is as it was sealed, in its place"]));
  });

  test("rows whose order was changed", async () => {
    const [second, third] = [await idOf(2), await idOf(3)];
    await tamper(
      sql`update assurance.audit_seals set audit_id = -1 where seq = 2`,
      sql`update assurance.audit_seals set audit_id = ${second} where seq = 3`,
      sql`update assurance.audit_seals set audit_id = ${third} where seq = 2`,
    );
    expect((await law())?.violations).toMatchObject([{ seq: "2" }, { seq: "3" }]);
  });

  test("a chain that was written anew after a checkpoint", async () => {
    expect(await checkAuditChain(system)).toEqual([]);
    await tamper(sql`${change} ${await idOf(2)}`, sql`delete from assurance.audit_seals`);
    await sealAuditLog(system);
    expect(await rules()).toEqual(["the chain goes through each checkpoint"]);
  });

  test("a row that was changed before the newest seals, by the check of the night", async () => {
    const id = await idOf(2);
    await tamper(sql`${change} ${id}`);
    expect(await checkAuditChain(system)).toMatchObject([{ audit_id: String(id) }]);
    expect(await rules()).toContain("the last check of the whole chain found nothing");
    await tamper(sql`update shared.audit_log set after = '{"n": 2}' where id = ${id}`);
    expect(await checkAuditChain(system)).toEqual([]);
    expect(await law()).toMatchObject({ ok: true });
  });

  test("a row that nobody sealed", async () => {
    await write(1);
    await tamper(
      sql`update shared.audit_log set at = now() - interval '4 minutes' where id > ${await idOf(6)}`,
    );
    expect(await law()).toMatchObject({ ok: true, late: 0, figures: { unsealedRows: 1 } });
    await tamper(
      sql`update shared.audit_log set at = now() - interval '6 minutes' where id > ${await idOf(6)}`,
    );
    expect(await rules()).toEqual(["an audit row is sealed within 5 minutes"]);
    expect(await law()).toMatchObject({ late: 1 });
  });

  test("a check of the whole chain that did not come", async () => {
    await checkAuditChain(system);
    await tamper(sql`update assurance.audit_checks set checked_at = now() - interval '47 hours'`);
    expect(await rules()).toEqual([]);
    await tamper(sql`update assurance.audit_checks set checked_at = now() - interval '49 hours'`);
    expect(await rules()).toEqual(["the whole chain is checked every night"]);
  });
});

describe("a check in parts finds what a check in one pass finds", () => {
  const PARTS = [1, 2, 3, 4, 100];
  const found = async (seals: number) =>
    (await checkAuditChain(system, seals)).map(({ rule, seq, audit_id }) => [
      rule,
      seq ?? null,
      String(audit_id),
    ]);
  /** Every size of part gives one finding; ten seals make borders at each of them. */
  const inEachSize = async (): Promise<unknown[]> => {
    const all = [];
    for (const size of PARTS) all.push(await found(size));
    for (const each of all) expect(new Set(each.map(String))).toEqual(new Set(all.at(-1)?.map(String)));
    return all.at(-1) ?? [];
  };
  const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  beforeEach(async () => {
    await write(10);
    await sealAuditLog(system);
  });

  test("nothing in a whole chain", async () => {
    expect(await inEachSize()).toEqual([]);
    expect(await law()).toMatchObject({ ok: true });
  });

  test.each(places)("row %i that was changed, and that was removed", async (place) => {
    const id = String(await idOf(place));
    await tamper(sql`update shared.audit_log set action = 'other' where id = ${id}`);
    expect(await inEachSize()).toEqual([
      ["a sealed row is as it was sealed, in its place", String(place), id],
    ]);
    await tamper(sql`delete from shared.audit_log where id = ${id}`);
    expect(await inEachSize()).toEqual([["a sealed row is there", String(place), id]]);
  });

  test.each(places.slice(0, -1))("row %i that was removed with its seal", async (place) => {
    const [id, next] = [await idOf(place), String(await idOf(place + 1))];
    await tamper(
      sql`delete from shared.audit_log where id = ${id}`,
      sql`delete from assurance.audit_seals where audit_id = ${id}`,
    );
    expect(await inEachSize()).toEqual([["the seals are numbered without a gap", String(place + 1), next]]);
  });

  test.each(places)("an unsealed row that was inserted before row %i", async (place) => {
    await tamper(sql.raw(`truncate ${tables.join(", ")}`));
    for (const _ of places) {
      // An id is left out, which the row can get afterwards.
      await database().execute(sql`select nextval(pg_get_serial_sequence('shared.audit_log', 'id'))`);
      await write(1);
    }
    await sealAuditLog(system);
    const between = (await idOf(place)) - 1;
    await tamper(sql`insert into shared.audit_log (id, at, actor_kind, action, entity, entity_id, correlation_id)
      overriding system value
      values (${between}, now() - interval '20 minutes', 'SYSTEM', 'forged', 'flight', '7', gen_random_uuid())`);
    const unsealed = (await inEachSize()).filter((each) => (each as string[])[1] === null);
    expect(unsealed).toEqual([["an audit row is sealed within 5 minutes", null, String(between)]]);
  });

  test("a row that is older than rows of parts before", async () => {
    await tamper(sql`delete from assurance.audit_seals`, sql`update shared.audit_log set at = now()`);
    await tamper(sql`update shared.audit_log set at = now() - interval '20 minutes'
      where id = (select max(id) from shared.audit_log)`);
    await sealAuditLog(system);
    const id = String(await idOf(10));
    expect(await inEachSize()).toEqual([["a row is not older than the rows before it", "10", id]]);
  });

  test("a seal with a number below the first", async () => {
    await write(1);
    await tamper(sql`insert into assurance.audit_seals (seq, audit_id, sealed_at, hash)
      select -1, max(id), now(), sha256('x') from shared.audit_log`);
    expect(new Set((await inEachSize()).map((each) => (each as string[])[1]))).toEqual(new Set(["-1", "1"]));
  });

  test("rows and seals that change between two parts, also when all seals are written anew", async () => {
    const halfway = await checkAuditPart(system, null, 5);
    if (!halfway) throw new Error("there are seals");
    const kept = JSON.parse(JSON.stringify(halfway)) as typeof halfway;
    expect(await checkAuditPart(system, kept, 100)).toMatchObject({ isDone: true, violations: [] });
    await tamper(
      sql`update shared.audit_log set action = 'other' where id = ${await idOf(2)}`,
      sql`delete from assurance.audit_seals`,
    );
    await sealAuditLog(system);
    const after = await checkAuditPart(system, kept, 100);
    expect(after?.violations).toMatchObject([{ seq: "6" }]);
    await tamper(sql`delete from assurance.audit_seals where seq > 5`);
    expect(await checkAuditPart(system, kept, 100)).toMatchObject({
      isDone: true,
      violations: [{ rule: "the seals are numbered without a gap", seq: "10" }],
    });
  });

  test("a check that is not done cannot be recorded, and parts are for the system alone", async () => {
    const check = await checkAuditPart(system, null, 5);
    if (!check) throw new Error("there are seals");
    await expect(recordAuditCheck(system, check)).rejects.toThrow(/come to its end/);
    await expect(checkAuditPart(customerOf(), null)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(recordAuditCheck(customerOf(), check)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await number(sql`select count(*) as n from assurance.audit_checks`)).toBe(0);
  });
});

test("rows without a seal are found without reading the seals of the whole log", async () => {
  await database().execute(sql`
    insert into shared.audit_log (at, actor_kind, action, entity, entity_id, correlation_id)
    select now() - interval '1 day', 'SYSTEM', 'step', 'flight', '7', gen_random_uuid() from generate_series(1, 20000)`);
  while ((await sealAuditLog(system)) > 0);
  await write(3);
  await database().execute(sql`analyze shared.audit_log, assurance.audit_seals`);
  const unsealed = sql`select a.id from shared.audit_log a where ${isUnsealedAfter(sealedBefore(-1))}`;
  expect((await database().execute(unsealed)).rows).toHaveLength(3);
  const { rows } = await database().execute<{ "QUERY PLAN": [{ Plan: unknown }] }>(
    sql`explain (analyze, format json) ${unsealed}`,
  );
  // The newest seal alone, and those above it: none.
  const read = [...JSON.stringify(rows[0]).matchAll(/"Actual Rows":\s*([\d.]+)/g)].map(([, n]) => Number(n));
  expect(read.length).toBeGreaterThan(2);
  expect(Math.max(...read)).toBeLessThan(100);
});
