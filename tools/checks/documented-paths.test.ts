import { expect, test } from "vitest";
import { missingPaths, missingTables } from "./documented-paths";

const files = [
  "server/reservation/hold/write-hold.ts",
  "docs/domain.md",
  "server/assurance/laws/check-seats.ts",
];
const missingIn = (text: string) => missingPaths({ documents: [{ path: "README.md", text }], files });

test("whole paths, ends of paths and bare names that are there pass", () => {
  expect(
    missingIn(
      "`server/reservation/hold/write-hold.ts`, `laws/check-seats.ts`, `write-hold.ts`, `docs/domain.md`",
    ),
  ).toEqual([]);
});

test.each([
  "server/reservation/write-hold.ts",
  "live-hold.ts",
  "docs/glossary.md",
  "deploy/prometheus/alarms.yaml",
])("%s is missed", (name) => {
  expect(missingIn(`See \`${name}\`.`)).toEqual([`README.md names ${name}, which is not there`]);
});

test("commands, patterns and other code are no paths", () => {
  expect(missingIn("`npm test`, `<verb>-<object>.ts`, `*.test.ts`, `https://example.com/a.ts`")).toEqual([]);
});

const missingTablesIn = (text: string) =>
  missingTables({
    documents: [{ path: "README.md", text }],
    schemaFiles: [
      'const s = pgSchema("assurance");\nexport const a = s_Schema.table(\n  "step_attempts", {});',
      'const paymentSchema = pgSchema("payment");\nexport const p = paymentSchema.table("refunds", {});',
    ],
    eventFiles: ['defineEvent("payment/payment.captured", 1, payment)'],
  });

test("tables, their columns, events and other names with a dot pass", () => {
  const text =
    "`assurance.step_attempts`, `payment.refunds`, `refunds.ended_at`, `payment.captured`, `step.run`";
  expect(missingTablesIn(text)).toEqual([]);
});

test.each([
  ["a table of a schema that was renamed", "operations.step_attempts"],
  ["a table that its schema no longer has", "payment.attempts"],
  ["a table of an unknown schema", "operations.dead_letters"],
])("%s is missed", (_, table) => {
  expect(missingTablesIn(`See \`${table}\`.`)).toEqual([
    `README.md names the table ${table}, which is not there`,
  ]);
});
