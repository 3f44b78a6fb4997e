import { expect, test } from "vitest";
import type { Check } from "./checks";
import { runChecks } from "./run-checks";

const passed = { passed: 1, failed: 0 };

/** A check that prints its begin and, once it is let go, its end. */
function waiting(name: string, group?: string) {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const seen = { isRunning: false };
  const check: Check = {
    name,
    group,
    run: async (print) => {
      seen.isRunning = true;
      print?.(`${name} begins\n`);
      await gone;
      print?.(`${name} ends\n`);
      return passed;
    },
  };
  return { check, seen, letGo };
}

/** Runs checks and collects what is printed, without the lines between checks. */
function start(checks: Check[], isInterrupted = () => false) {
  const printed: string[] = [];
  const print = (text: string | Uint8Array) => void printed.push(String(text).trim());
  const results = runChecks(checks, { print, isInterrupted });
  return { results, printed: () => printed.filter((line) => !line.startsWith("──")) };
}

const aTurn = () => new Promise((resolve) => setImmediate(resolve));

test("neighbours of one group run two at once, and what they print is not mixed", async () => {
  const [one, two, three] = ["one", "two", "three"].map((name) => waiting(name, "quick"));
  const run = start([one!.check, two!.check, three!.check]);
  await aTurn();
  expect([one, two, three].map((each) => each!.seen.isRunning)).toEqual([true, true, false]);
  two!.letGo();
  await aTurn();
  expect(three!.seen.isRunning).toBe(true);
  expect(run.printed()).toEqual(["one begins"]);
  one!.letGo();
  await aTurn();
  expect(run.printed()).toEqual(["one begins", "one ends", "two begins", "two ends", "three begins"]);
  three!.letGo();
  expect((await run.results).map(({ name }) => name)).toEqual(["one", "two", "three"]);
  expect(run.printed().at(-1)).toBe("three ends");
});

test("a check without a group, or of another one, waits until those before it have ended", async () => {
  const checks = [waiting("a", "quick"), waiting("b"), waiting("c"), waiting("d", "slow")];
  const run = start(checks.map(({ check }) => check));
  for (const [n, { letGo }] of checks.entries()) {
    await aTurn();
    expect(checks.map(({ seen }) => seen.isRunning)).toEqual(checks.map((_, m) => m <= n));
    letGo();
  }
  expect(await run.results).toHaveLength(4);
  // Alone, a check has the terminal.
  expect(run.printed()).toEqual([]);
});

test("a check that throws has failed, says why, and the others go on", async () => {
  const broken: Check = {
    name: "broken",
    group: "quick",
    run: async () => {
      throw new Error("no such program");
    },
  };
  const fine: Check = { name: "fine", group: "quick", run: async () => passed };
  const run = start([broken, fine, { ...fine, name: "later", group: undefined }]);
  expect((await run.results).map(({ name, outcome }) => [name, outcome.failed])).toEqual([
    ["broken", 1],
    ["fine", 0],
    ["later", 0],
  ]);
  expect(run.printed().join()).toContain("no such program");
});

test("after an interruption no further check begins", async () => {
  let isInterrupted = false;
  const first: Check = {
    name: "first",
    run: async () => {
      isInterrupted = true;
      return passed;
    },
  };
  const run = start([first, waiting("second").check], () => isInterrupted);
  expect((await run.results).map(({ name }) => name)).toEqual(["first"]);
});
