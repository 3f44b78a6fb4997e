import { NonRetriableError } from "inngest";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { reservationClaimed, reservationCreated } from "@/server/reservation/events";
import { uuidv7 } from "@/server/shared/ids";
import { created, reservationData } from "@/server/shared/testing/events";
import { reaction, steppedReaction } from "./reaction";

const { assurance, redeliverSeparately, redeliver } = vi.hoisted(() => ({
  assurance: { parkDeadLetter: vi.fn(), recordStepAttempts: vi.fn() },
  redeliverSeparately: vi.fn(),
  redeliver: vi.fn(),
}));
vi.mock("@/server/assurance", () => assurance);
vi.mock("@/server/shared/deliveries", () => ({ redeliverSeparately }));
vi.mock("@/inngest/relay/after-commit", () => ({ afterCommit: vi.fn(), redeliver }));
/** Catches the function and its options, so that the test can call it as the engine does. */
vi.mock("@/inngest/client", () => ({
  inngest: { createFunction: (options: object, run: unknown) => ({ options, run }) },
}));
beforeEach(() => void vi.clearAllMocks());

type Failed = { event: { data: unknown }; error: Error };
type Made = {
  options: { retries: number; triggers: object[]; onFailure: (failed: Failed) => Promise<void> };
  run: (ctx: object) => Promise<unknown>;
};

const id = "credit-miles-on-reservation-created";
const verb = vi.fn();
const single = reaction({ id, step: "credit", verb }) as unknown as Made;
const stepped = steppedReaction({
  id,
  react: (_, steps) => steps.each("credit", verb, { settles: true }),
}) as unknown as Made;

const envelope = (more: object = {}) => ({
  eventId: uuidv7(),
  version: 1,
  correlationId: uuidv7(),
  occurredAt: "2026-12-01T00:00:00Z",
  data: created(reservationData()),
  ...more,
});
const raw = (data: object = envelope()) => ({ id: uuidv7(), name: reservationCreated.name, data });
const poison = () => envelope({ version: 2 });

const step = { run: (_: string, work: () => Promise<unknown>) => work() };
const runOf = (event: object) => ({ runId: "run", attempt: 0, step, event });
const parked = () => assurance.parkDeadLetter.mock.calls.map(([, letter]) => letter);

describe.each([
  ["a reaction", single],
  ["a reaction of several steps", stepped],
])("%s", (_, { options, run }) => {
  test("reacts to what it has subscribed to", () => {
    expect(options.triggers).toEqual([
      { event: reservationCreated.name },
      { event: reservationClaimed.name },
    ]);
  });

  test("gives its verb the event and the system's context", async () => {
    const data = envelope();
    await run(runOf(raw(data)));
    const [ctx, received] = verb.mock.calls[0] ?? [];
    expect(ctx).toEqual({
      actor: { kind: "SYSTEM", name: id },
      causationId: data.eventId,
      correlationId: data.correlationId,
    });
    expect(received).toMatchObject({ eventId: data.eventId, data: { locator: data.data.locator } });
  });

  test("handles every event of a message", async () => {
    const together = [envelope(), envelope(), envelope()];
    await run(runOf(raw({ together })));
    expect(verb.mock.calls.map(([, event]) => event.eventId)).toEqual(together.map((each) => each.eventId));
  });

  test("is retried for hours, but a malformed event is not", async () => {
    expect(options.retries).toBe(12);
    await expect(run(runOf(raw(poison())))).rejects.toBeInstanceOf(NonRetriableError);
    verb.mockRejectedValueOnce(new Error("away"));
    const failure = await run(runOf(raw())).catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(NonRetriableError);
    expect(verb).toHaveBeenCalledOnce();
  });

  test("parks a malformed event of several, and handles the others", async () => {
    const [bad, good] = [poison(), envelope()];
    await run(runOf(raw({ together: [bad, good] })));
    expect(parked()).toMatchObject([
      { functionId: id, runId: "run/0", event: { data: { eventId: bad.eventId } } },
    ]);
    expect(verb.mock.calls.map(([, event]) => event.eventId)).toEqual([good.eventId]);
    await run(runOf(raw({ together: [poison()] }))).catch(() => {});
    expect(verb).toHaveBeenCalledOnce();
  });

  test("that used up its retries is parked with its event and its error", async () => {
    const event = raw();
    await options.onFailure({ event: { data: { run_id: "r", event } }, error: new Error("no such luck") });
    expect(parked()).toEqual([{ functionId: id, runId: "r", event, error: "no such luck" }]);
    await options.onFailure({
      event: { data: { run_id: "r", event: { name: "x" } } },
      error: new Error("no"),
    });
    expect(parked()[1]).toMatchObject({ event: { data: null } });
  });

  test("of several events that is given up schedules each of them for a run of its own", async () => {
    const together = [envelope(), envelope()];
    const data = { run_id: "r", event: raw({ together }) };
    await options.onFailure({ event: { data }, error: new Error("no") });
    expect(parked()).toEqual([]);
    expect(redeliverSeparately.mock.calls[0]?.[0]).toEqual(
      together.map(({ eventId }) => ({ eventId, consumer: id })),
    );
    expect(redeliver).toHaveBeenCalledOnce();
  });
});
