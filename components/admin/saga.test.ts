import { expect, test } from "vitest";
import { type Attempt, isUnderWay, reactionsOf, type SagaEvent } from "./saga";

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
  eventId: "e",
  name: "reservation/reservation.created",
  occurredAt: at(61),
  publishedAt: at(60),
  parkedReason: null,
  attempts: [],
  ...part,
});

test("attempts are grouped by reaction and step; a success after failures is done", () => {
  const [first, second] = reactionsOf({
    attempts: [
      attempt({ outcome: "FAILED", error: "no" }),
      attempt({ functionId: "notify", step: "queue" }),
      attempt({ attempt: 1 }),
    ],
  });
  expect(first).toMatchObject({ functionId: "credit-miles", state: "DONE" });
  expect(first?.steps[0]?.attempts.map((each) => each.attempt)).toEqual([0, 1]);
  expect(second).toMatchObject({ functionId: "notify", state: "DONE" });
});

test.each([
  ["all is done", event({ attempts: [attempt({})] }), false],
  ["an event waits to be published", event({ publishedAt: null }), true],
  ["a parked event waits for a person", event({ publishedAt: null, parkedReason: "too big" }), false],
  ["just published", event({ publishedAt: at(2) }), true],
  ["a step is tried again", event({ attempts: [attempt({ outcome: "FAILED", error: "no" })] }), true],
  [
    "a step has failed for hours",
    event({ attempts: [attempt({ outcome: "FAILED", error: "no", endedAt: at(7_200) })] }),
    false,
  ],
])("%s", (_, given, expected) => expect(isUnderWay([given], now)).toBe(expected));
