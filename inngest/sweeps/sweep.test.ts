import { beforeEach, expect, test, vi } from "vitest";
import type { SweepContext } from "@/server/shared/sweep-item";
import { sweep } from "./sweep";

const { afterCommit, order } = vi.hoisted(() => {
  const order: string[] = [];
  return { order, afterCommit: vi.fn(async () => void order.push("relay")) };
});
vi.mock("@/server/assurance", () => ({ recordSweptItem: () => Promise.reject(new Error("full")) }));
vi.mock("@/inngest/relay/after-commit", () => ({ afterCommit }));
vi.mock("@/inngest/client", () => ({
  inngest: { createFunction: (options: object, run: unknown) => ({ options, run }) },
}));
beforeEach(() => void order.splice(0));

type Made = { options: { retries: number }; run: (ctx: object) => Promise<unknown> };
const step = { run: (_: string, work: () => Promise<unknown>) => work() };

test("a sweep runs as the system, relays the events that it recorded, and is not retried", async () => {
  const run = vi.fn(async () => order.push("verb"));
  const made = sweep({ id: "tidy", cron: "* * * * *", run }) as unknown as Made;
  await made.run({ step });
  expect(run).toHaveBeenCalledWith(expect.objectContaining({ actor: { kind: "SYSTEM", name: "tidy" } }));
  expect(order).toEqual(["verb", "relay"]);
  expect(made.options.retries).toBe(0);
});

test("a journal that cannot be written does not stop a sweep", async () => {
  const run = async ({ report }: SweepContext) => {
    await report?.({
      id: "m",
      step: "deliver",
      reservationId: "r",
      startedAt: new Date(),
      endedAt: new Date(),
      error: null,
    });
    return "done";
  };
  const made = sweep({ id: "tidy", cron: "* * * * *", run }) as unknown as Made;
  expect(await made.run({ step })).toBe("done");
});
