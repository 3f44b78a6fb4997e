import { expect, test } from "vitest";
import { StatementNames } from "./statement-names";

const use = (names: StatementNames, text: string, values: unknown[] = [1]) => names.named({ text }, values);

test("a text gets one name once it has come back", () => {
  const names = new StatementNames();
  expect([1, 2, 3, 4].map(() => use(names, "select $1"))).toEqual([
    { text: "select $1" },
    { text: "select $1" },
    { text: "select $1", name: "msa_1" },
    { text: "select $1", name: "msa_1" },
  ]);
});

test("different texts never share a name", () => {
  const names = new StatementNames();
  const texts = Array.from({ length: 50 }, (_, n) => `select $1 + ${n}`);
  for (let times = 0; times < 3; times++) for (const text of texts) use(names, text);
  const given = texts.map((text) => (use(names, text) as { name?: string }).name);
  expect(new Set(given).size).toBe(50);
  expect(given).not.toContain(undefined);
});

test("statements without values, with a name of their own, and no statements at all stay as they are", () => {
  const names = new StatementNames();
  const submittable = { submit: () => {} };
  for (const query of ["begin", { text: "select 1" }, { text: "select $1", name: "own" }, submittable])
    for (let times = 0; times < 5; times++)
      expect(names.named(query, query === submittable ? undefined : [])).toBe(query);
});

test("texts that keep changing use up no more than their share", () => {
  const names = new StatementNames();
  for (let n = 0; n < 1_000; n++) for (let times = 0; times < 3; times++) use(names, `select $1 /* ${n} */`);
  expect(use(names, "select $1 /* 0 */")).toHaveProperty("name");
  expect(use(names, "select $1 /* 999 */")).not.toHaveProperty("name");
});
