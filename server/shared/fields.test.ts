import { expect, test } from "vitest";
import { z } from "zod";
import { flightDate, int4Id, int4IdText, isFlightDate, keysetFields } from "./fields";

test.each(["2000-01-01", "2026-12-31", "2028-02-29", "2100-12-31"])("%s is a day of flights", (day) => {
  expect(isFlightDate(day)).toBe(true);
});

test.each([
  ...["1999-12-31", "2101-01-01", "9999-12-25", "0000-01-01", "+010000-01-01", "-000001-01-01"],
  ...["2026-02-30", "2026-2-3", "2026-12-01T00:00:00Z", "2026-12-01\n", "", "yesterday"],
])("%j is none", (day) => {
  expect(flightDate("dateInvalid").safeParse(day).success).toBe(false);
});

test("an id fits PostgreSQL's integer", () => {
  const taken = (value: unknown) => [int4Id, int4IdText].map((schema) => schema.safeParse(value).success);
  expect(taken(2_147_483_647)).toEqual([true, true]);
  for (const id of [2_147_483_648, 0, -1, 1.5, Number.NaN, 1e300]) expect(taken(id)).toEqual([false, false]);
  expect(taken("17")).toEqual([false, true]);
});

const ID = "01942f3c-7c1e-7abc-8def-0123456789ab";
const cursor = (text: string) => Buffer.from(text).toString("base64url");
const accepts = (text: unknown) => z.object(keysetFields).safeParse({ cursor: text }).success;

test.each(["+00", "+09", "-03:30", "+08:27:52"])("a cursor of a session at %s is taken", (offset) => {
  expect(accepts(cursor(`2026-11-29 12:34:56.123456${offset}|${ID}`))).toBe(true);
  expect([accepts(null), accepts(undefined)]).toEqual([true, true]);
});

test.each([
  `2026-02-30 12:00:00+00|${ID}`,
  `0000-01-01 12:00:00+00|${ID}`,
  `2026-11-29 24:00:00+00|${ID}`,
  `2026-11-29 12:60:00+00|${ID}`,
  `2026-11-29 12:00:00+16|${ID}`,
  `2026-11-29 12:00:00.1234567+00|${ID}`,
  `2026-11-29 12:00:00+00|${"-".repeat(36)}`,
  `2026-11-29 12:00:00+00|${ID}|`,
  "",
])("a cursor of %j is refused", (text) => {
  expect(accepts(cursor(text))).toBe(false);
});

test("a cursor has one spelling, so that it has one length", () => {
  const right = cursor(`2026-11-29 12:00:00+00|${ID}`);
  for (const wrong of [`${right}${"=".repeat(300)}`, `${right}!`, `!${right}`])
    expect(accepts(wrong)).toBe(false);
});
