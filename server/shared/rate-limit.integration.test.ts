import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { rateLimits } from "@/db/schema/shared";
import { uuidv7 } from "./ids";
import { limitRate, pruneRateLimits } from "./rate-limit";
import { codeOf } from "./testing/outcome";

afterAll(closeDatabase);

/** So long that no window ends during a test. */
const WINDOW_SECONDS = 100_000_000;
const uses = (key: string, times: number, limit: number) =>
  Promise.all(Array.from({ length: times }, () => codeOf(limitRate(key, limit, WINDOW_SECONDS))));
const rowsOf = (key: string) => database().$count(rateLimits, eq(rateLimits.key, key));
const age = (key: string, interval: string) =>
  database()
    .update(rateLimits)
    .set({ windowStart: sql`now() - ${interval}::interval` })
    .where(eq(rateLimits.key, key));

describe("a rate limit", () => {
  test("allows exactly the limit, also for simultaneous uses", async () => {
    const answers = await uses(uuidv7(), 20, 5);
    expect(answers.filter((answer) => answer === "OK")).toHaveLength(5);
    expect(answers.filter((answer) => answer === "RATE_LIMITED")).toHaveLength(15);
  });

  test("gives the time to wait, and counts each key by itself", async () => {
    const key = uuidv7();
    await uses(key, 1, 1);
    await expect(limitRate(key, 1, WINDOW_SECONDS)).rejects.toMatchObject({
      details: { retryAfterSeconds: WINDOW_SECONDS },
    });
    expect(await uses(uuidv7(), 1, 1)).toEqual(["OK"]);
  });

  test("counts from zero in the next window", async () => {
    const key = uuidv7();
    expect(await uses(key, 2, 1)).toContain("RATE_LIMITED");
    await age(key, "1 hour");
    expect(await uses(key, 1, 1)).toEqual(["OK"]);
  });
});

test("windows are deleted after a day and not before", async () => {
  const [old, recent] = [uuidv7(), uuidv7()];
  for (const key of [old, recent]) await uses(key, 1, 1);
  await age(old, "25 hours");
  await age(recent, "23 hours");
  await pruneRateLimits();
  expect([await rowsOf(old), await rowsOf(recent)]).toEqual([0, 1]);
});
