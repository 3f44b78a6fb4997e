import { decodeTime } from "ulid";
import { expect, it } from "vitest";
import { eventIds, ulid } from "./ulid";

const SEED = `1700000000000,${Buffer.from("0123456789").toString("base64")}`;

it("makes ULIDs that carry their time and sort by it", () => {
  expect(ulid(1_700_000_000_000)).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  expect(decodeTime(ulid(1_700_000_000_000))).toBe(1_700_000_000_000);
  expect(ulid(1_700_000_000_001) > ulid(1_700_000_000_000)).toBe(true);
  expect(new Set(Array.from({ length: 1_000 }, () => ulid())).size).toBe(1_000);
});

it("gives the same ids for the same seed, and a different one to each event", () => {
  const ids = eventIds(SEED, 3);
  expect(eventIds(SEED, 3)).toEqual(ids);
  expect(new Set(ids).size).toBe(3);
  expect(decodeTime(ids[0]!)).toBe(1_700_000_000_000);
});

it("falls back to random ids without a valid seed", () => {
  for (const seed of [undefined, "", "abc", "0,MDEyMzQ1Njc4OQ==", "1700000000000,AAAA"]) {
    expect(eventIds(seed, 2)).not.toEqual(eventIds(seed, 2));
  }
});
