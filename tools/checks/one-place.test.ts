import { expect, test } from "vitest";
import { copiedRules, homelessRules } from "./one-place";

const home = "server/trip/predicates.ts";
const rules = [{ rule: "free unit", pattern: /held_until is null/, homes: [home] }];
const at = (path: string, text: string) => [{ path, text }];

test("a copy is found and its home is named", () => {
  expect(copiedRules(at("server/trip/verb.ts", "sql`held_until is null`"), rules)).toEqual([
    'server/trip/verb.ts says the rule "free unit" again; it is in server/trip/predicates.ts',
  ]);
});

test("the home, a comment and the auditor may say it", () => {
  expect(copiedRules(at(home, "sql`held_until is null`"), rules)).toEqual([]);
  expect(
    copiedRules(at("server/trip/verb.ts", "/** held_until is null */\n// held_until is null"), rules),
  ).toEqual([]);
  expect(copiedRules(at("server/assurance/laws/seats.ts", "sql`held_until is null`"), rules)).toEqual([]);
});

test("a rule whose home says something else is found", () => {
  expect(homelessRules(at(home, "sql`held_until > now()`"), rules)).toHaveLength(1);
  expect(homelessRules(at(home, "sql`held_until is null`"), rules)).toEqual([]);
});
