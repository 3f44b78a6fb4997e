import { reactionsOf, type SagaEvent, type State } from "./saga";

/** The parts of a booking's life as staff speak of them. */
export const stageKinds = [
  "HOLD",
  "PAYMENT",
  "CONFIRMATION",
  "CHANGE",
  "CANCELLATION",
  "REFUND",
  "END",
  "OTHER",
] as const;
export type StageKind = (typeof stageKinds)[number];

/** WAITING: an event of it is not published yet. PARKED: one never will be. */
export type StageState = State | "WAITING" | "PARKED";

/** An event with the deliveries and miles that came of it. */
export type StageEvent = SagaEvent & { followUps: SagaEvent[] };
export type Stage = { key: string; kind: StageKind; events: StageEvent[]; state: StageState };

const kinds: Record<string, StageKind> = {
  "reservation/reservation.held": "HOLD",
  "payment/payment.captured": "PAYMENT",
  "payment/payment.failed": "PAYMENT",
  "reservation/reservation.created": "CONFIRMATION",
  "reservation/reservation.changed": "CHANGE",
  "reservation/reservation.cancelled": "CANCELLATION",
  "schedule/flight.cancelled": "CANCELLATION",
  "reservation/payment.refused": "REFUND",
  "payment/refund.completed": "REFUND",
  "payment/refund.failed": "REFUND",
  "reservation/reservation.expired": "END",
};

/** Contexts that only answer to what others decide: what they tell of belongs to its cause. */
const follows = ({ kind, name }: SagaEvent) =>
  kind === "EVENT" && (name.startsWith("notification/") || name.startsWith("mileage/"));

/**
 * A booking's events by the step of its life, in order. Neighbours of one kind are one stage; what only follows
 * stands with its cause, however much later it came; a sweep stands in the stage that it fell into.
 */
export function stagesOf(saga: readonly SagaEvent[]): Stage[] {
  const own: StageEvent[] = saga
    .filter((event) => !follows(event))
    .map((event) => ({ ...event, followUps: [] }));
  const causes = new Map(saga.map((event) => [event.eventId, event]));
  for (const event of saga.filter(follows)) {
    const root = rootOf(event, causes);
    const cause = own.find(({ eventId }) => eventId === root?.eventId);
    if (cause) cause.followUps.push(event);
    else own.push({ ...event, followUps: [] });
  }
  const stages: Omit<Stage, "state">[] = [];
  for (const event of own) {
    const last = stages.at(-1);
    const kind = event.kind === "SWEEP" ? (last?.kind ?? "OTHER") : (kinds[event.name] ?? "OTHER");
    if (last?.kind === kind) last.events.push(event);
    else stages.push({ key: event.eventId, kind, events: [event] });
  }
  return stages.map((stage) => ({ ...stage, state: stateOf(stage.events) }));
}

/** The cause behind what only follows; a miles event's message leads to the booking's change. */
function rootOf(event: SagaEvent, causes: ReadonlyMap<string, SagaEvent>): SagaEvent | undefined {
  let cause: SagaEvent | undefined = event;
  for (let steps = 0; cause && follows(cause) && steps <= causes.size; steps++)
    cause = cause.causationId ? causes.get(cause.causationId) : undefined;
  return cause;
}

/** What a person has to look at comes first. */
const bySeverity: readonly StageState[] = ["STOPPED", "PARKED", "RETRYING", "POSTPONED", "WAITING"];

function stateOf(events: readonly StageEvent[]): StageState {
  const states = events
    .flatMap((event) => [event, ...event.followUps])
    .flatMap((event): StageState[] => [
      ...(event.parkedReason ? (["PARKED"] as const) : event.publishedAt ? [] : (["WAITING"] as const)),
      ...reactionsOf(event).map(({ state }) => state),
    ]);
  return bySeverity.find((state) => states.includes(state)) ?? "DONE";
}
