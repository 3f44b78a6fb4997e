import { expect, test } from "vitest";
import { type Attempt, isUnderWay, type Letter, reactionsOf, type SagaEvent } from "./saga";

const now = Date.parse("2026-11-22T12:00:00Z");
const at = (secondsAgo: number) => new Date(now - secondsAgo * 1_000);
const attempt = (part: Partial<Attempt>): Attempt => ({
  functionId: "credit-miles",
  runId: "run",
  step: "credit",
  attempt: 0,
  outcome: "SUCCEEDED",
  error: null,
  startedAt: at(60),
  endedAt: at(60),
  ...part,
});
const event = (part: Partial<SagaEvent>): SagaEvent => ({
  kind: "EVENT",
  eventId: "e",
  name: "reservation/reservation.created",
  occurredAt: at(61),
  publishedAt: at(60),
  parkedReason: null,
  causationId: null,
  attempts: [],
  deadLetters: [],
  email: null,
  ...part,
});

test("attempts are grouped by reaction and step; a success after failures is done", () => {
  const [first, second] = reactionsOf(
    event({
      attempts: [
        attempt({ outcome: "FAILED", error: "no" }),
        attempt({ functionId: "notify", step: "queue" }),
        attempt({ attempt: 1 }),
      ],
    }),
  );
  expect(first).toMatchObject({ functionId: "credit-miles", state: "DONE" });
  expect(first?.steps[0]?.attempts.map((each) => each.attempt)).toEqual([0, 1]);
  expect(second).toMatchObject({ functionId: "notify", state: "DONE" });
});

const failed = attempt({ outcome: "FAILED", error: "no" });
const letter = (part: Partial<Letter> = {}): Letter => ({
  functionId: "credit-miles",
  runId: "run",
  error: "no",
  open: true,
  ...part,
});

test.each([
  ["is being retried while there is no letter", [failed], [], "RETRYING"],
  ["is stopped once it has a dead letter", [failed], [letter()], "STOPPED"],
  ["was replayed once its letter is closed", [failed], [letter({ open: false })], "REPLAYED"],
  ["in a batch is stopped by the letter of its event", [failed], [letter({ runId: "run/e" })], "STOPPED"],
  ["is not stopped by another run's letter", [failed], [letter({ runId: "other" })], "RETRYING"],
] as const)("a reaction %s", (_, attempts, deadLetters, state) => {
  expect(reactionsOf(event({ attempts, deadLetters }))[0]).toMatchObject({ state, steps: [{ state }] });
});

test("a run that refused its event before any step is stopped, with its error", () => {
  const [only] = reactionsOf(event({ deadLetters: [letter({ error: "version 99" })] }));
  expect(only).toMatchObject({ state: "STOPPED", steps: [], error: "version 99" });
});

test.each([
  ["is retried by its run", [], "QUEUED", "RETRYING"],
  ["is left to the sweep when every retry failed", ["report-undelivered"], "QUEUED", "POSTPONED"],
  ["was sent later by the sweep", ["report-undelivered"], "SENT", "SENT_LATER"],
] as const)("an e-mail %s", (_, steps, email, state) => {
  const attempts = [attempt({ step: "deliver-email", outcome: "FAILED", error: "down" })];
  const more = steps.map((step) => attempt({ step }));
  expect(reactionsOf(event({ attempts: [...attempts, ...more], email }))[0]?.state).toBe(state);
});

test.each([
  ["all is done", event({ attempts: [attempt({})] }), false],
  ["an event waits to be published", event({ publishedAt: null }), true],
  ["a parked event waits for a person", event({ publishedAt: null, parkedReason: "too big" }), false],
  ["just published", event({ publishedAt: at(2) }), true],
  ["a step is being retried", event({ attempts: [attempt({ outcome: "FAILED", error: "no" })] }), true],
  ["a step failed in every retry", event({ attempts: [failed], deadLetters: [letter()] }), false],
  [
    "a step has failed for hours",
    event({ attempts: [attempt({ outcome: "FAILED", error: "no", endedAt: at(7_200) })] }),
    false,
  ],
])("%s", (_, given, expected) => expect(isUnderWay([given], now)).toBe(expected));
