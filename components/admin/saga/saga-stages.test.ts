import { expect, test } from "vitest";
import type { SagaEvent } from "./saga";
import { stagesOf } from "./saga-stages";

const at = (second: number) => new Date(Date.parse("2026-11-29T12:00:00Z") + second * 1_000);
const event = (eventId: string, name: string, part: Partial<SagaEvent> = {}): SagaEvent => ({
  kind: "EVENT",
  eventId,
  name,
  occurredAt: at(0),
  publishedAt: at(1),
  parkedReason: null,
  causationId: null,
  attempts: [],
  deadLetters: [],
  email: null,
  ...part,
});
const held = event("held", "reservation/reservation.held");
const captured = event("captured", "payment/payment.captured");
const created = event("created", "reservation/reservation.created", { causationId: "captured" });
const miles = event("miles", "mileage/mileage.increased", { causationId: "created" });
const milesMessage = event("miles-message", "notification/message.sent", { causationId: "miles" });
const mailed = event("mailed", "notification/message.sent", { causationId: "created" });
const cancelled = event("cancelled", "reservation/reservation.cancelled");
const refunded = event("refunded", "payment/refund.completed", { causationId: "cancelled" });

const outline = (saga: SagaEvent[]) =>
  stagesOf(saga).map(({ kind, events }) => [
    kind,
    events.map(({ eventId, followUps }) => [eventId, ...followUps.map((each) => each.eventId)].join(" ")),
  ]);

test("a booking is shown by its stages; deliveries and miles are shown with their cause", () => {
  expect(outline([held, captured, created, miles, mailed, milesMessage])).toEqual([
    ["HOLD", ["held"]],
    ["PAYMENT", ["captured"]],
    ["CONFIRMATION", ["created miles mailed miles-message"]],
  ]);
});

test("a late follow-up is shown with its cause too", () => {
  expect(outline([held, captured, created, cancelled, miles, refunded, mailed])).toEqual([
    ["HOLD", ["held"]],
    ["PAYMENT", ["captured"]],
    ["CONFIRMATION", ["created miles mailed"]],
    ["CANCELLATION", ["cancelled"]],
    ["REFUND", ["refunded"]],
  ]);
});

test("an event whose cause is missing, or whose causes form a circle, is shown by itself", () => {
  const circle = [
    event("a", "mileage/mileage.increased", { causationId: "b" }),
    event("b", "mileage/mileage.increased", { causationId: "a" }),
  ];
  expect(outline([held, event("lost", "notification/message.sent", { causationId: "gone" })])).toEqual([
    ["HOLD", ["held"]],
    ["OTHER", ["lost"]],
  ]);
  expect(outline([held, ...circle])).toEqual([
    ["HOLD", ["held"]],
    ["OTHER", ["a", "b"]],
  ]);
});

test("a sweep belongs to the stage in which it ran; an unknown event is a stage of its own", () => {
  const sweep = event("sweep", "sweep-holds", { kind: "SWEEP" });
  expect(outline([held, sweep, event("new", "reservation/reservation.upgraded")])).toEqual([
    ["HOLD", ["held", "sweep"]],
    ["OTHER", ["new"]],
  ]);
});

const attempt = (outcome: "SUCCEEDED" | "FAILED") => ({
  functionId: "credit-miles",
  runId: "run",
  step: "credit",
  attempt: 0,
  outcome,
  error: outcome === "FAILED" ? "no" : null,
  startedAt: at(2),
  endedAt: at(2),
});
const letter = { functionId: "credit-miles", runId: "run", error: "no", open: true };

test.each([
  ["all went well", { attempts: [attempt("SUCCEEDED")] }, "DONE"],
  ["a step is tried again", { attempts: [attempt("FAILED")] }, "RETRYING"],
  ["a step failed in every retry", { attempts: [attempt("FAILED")], deadLetters: [letter] }, "STOPPED"],
  ["an event waits", { publishedAt: null }, "WAITING"],
  ["an event is parked", { publishedAt: null, parkedReason: "too big" }, "PARKED"],
] as const)("the state of a stage when %s", (_, part, state) => {
  expect(stagesOf([{ ...created, ...part }])[0]?.state).toBe(state);
  const follower = { ...miles, ...part };
  expect(stagesOf([created, follower])[0]?.state).toBe(state);
});

test("a no-show that staff recorded is a stage of its own, before the cancellation", () => {
  const missed = event("missed", "reservation/no-show.recorded");
  expect(outline([created, missed, cancelled]).map(([kind]) => kind)).toEqual([
    "CONFIRMATION",
    "NO_SHOW",
    "CANCELLATION",
  ]);
});

test("a change of flights, paid or not, is a stage with its miles and messages", () => {
  const changed = event("changed", "reservation/reservation.flights-changed", { causationId: "captured" });
  const exchanged = event("exchanged", "mileage/mileage.exchanged", { causationId: "changed" });
  const unpaid = event("unpaid", "reservation/change.expired");
  const refused = event("refused", "reservation/payment.refused");
  expect(outline([created, captured, changed, exchanged, unpaid, refused])).toEqual([
    ["CONFIRMATION", ["created"]],
    ["PAYMENT", ["captured"]],
    ["CHANGE", ["changed exchanged", "unpaid"]],
    ["REFUND", ["refused"]],
  ]);
});
