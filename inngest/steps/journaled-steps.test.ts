import { DrizzleQueryError } from "drizzle-orm/errors";
import { NonRetriableError } from "inngest";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { journaledSteps } from "./journaled-steps";

const { assurance, redeliverSeparately, afterCommit, redeliver } = vi.hoisted(() => ({
  assurance: { recordStepAttempts: vi.fn(), confirmReceipts: vi.fn(), resolveDeadLetter: vi.fn() },
  redeliverSeparately: vi.fn(),
  afterCommit: vi.fn(),
  redeliver: vi.fn(),
}));
vi.mock("@/server/assurance", () => assurance);
vi.mock("@/server/shared/deliveries", () => ({ redeliverSeparately }));
vi.mock("@/inngest/relay/after-commit", () => ({ afterCommit, redeliver }));

beforeEach(() => void vi.resetAllMocks());

const consumer = "credit-miles-on-reservation-created";
const eventOf = (replayOf: string | null = null) => ({
  eventId: uuidv7(),
  name: "test/landed",
  version: 1,
  correlationId: uuidv7(),
  occurredAt: "2026-12-01T00:00:00Z",
  data: {},
  replayOf,
});
type Event = ReturnType<typeof eventOf>;
const run = { runId: "run", attempt: 3, step: { run: (_: string, work: () => Promise<unknown>) => work() } };
const stepsOf = (events: Event[], recordsEvents = true) =>
  journaledSteps(consumer, run, events, recordsEvents);

/** The written rows: one list of attempts and one of receipts per statement. */
const written = () => assurance.recordStepAttempts.mock.calls.map(([, input]) => input);
const outcomes = () =>
  written().flatMap(({ attempts }) => attempts.map((a: { outcome: string }) => a.outcome));
const receipts = () =>
  written().flatMap((input) => input.receipts.map((r: { eventId: string }) => r.eventId));
const caught = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe("a step of one event", () => {
  const one = () => stepsOf([eventOf()]);

  test("is journaled, and the events that it recorded are published", async () => {
    expect(await one().run("step", async () => 1)).toBe(1);
    expect(written()).toMatchObject([
      {
        attempts: [{ runId: "run", step: "step", attempt: 3, outcome: "SUCCEEDED", error: null }],
        receipts: [],
      },
    ]);
    expect(afterCommit).toHaveBeenCalledOnce();
    await stepsOf([eventOf()], false).run("step", async () => 1);
    expect(afterCommit).toHaveBeenCalledOnce();
  });

  test("gives its verb the event's correlation and cause", async () => {
    const event = eventOf();
    const verb = vi.fn();
    await stepsOf([event]).run("step", verb);
    expect(verb.mock.calls[0]?.[0]).toEqual({
      actor: { kind: "SYSTEM", name: consumer },
      causationId: event.eventId,
      correlationId: event.correlationId,
    });
  });

  test("that fails is journaled and fails the run without a receipt, so that the engine retries", async () => {
    const away = new Error("away");
    expect(await caught(one().each("step", () => Promise.reject(away), { settles: true }))).toEqual(away);
    expect(outcomes()).toEqual(["FAILED"]);
    expect(receipts()).toEqual([]);
    expect(afterCommit).toHaveBeenCalledOnce();
  });

  test("that fails in the database gives no values to journal and engine", async () => {
    const taken = Object.assign(new Error("duplicate"), { code: "23505", detail: "Key (name)=(canary)" });
    const failed = new DrizzleQueryError("insert into t values ($1)", ["canary"], taken);
    const reported = await caught(one().each("step", () => Promise.reject(failed), { settles: true }));
    expect(reported).toEqual(new Error("database error 23505"));
    expect([(reported as Error).stack, (reported as Error).cause]).toEqual([
      expect.stringContaining("steps.test.ts"),
      undefined,
    ]);
    expect(JSON.stringify([written(), (reported as Error).stack])).not.toContain("canary");
  });

  test("that refuses its input is not retried; every other refusal is", async () => {
    const failing = (error: unknown) => caught(one().run("step", () => Promise.reject(error)));
    expect(await failing(new AppError("INVALID_INPUT"))).toBeInstanceOf(NonRetriableError);
    const conflict = new AppError("CONFLICT");
    expect(await failing(conflict)).toEqual(new Error("CONFLICT"));
  });

  test("confirms its event in the statement of its journal", async () => {
    const event = eventOf();
    await stepsOf([event]).each("step", async () => 1, { settles: true });
    expect(written()).toMatchObject([{ receipts: [{ eventId: event.eventId, consumer }] }]);
  });

  test("succeeds when the journal cannot be written, but fails when its receipt cannot be written", async () => {
    assurance.recordStepAttempts.mockRejectedValue(new Error("full"));
    expect(await one().each("step", async () => 1, { settles: true })).toEqual([1]);
    expect(assurance.confirmReceipts).toHaveBeenCalledOnce();
    expect(await one().run("step", async () => 1)).toBe(1);
    expect(assurance.confirmReceipts).toHaveBeenCalledOnce();
    const away = new Error("away");
    assurance.confirmReceipts.mockRejectedValue(away);
    expect(await caught(one().each("step", async () => 1, { settles: true }))).toEqual(away);
  });

  test("closes the replayed dead letter once it succeeded", async () => {
    const steps = stepsOf([eventOf("letter")]);
    await caught(steps.each("step", () => Promise.reject(new Error("away")), { settles: true }));
    await steps.each("another", async () => 1);
    expect(assurance.resolveDeadLetter).not.toHaveBeenCalled();
    await steps.each("step", async () => 1, { settles: true });
    expect(assurance.resolveDeadLetter.mock.calls.map(([, letter]) => letter)).toEqual([
      { deadLetterId: "letter", functionId: consumer },
    ]);
  });
});

