import { sql } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { sealAuditLog } from "@/server/assurance";
import { audit } from "@/server/shared/audit";
import { systemContext, transaction } from "@/server/shared/context";
import { checkAuditChainSweep } from "./check-audit-chain";

vi.mock("@/inngest/client", () => ({
  inngest: { createFunction: (options: object, run: unknown) => ({ options, run }) },
}));
const verbs = vi.hoisted(() => ({ parts: [] as number[], failsOnceAt: 0 }));
// The real verb with small parts, and one failure of a process.
vi.mock("@/server/assurance", async (original) => {
  const real = await original<typeof import("@/server/assurance")>();
  const checkAuditPart: typeof real.checkAuditPart = async (ctx, before) => {
    const check = await real.checkAuditPart(ctx, before, 3);
    verbs.parts.push(Number(check?.after));
    if (verbs.parts.length === verbs.failsOnceAt) throw new Error("the process was killed");
    return check;
  };
  return { ...real, checkAuditPart };
});
afterAll(closeDatabase);

const system = systemContext("test");
type Made = { options: { retries: number }; run: (ctx: object) => Promise<unknown> };
const { options, run } = checkAuditChainSweep as unknown as Made;

/** An engine: it keeps the results of steps as JSON, and calls the function again until a step fails no more. */
async function engine(): Promise<{ result: unknown; steps: string[] }> {
  const kept = new Map<string, string>();
  const step = {
    run: async (name: string, work: () => Promise<unknown>) => {
      if (!kept.has(name)) kept.set(name, JSON.stringify(await work()));
      return JSON.parse(kept.get(name) ?? "");
    },
  };
  for (let attempt = 0; attempt < options.retries; attempt++) {
    const result = await run({ step }).catch(() => undefined);
    if (result !== undefined) return { result, steps: [...kept.keys()] };
  }
  throw new Error("no attempt came to its end");
}

const checks = async () =>
  (await database().execute(sql`select last_seq::int as "lastSeq", violations from assurance.audit_checks`))
    .rows;

test("the chain is checked part by part; a part that fails is checked again, and those before it are not", async () => {
  expect(await engine()).toEqual({ result: { broken: 0 }, steps: ["check-part-1"] });
  await transaction(system, async (tx) => {
    for (let n = 0; n < 10; n++) await audit(tx, { action: `step-${n}`, entity: "flight", entityId: "7" });
  });
  await sealAuditLog(system);
  verbs.parts = [];
  verbs.failsOnceAt = 3;
  const parts = ["check-part-1", "check-part-2", "check-part-3", "check-part-4"];
  expect(await engine()).toEqual({ result: { broken: 0 }, steps: [...parts, "record-check"] });
  expect(verbs.parts).toEqual([3, 6, 9, 9, 10]);
  expect(await checks()).toEqual([{ lastSeq: 10, violations: [] }]);
});

test("what a part finds reaches the checkpoint", async () => {
  await database().transaction(async (tx) => {
    await tx.execute(sql`alter table shared.audit_log disable trigger append_only`);
    await tx.execute(sql`update shared.audit_log set action = 'other'
      where id = (select audit_id from assurance.audit_seals where seq = 4)`);
    await tx.execute(sql`alter table shared.audit_log enable always trigger append_only`);
  });
  expect((await engine()).result).toEqual({ broken: 1 });
  expect((await checks()).at(-1)).toMatchObject({ lastSeq: 10, violations: [{ seq: "4" }] });
});
