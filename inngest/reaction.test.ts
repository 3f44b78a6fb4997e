import { NonRetriableError } from "inngest";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { defineEvent } from "@/server/shared/events";
import { uuidv7 } from "@/server/shared/ids";
import { batchReaction, reaction, steppedReaction } from "./reaction";

const { operations } = vi.hoisted(() => ({
  operations: { parkDeadLetter: vi.fn(), resolveDeadLetter: vi.fn(), recordStepAttempts: vi.fn() },
}));
vi.mock("@/server/operations", () => operations);
vi.mock("./relay-outbox", () => ({ relayOutbox: vi.fn() }));
/** The engine gets a function and its options; here the test plays the engine. */
vi.mock("./client", () => ({
  MAX_RUNTIME: "30s",
  inngest: { createFunction: (options: object, run: unknown) => ({ options, run }) },
}));
beforeEach(() => vi.clearAllMocks());

type Failed = { event: { data: unknown }; error: Error };
type Made = {
  options: { retries: number; onFailure: (failed: Failed) => Promise<void> };
  run: (ctx: object) => Promise<unknown>;
};

const landed = defineEvent("test/landed", 1, z.object({ miles: z.number() }));
const verb = vi.fn();
const spec = { id: "credit-on-landed", on: landed };
const single = reaction({ ...spec, step: "credit", verb }) as unknown as Made;
const stepped = steppedReaction({ ...spec, react: (e, steps) => steps.run("credit", (ctx) => verb(ctx, e)) });
const batch = batchReaction({
  ...spec,
  batch: { maxSize: 50, timeout: "1s" },
  react: (events, steps) => steps.run("credit", (ctx) => verb(ctx, events)),
}) as unknown as Made;

const raw = (more: object = {}, data: unknown = { miles: 280 }) => ({
  id: uuidv7(),
  name: landed.name,
  data: {
    eventId: uuidv7(),
    version: 1,
    correlationId: uuidv7(),
    occurredAt: "2026-12-01T00:00:00Z",
    data,
    ...more,
  },
});
const poison = () => raw({ version: 2 });

const step = { run: (_: string, work: () => Promise<unknown>) => work(), sleepUntil: async () => {} };
const runOf = (...events: object[]) => ({ runId: "run", attempt: 0, step, event: events[0], events });
const parked = () => operations.parkDeadLetter.mock.calls.map(([, letter]) => letter);

const both = [
  ["a reaction", single],
  ["a reaction of many steps", stepped as unknown as Made],
] as const;

describe.each(both)("%s", (_, { options, run }) => {
  test("gives its verb the event, and who it is", async () => {
    const event = raw();
    await run(runOf(event));
    const [ctx, received] = verb.mock.calls[0] ?? [];
    expect(ctx).toEqual({
      actor: { kind: "SYSTEM", name: "credit-on-landed" },
      causationId: event.data.eventId,
      correlationId: event.data.correlationId,
    });
    expect(received).toMatchObject({ eventId: event.data.eventId, data: { miles: 280 } });
  });

  test("is tried again for hours, but not an event that is poison", async () => {
    expect(options.retries).toBe(12);
    await expect(run(runOf(poison()))).rejects.toBeInstanceOf(NonRetriableError);
    verb.mockRejectedValueOnce(new Error("away"));
    const failure = await run(runOf(raw())).catch((e: unknown) => e);
    expect(failure).not.toBeInstanceOf(NonRetriableError);
    expect(verb).toHaveBeenCalledOnce();
  });

  test("closes the dead letter whose replay went through, and only then", async () => {
    verb.mockRejectedValueOnce(new Error("away"));
    await run(runOf(raw({ replayOf: "letter" }))).catch(() => {});
    await run(runOf(raw()));
    expect(operations.resolveDeadLetter).not.toHaveBeenCalled();
    await run(runOf(raw({ replayOf: "letter" })));
    expect(operations.resolveDeadLetter.mock.calls.map(([, letter]) => letter)).toEqual([
      { deadLetterId: "letter", functionId: "credit-on-landed" },
    ]);
  });

  test("that used up its retries is parked with its event and its error", async () => {
    const event = raw();
    await options.onFailure({ event: { data: { run_id: "r", event } }, error: new Error("no such luck") });
    expect(parked()).toEqual([{ functionId: "credit-on-landed", runId: "r", event, error: "no such luck" }]);
  });
});

describe("a batch", () => {
  test("sets the bad events aside, each for itself, and goes on with the good ones", async () => {
    const [bad, good, worse] = [poison(), raw(), { ...raw(), data: undefined }];
    await batch.run(runOf(bad, good, worse));
    expect(parked().map((letter) => letter.runId)).toEqual([`run/${bad.id}`, `run/${worse.id}`]);
    expect(parked()[1]).toMatchObject({ event: { data: null } });
    expect(verb.mock.calls.map(([, events]) => events.length)).toEqual([1]);
  });

  test("of bad events alone does nothing else", async () => {
    expect(await batch.run(runOf(poison()))).toBeNull();
    expect(verb).not.toHaveBeenCalled();
  });

  test("closes the dead letters of all its replays", async () => {
    await batch.run(runOf(raw({ replayOf: "a" }), raw(), raw({ replayOf: "b" })));
    expect(operations.resolveDeadLetter.mock.calls.map(([, letter]) => letter.deadLetterId)).toEqual([
      "a",
      "b",
    ]);
  });

  test("that used up its retries leaves a letter for each of its events", async () => {
    const events = [raw(), raw()];
    const data = { run_id: "r", event: events[0], events };
    await batch.options.onFailure({ event: { data }, error: new Error("no") });
    expect(parked().map((letter) => letter.runId)).toEqual(events.map((event) => `r/${event.id}`));
  });
});