describe("a step of several events", () => {
  test("runs the verb with each event's own context; a failed event is published again by itself, the others are confirmed", async () => {
    const events = [eventOf(), eventOf(), eventOf()] as const;
    const asked: unknown[] = [];
    const values = await stepsOf([...events]).each(
      "step",
      async (ctx, event) => {
        asked.push([ctx.causationId, ctx.correlationId]);
        if (event === events[1]) throw new Error("away");
        return event.eventId;
      },
      { settles: true },
    );
    expect(asked).toEqual(events.map((event) => [event.eventId, event.correlationId]));
    expect(values).toEqual([events[0].eventId, null, events[2].eventId]);
    expect(outcomes()).toEqual(["SUCCEEDED", "FAILED", "SUCCEEDED"]);
    expect(receipts()).toEqual([events[0].eventId, events[2].eventId]);
    expect(redeliverSeparately).toHaveBeenCalledExactlyOnceWith([{ eventId: events[1].eventId, consumer }]);
    expect(redeliver).toHaveBeenCalledOnce();
  });

  test("without receipts fails the run when one event fails", async () => {
    const away = new Error("away");
    const events = [eventOf(), eventOf()];
    const failed = await caught(
      stepsOf(events).together("step", events, async () => [{ value: 1 }, { error: away }]),
    );
    expect(failed).toEqual(away);
    expect(redeliverSeparately).not.toHaveBeenCalled();
    expect(outcomes()).toEqual(["SUCCEEDED", "FAILED"]);
  });

  test("fails for all events when its verb throws", async () => {
    const events = [eventOf(), eventOf()];
    const down = () => Promise.reject(new Error("away"));
    const failed = await caught(stepsOf(events).together("step", events, down, { settles: true }));
    // The cause is not in one event: the engine retries all of them.
    expect(failed).toEqual(new Error("away"));
    expect(redeliverSeparately).not.toHaveBeenCalled();
    expect(outcomes()).toEqual(["FAILED", "FAILED"]);
  });

  test("may leave failed events to a sweep", async () => {
    const events = [eventOf(), eventOf()];
    const some = async () => [{ value: 1 }, { error: new Error("refused") }];
    expect(await stepsOf(events).together("step", events, some, { leavesFailures: true })).toEqual([1, null]);
    expect(redeliverSeparately).not.toHaveBeenCalled();
  });

  test("from a replayed letter close it once each event has a run of its own or succeeded", async () => {
    const events = [eventOf("letter"), eventOf("letter")];
    const some = async () => [{ value: 1 }, { error: new Error("away") }];
    await stepsOf(events).together("step", events, some, { settles: true });
    expect(assurance.resolveDeadLetter).toHaveBeenCalled();
    expect(redeliverSeparately).toHaveBeenCalledOnce();
  });

  test("settle confirms all of them outside of a step", async () => {
    const events = [eventOf(), eventOf("letter")];
    await stepsOf(events).settle();
    expect(assurance.confirmReceipts.mock.calls[0]?.[1]).toEqual(
      events.map(({ eventId }) => ({ eventId, consumer })),
    );
    expect(assurance.resolveDeadLetter).toHaveBeenCalledOnce();
  });
});
