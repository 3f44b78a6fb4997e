import { expect, test } from "vitest";
import type { LawReport } from "@/server/assurance/schemas";
import { isKept, tableOf } from "./table";
import { Tally } from "./tally";

const row = (kept: boolean) => ({ what: "requests", measured: "3", wanted: "0 failed", kept });
const law = (ok: boolean): LawReport =>
  ({
    law: "L1",
    ok,
    pending: 0,
    late: 0,
    violations: ok ? [] : [{ rule: "one owner" }],
  }) as unknown as LawReport;

test("a proof is kept when every row and every law is, and never without any", () => {
  expect(isKept({ rows: [row(true)], laws: [law(true)] })).toBe(true);
  expect(isKept({ rows: [row(true), row(false)], laws: [law(true)] })).toBe(false);
  expect(isKept({ rows: [row(true)], laws: [law(false)] })).toBe(false);
  expect(isKept({ rows: [], laws: [law(true)] })).toBe(false);
  expect(isKept({ rows: [row(true)], laws: [] })).toBe(false);
});

test("the table marks what was not kept, and names the violation of a law", () => {
  expect(tableOf({ rows: [row(true)], laws: [law(false)] }).split("\n")).toEqual([
    "✓  requests  0 failed  3",
    expect.stringMatching(/^✗ {2}law L1 .*one owner/),
  ]);
});

test("a request has failed without an answer or with 5xx; a refusal is an answer", async () => {
  const tally = new Tally();
  await tally.note("a", async () => new Response(null, { status: 409 }));
  await tally.note("b", async () => new Response(null, { status: 503 }));
  const lost = Object.assign(new Error("fetch failed"), { cause: { code: "ECONNRESET" } });
  await expect(tally.note("c", () => Promise.reject(lost))).rejects.toThrow();
  expect(tally.since(0)).toEqual(["b: 503", "c: ECONNRESET"]);
  expect(tally.requests).toBe(3);
});
