import { reactionsOf, type SagaEvent, type State } from "./saga";

/** The stages of a booking, in the words of the staff. */
export const stageKinds = [
  "HOLD",
  "PAYMENT",
  "CONFIRMATION",
  "CHANGE",
  "NO_SHOW",
  "CANCELLATION",
  "REFUND",
  "END",
  "OTHER",
] as const;
export type StageKind = (typeof stageKinds)[number];

/** WAITING: an event of the stage is not published yet. PARKED: an event will never be published. */
export type StageState = State | "WAITING" | "PARKED";

/** An event with the deliveries and miles that followed from it. */
export type StageEvent = SagaEvent & { followUps: SagaEvent[] };
export type Stage = { key: string; kind: StageKind; events: StageEvent[]; state: StageState };

const kinds: Record<string, StageKind> = {
  "reservation/reservation.held": "HOLD",
  "payment/payment.captured": "PAYMENT",
  "payment/payment.failed": "PAYMENT",
  "reservation/reservation.created": "CONFIRMATION",
  "reservation/reservation.changed": "CHANGE",
  "reservation/reservation.flights-changed": "CHANGE",
  "reservation/change.payment-requested": "CHANGE",
  "reservation/change.expired": "CHANGE",
  "reservation/change.superseded": "CHANGE",
  "reservation/reservation.claimed": "CHANGE",
  "reservation/contact.changed": "CHANGE",
  "reservation/contact.replaced": "CHANGE",
  "reservation/reservation.split": "CHANGE",
  "reservation/reservation.split-off": "CHANGE",
  "reservation/name.corrected": "CHANGE",
  "reservation/flight.retimed": "CHANGE",
  "reservation/no-show.recorded": "NO_SHOW",
  "reservation/reservation.cancelled": "CANCELLATION",
  "reservation/reservation.part-cancelled": "CANCELLATION",
  "schedule/flight.cancelled": "CANCELLATION",
  "reservation/payment.refused": "REFUND",
  "payment/refund.completed": "REFUND",
  "payment/refund.failed": "REFUND",
  "reservation/reservation.expired": "END",
};

/** Returns true for the events of contexts that only react: such an event is shown with its cause. */
const isFollowUp = ({ kind, name }: SagaEvent) =>
  kind === "EVENT" && (name.startsWith("notification/") || name.startsWith("mileage/"));

/**
 * The events of a booking by stage, in order. Successive events of one kind form one stage. A follow-up belongs to
 * the stage of its cause, even when it came much later. A sweep belongs to the stage in which it ran.
 */
export function stagesOf(saga: readonly SagaEvent[]): Stage[] {
  const own: StageEvent[] = saga
    .filter((event) => !isFollowUp(event))
    .map((event) => ({ ...event, followUps: [] }));
  const causes = new Map(saga.map((event) => [event.eventId, event]));
  for (const event of saga.filter(isFollowUp)) {
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

/**
 * The event from which a follow-up came, also through other follow-ups: the message about miles leads to the miles,
 * and these to the change of the booking. Undefined when a cause is missing or the causes form a circle.
 */
function rootOf(event: SagaEvent, causes: ReadonlyMap<string, SagaEvent>): SagaEvent | undefined {
  let cause: SagaEvent | undefined = event;
  for (let steps = 0; cause && isFollowUp(cause) && steps <= causes.size; steps++)
    cause = cause.causationId ? causes.get(cause.causationId) : undefined;
  return cause;
}

/** The states that need a person come first. */
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
