import { expect, test } from "vitest";
import type { LiveKey } from "./signing-key-facts";
import {
  KEY_SECONDS,
  keyChanges,
  keyStates,
  PUBLISHED_BEFORE_SECONDS,
  RETIRED_AFTER_SECONDS,
} from "./signing-key-rules";
import { TOKEN_SECONDS } from "./token-rules";

const DAY = 86_400;
const key = (kid: string, ageSeconds: number, opens = true): LiveKey => ({
  kid,
  ageSeconds,
  jwk: opens ? {} : null,
});
const nothing = { publishInSeconds: null, retired: [] };

test("a key signs for 30 days, is published a day before, and outlives its last token by far", () => {
  expect([KEY_SECONDS, PUBLISHED_BEFORE_SECONDS]).toEqual([30 * DAY, DAY]);
  expect(RETIRED_AFTER_SECONDS).toBeGreaterThan(2 * TOKEN_SECONDS);
});

test.each<[string, LiveKey[], ReturnType<typeof keyChanges>]>([
  ["no key: the first request for a token makes one", [], nothing],
  ["a young key", [key("a", 0)], nothing],
  ["a key on its 29th day", [key("a", 29 * DAY - 1)], nothing],
  ["29 days old: the next one signs in a day", [key("a", 29 * DAY)], { ...nothing, publishInSeconds: DAY }],
  ["the next one is there already", [key("b", -DAY), key("a", 29 * DAY)], nothing],
  ["the next one has just begun", [key("b", 0), key("a", 30 * DAY)], nothing],
  ["tokens of the old one may be out", [key("b", 3_599), key("a", 31 * DAY)], nothing],
  ["they have expired", [key("b", 3_600), key("a", 31 * DAY)], { ...nothing, retired: ["a"] }],
  [
    "after a month without sweeps",
    [key("c", 40 * DAY), key("b", 70 * DAY), key("a", 100 * DAY)],
    { publishInSeconds: DAY, retired: ["b", "a"] },
  ],
  [
    "a key that does not open is replaced at once",
    [key("a", DAY, false)],
    { ...nothing, publishInSeconds: 0 },
  ],
  [
    "a next key that does not open is no next key",
    [key("b", -DAY, false), key("a", 29 * DAY)],
    { ...nothing, publishInSeconds: DAY },
  ],
  ["one that does not open replaces none", [key("b", DAY, false), key("a", 2 * DAY)], nothing],
  [
    "one that does not open may sign elsewhere: younger ones do not retire it",
    [key("b", DAY), key("a", 30 * DAY, false)],
    nothing,
  ],
  [
    "after 31 days nobody signs with it",
    [key("b", DAY), key("a", 31 * DAY, false)],
    { ...nothing, retired: ["a"] },
  ],
  ["it stays as long as nothing has taken its place", [key("b", 3_599), key("a", 40 * DAY, false)], nothing],
  ["only the next one opens", [key("b", -DAY), key("a", DAY, false)], { ...nothing, publishInSeconds: 0 }],
])("%s", (_, keys, expected) => expect(keyChanges(keys)).toEqual(expected));

test("what each key does here", () => {
  const keys = [key("d", -DAY), key("c", DAY, false), key("b", 2 * DAY), key("a", 31 * DAY)];
  expect(keyStates(keys)).toEqual({ d: "NEXT", c: "FOREIGN", b: "SIGNS", a: "REPLACED" });
  expect(keyStates([])).toEqual({});
});
