import { NonRetriableError } from "inngest";
import { beforeEach, expect, test, vi } from "vitest";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { journaledSteps } from "./steps";

const { recordStepAttempts, relayOutbox } = vi.hoisted(() => ({
  recordStepAttempts: vi.fn(),
  relayOutbox: vi.fn(),
}));
vi.mock("@/server/operations", () => ({ recordStepAttempts }));
vi.mock("./relay-outbox", () => ({ relayOutbox }));

beforeEach(() => {
  vi.clearAllMocks();
  recordStepAttempts.mockResolvedValue(undefined);
});

const event = {
  eventId: uuidv7(),
  name: "test/landed",
  version: 1,
  correlationId: uuidv7(),
  occurredAt: "2026-12-01T00:00:00Z",
  data: {},
  replayOf: null,
};
const run = {
  runId: "run",
  attempt: 3,
  step: { run: (_: string, work: () => Promise<unknown>) => work(), sleepUntil: async () => {} },
};
const steps = (recordsEvents = true) => journaledSteps("credit-miles", run, [event], recordsEvents);
const outcomes = () =>
  recordStepAttempts.mock.calls.map(([, [row]]) => [row.attempt, row.outcome, row.error]);
const failing = (error: unknown) =>
  steps()
    .run("step", () => Promise.reject(error))
    .catch((e: unknown) => e);

test("a step is journaled, and what it recorded is relayed", async () => {
  expect(await steps().run("step", async () => 1)).toBe(1);
  expect(outcomes()).toEqual([[3, "SUCCEEDED", null]]);
  expect(relayOutbox).toHaveBeenCalledOnce();
  await steps(false).run("step", async () => 1);
  expect(relayOutbox).toHaveBeenCalledOnce();
});

test("a failure is journaled, relayed and passed on as it is, so that the engine tries again", async () => {
  const away = new Error("away");
  expect(await failing(away)).toBe(away);
  expect(outcomes()).toEqual([[3, "FAILED", "away"]]);
  expect(relayOutbox).toHaveBeenCalledOnce();
});

test("input that a verb refuses is not tried again; every other refusal is", async () => {
  expect(await failing(new AppError("INVALID_INPUT"))).toBeInstanceOf(NonRetriableError);
  const conflict = new AppError("CONFLICT");
  expect(await failing(conflict)).toBe(conflict);
});

test("a journal that cannot be written changes nothing", async () => {
  recordStepAttempts.mockRejectedValue(new Error("full"));
  expect(await steps().run("step", async () => 1)).toBe(1);
  const away = new Error("away");
  expect(await failing(away)).toBe(away);
});
