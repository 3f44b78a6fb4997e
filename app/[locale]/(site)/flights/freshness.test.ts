import { expect, test } from "vitest";
import { freshness, refusedAt } from "./freshness";

const refused = new Date("2026-12-01T00:00:00Z");
const later = (ms: number) => new Date(refused.getTime() + ms);

test("offers from before a refusal are not shown after it", () => {
  expect(freshness(refusedAt(refused), later(80))).toEqual({ atMostMs: 80 });
  expect(freshness(refusedAt(refused), refused)).toEqual({ atMostMs: 0 });
});

test("a reload long after the refusal may see what everybody sees", () => {
  expect(freshness(refusedAt(refused), later(3_600_000))).toEqual({ atMostMs: 3_600_000 });
});

test("an address without a moment, or with a wrong one, asks for nothing fresh", () => {
  for (const at of [undefined, "", "now", "-1", "1".repeat(16), refusedAt(later(60_000))])
    expect(freshness(at, refused), at).toEqual({});
});
