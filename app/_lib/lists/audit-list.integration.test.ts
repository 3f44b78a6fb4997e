import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { actorId } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { auditFile } from "./audit-list";

/** More than two batches. */
const ROWS = 1_234;
const entity = `test-${uuidv7()}`;
const member = uuidv7();
const FORMULA = '=HYPERLINK("http://evil.example";"x")';

const write = (rows: number) =>
  database().execute(sql`
    insert into shared.audit_log (actor_kind, actor_id, action, entity, entity_id, after, correlation_id)
    select 'CUSTOMER', ${member}, 'hold-seats', ${entity}, n::text, '{"contactEmail": "minji.kim@example.com"}', gen_random_uuid()
    from generate_series(1, ${rows}) n`);

beforeAll(async () => {
  await database().execute(sql`insert into identity.users (id, email, name, role, locale)
    values (${member}, ${`${member}@example.com`}, ${FORMULA}, 'CUSTOMER', 'ko')`);
  await write(ROWS);
});
afterAll(closeDatabase);

const fileFor = (ctx = staff("AUDITOR"), raw: Record<string, string> = {}) =>
  auditFile(ctx, { entity, ...raw }, "2026-12-01");
const idOf = (line: string) => line.split(",")[9];

describe("the file of the audit log", () => {
  test.each([
    ["down", [String(ROWS), "1"]],
    ["up", ["1", String(ROWS)]],
  ])("has every row once, in the order %s, through all batches", async (order, ends) => {
    const answer = await fileFor(undefined, { order, action: "hold-seats" });
    expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="audit-2026-12-01.csv"');
    const lines = (await answer.text()).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^number,at,actor_kind/);
    const ids = lines.slice(1).map(idOf);
    expect(new Set(ids).size).toBe(ROWS);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([ROWS, ...ends]);
  });

  test.each(["down", "up"])("ends at the row that was the newest when it began, order %s", async (order) => {
    const late = uuidv7();
    const reader = (await fileFor(undefined, { order })).body!.getReader();
    const decoder = new TextDecoder();
    let text = "";
    let isWritten = false;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      if (!isWritten) await writeLate(late);
      isWritten = true;
    }
    expect(isWritten).toBe(true);
    expect(text.includes(late)).toBe(false);
    expect((await (await fileFor()).text()).includes(late)).toBe(true);
  });

  test("a name that a spreadsheet would run is text, and contacts are masked by role", async () => {
    const [, line = ""] = (await (await fileFor(undefined, { order: "up" })).text()).split("\r\n");
    expect(line).toContain(`"'=HYPERLINK(""http://evil.example"";""x"")"`);
    expect(line).toContain("mi***@example.com");
    expect(line).not.toContain("minji.kim");
    expect(await (await fileFor(staff("ADMIN"))).text()).toContain("minji.kim@example.com");
  });

  test("is recorded with its filter and count before the first row leaves, and is not in itself", async () => {
    const auditor = staff("AUDITOR");
    const text = await (await auditFile(auditor, { action: "export", entity: "audit" }, "2026-12-01")).text();
    expect(text).not.toContain(actorId(auditor.actor));
    await fileFor(auditor, { action: "hold-seats" });
    const { rows } = await database().execute(sql`
      select action, entity, after - 'rows' as filter, (after->>'rows')::int >= ${ROWS} as counted
      from shared.audit_log where actor_id = ${actorId(auditor.actor)} order by id`);
    expect(rows).toMatchObject([
      { action: "export", entity: "audit" },
      { action: "export", entity: "audit", filter: { entity, action: "hold-seats" }, counted: true },
    ]);
  });

  test("is for staff who may read the audit log", async () => {
    expect(await codeOf(fileFor(staff("AGENT")))).toBe("FORBIDDEN");
    expect(await codeOf(fileFor(customerOf()))).toBe("FORBIDDEN");
    expect(await codeOf(fileFor(anonymous))).toBe("UNAUTHENTICATED");
    expect(await codeOf(fileFor(undefined, { to: "2026-02-30" }))).toBe("INVALID_INPUT");
  });
});

/** A row of the same filter that is written while the file is read. */
const writeLate = (id: string) =>
  database().execute(sql`insert into shared.audit_log (actor_kind, actor_id, action, entity, entity_id, correlation_id)
  values ('CUSTOMER', ${member}, 'end-hold', ${entity}, ${id}, gen_random_uuid())`);
