import fs from "node:fs";
import { expect, test } from "vitest";
import { isTracedVerb } from "./trace-verbs";

const contexts = fs
  .readdirSync("server", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(`server/${entry.name}/index.ts`))
  .map(({ name }) => name);

test.each(contexts)("every verb of %s is traced", { timeout: 60_000 }, async (name) => {
  const door: Record<string, unknown> = await import(`@/server/${name}/index.ts`);
  const verbs: Record<string, unknown> = await import(`@/server/${name}/verbs.ts`);
  // Error classes are no verbs: their names begin with a capital letter.
  const given = Object.keys(door).filter((key) => /^[a-z]/.test(key));
  expect(given.filter((key) => !isTracedVerb(door[key]))).toEqual([]);
  expect(given.sort()).toEqual(Object.keys(verbs).sort());
});
