import { beforeEach, expect, test, vi } from "vitest";
import { sweep } from "./sweep";

const { relayOutbox, order } = vi.hoisted(() => {
  const order: string[] = [];
  return { order, relayOutbox: vi.fn(async () => void order.push("relay")) };
});
vi.mock("./relay-outbox", () => ({ relayOutbox }));
vi.mock("./client", () => ({
  inngest: { createFunction: (options: object, run: unknown) => ({ options, run }) },
}));
beforeEach(() => void order.splice(0));

type Made = { options: { retries: number }; run: (ctx: object) => Promise<unknown> };
const step = { run: (_: string, work: () => Promise<unknown>) => work() };

test("a sweep is the system's, relays what it recorded, and is left to the next minute when it fails", async () => {
  const run = vi.fn(async () => order.push("verb"));
  const made = sweep({ id: "tidy", cron: "* * * * *", run }) as unknown as Made;
  await made.run({ step });
  expect(run).toHaveBeenCalledWith(expect.objectContaining({ actor: { kind: "SYSTEM", name: "tidy" } }));
  expect(order).toEqual(["verb", "relay"]);
  expect(made.options.retries).toBe(0);
});
