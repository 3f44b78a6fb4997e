import { expect, test } from "vitest";
import { StatementNames } from "./statement-names";

function switchedOn(): StatementNames {
  const names = new StatementNames();
  names.switchOn();
  return names;
}

const use = (names: StatementNames, text: string, values: unknown[] = [1]) => names.named({ text }, values);

test("a statement gets one name after it was repeated", () => {
  const names = switchedOn();
  expect([1, 2, 3, 4].map(() => use(names, "select $1"))).toEqual([
    { text: "select $1" },
    { text: "select $1" },
    { text: "select $1", name: "msa_1" },
    { text: "select $1", name: "msa_1" },
  ]);
});

test("different statements never share a name", () => {
  const names = switchedOn();
  const texts = Array.from({ length: 50 }, (_, n) => `select $1 + ${n}`);
  for (let times = 0; times < 3; times++) for (const text of texts) use(names, text);
  const given = texts.map((text) => (use(names, text) as { name?: string }).name);
  expect(new Set(given).size).toBe(50);
  expect(given).not.toContain(undefined);
});

test("statements without values, with a name of their own, and things that are no statements stay as they are", () => {
  const names = switchedOn();
  const submittable = { submit: () => {} };
  for (const query of ["begin", { text: "select 1" }, { text: "select $1", name: "own" }, submittable])
    for (let times = 0; times < 5; times++)
      expect(names.named(query, query === submittable ? undefined : [])).toBe(query);
});

test("statements that keep changing get a limited number of names", () => {
  const names = switchedOn();
  for (let n = 0; n < 1_000; n++) for (let times = 0; times < 3; times++) use(names, `select $1 /* ${n} */`);
  expect(use(names, "select $1 /* 0 */")).toHaveProperty("name");
  expect(use(names, "select $1 /* 999 */")).not.toHaveProperty("name");
});

test("no names are given before the server has shown that it keeps them, nor after one was lost", () => {
  const names = new StatementNames();
  for (let times = 0; times < 5; times++) expect(use(names, "select $1")).toEqual({ text: "select $1" });
  names.switchOn();
  for (let times = 0; times < 3; times++) use(names, "select $1");
  expect(use(names, "select $1")).toHaveProperty("name");
  names.switchOff();
  expect(use(names, "select $1")).toEqual({ text: "select $1" });
});
