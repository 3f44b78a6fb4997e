import { describe, expect, test } from "vitest";
import { SharedAnswers } from "./shared-answers";

/** Answers with a clock that the test sets, and a read that the test ends. */
function setUp(maxEntries = 10) {
  const now = { steadyMs: 1_000, wallMs: 500_000 };
  const pass = (ms: number) => {
    now.steadyMs += ms;
    now.wallMs += ms;
  };
  const answers = new SharedAnswers<{ n: number }>({ maxAgeMs: 2_000, maxEntries }, () => ({ ...now }));
  let reads = 0;
  const get = (key = "a", atMostMs?: number) => answers.get(key, async () => ({ n: ++reads }), atMostMs);
  return { answers, now, pass, get, reads: () => reads };
}

describe("an answer is shared", () => {
  test("by all who ask while it is read, and by those who ask after that", async () => {
    const { answers, get, reads } = setUp();
    let end = (_: { n: number }) => {};
    const slow = () => new Promise<{ n: number }>((resolve) => (end = resolve));
    const asked = [answers.get("a", slow), get(), get()];
    end({ n: 7 });
    expect(await Promise.all(asked)).toEqual([{ n: 7 }, { n: 7 }, { n: 7 }]);
    expect([(await get()).n, reads()]).toEqual([7, 0]);
  });

  test("only by those who ask for the same key", async () => {
    const { get } = setUp();
    expect([await get("a"), await get("b"), await get("a")]).toEqual([{ n: 1 }, { n: 2 }, { n: 1 }]);
  });

  test("also when it is a fault, which the next one who asks does not get", async () => {
    const { answers, get } = setUp();
    const fails = () => Promise.reject(new Error("down"));
    const asked = [answers.get("a", fails), get(), get()];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
      ...["rejected", "rejected", "rejected"],
    ]);
    expect(await get()).toEqual({ n: 1 });
  });
});

describe("an answer is at most two seconds old", () => {
  test("and the next one who asks is the first of a new read", async () => {
    const { answers, pass, get } = setUp();
    const first = await get();
    pass(1_999);
    expect([await get(), answers.ageMs(first)]).toEqual([first, 1_999]);
    pass(1);
    expect(await get()).toEqual({ n: 2 });
  });

  test("counted from before its read, however long that takes", async () => {
    const { answers, pass, get } = setUp();
    let end = (_: { n: number }) => {};
    const slow = answers.get("a", () => new Promise((resolve) => (end = resolve)));
    pass(1_500);
    end({ n: 7 });
    const answer = await slow;
    expect([answers.ageMs(answer), await get()]).toEqual([1_500, answer]);
    pass(500);
    expect(await get()).toEqual({ n: 1 });
  });

  test("so that nobody waits for a read that began longer ago", async () => {
    const { answers, pass, get } = setUp();
    let end = (_: { n: number }) => {};
    const stuck = answers.get("a", () => new Promise((resolve) => (end = resolve)));
    pass(2_000);
    expect(await get()).toEqual({ n: 1 });
    end({ n: 7 });
    // The late answer does not take the place of the newer one.
    expect([await stuck, await get()]).toEqual([{ n: 7 }, { n: 1 }]);
  });

  test("by either clock: a process that was asleep, and a clock that was set back", async () => {
    for (const change of [{ wallMs: 3_000 }, { steadyMs: 3_000 }, { wallMs: -3_000 }]) {
      const { now, get } = setUp();
      await get();
      for (const [clock, ms] of Object.entries(change)) now[clock as keyof typeof now] += ms;
      expect([change, await get()]).toEqual([change, { n: 2 }]);
    }
  });

  test("or of now, for one who asks for that", async () => {
    const { get } = setUp();
    await get();
    expect([await get("a", 0), await get()]).toEqual([{ n: 2 }, { n: 2 }]);
  });
});

test("no more answers are kept than allowed: the oldest goes first, and what is too old goes without need", async () => {
  const { answers, pass, get } = setUp(3);
  for (const key of ["a", "b", "c", "d"]) await get(key);
  expect([answers.size, await get("b"), await get("a")]).toEqual([3, { n: 2 }, { n: 5 }]);
  pass(2_000);
  await get("e");
  expect(answers.size).toBe(1);
});

test("an answer cannot be changed for the others", async () => {
  const answers = new SharedAnswers<{ list: { n: number }[] }>({ maxAgeMs: 2_000, maxEntries: 1 });
  const answer = await answers.get("a", async () => ({ list: [{ n: 1 }] }));
  expect(() => answer.list.pop()).toThrow();
  expect(() => Object.assign(answer.list[0] ?? {}, { n: 2 })).toThrow();
});
