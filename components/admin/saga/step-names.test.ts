import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import messages from "@/messages/ko/admin.json";

/** The files that name steps: the functions of the engine, and the sweeps of the contexts. */
const sources = ["inngest", "server"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(folder, file), "utf8")),
);

/** Names of steps from earlier releases: the journal may still have attempts at them. */
const retired = ["project", "remember-recipient", "resolve-dead-letter"];

test("every step has a name for the timeline", () => {
  const codes = sources.flatMap((text) =>
    [...text.matchAll(/(?:\bstep: |steps\.(?:run|each|together)\(\s*)["`]([a-z]+(?:-[a-z]+)*)/g)].map(
      ([, code]) => code,
    ),
  );
  expect(codes).toContain("cancel-reservations");
  expect([...new Set([...codes, ...retired])].sort()).toEqual(Object.keys(messages.stepNames).sort());
});
