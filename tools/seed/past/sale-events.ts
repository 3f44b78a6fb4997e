import { paymentCaptured } from "@/server/payment/events";
import {
  noShowRecorded,
  reservationCreated,
  reservationExpired,
  reservationHeld,
} from "@/server/reservation/events";
import { iso, MINUTE, SECOND } from "./chance";
import { type Journal, type PastActor, type PastEvent, uncheckedEvent } from "./journal";
import { deadlineOf, type Order } from "./sale-rows";
import { eventLeg, type Leg, type Trip } from "./trip";

const system = (id: string): PastActor => ({ kind: "SYSTEM", id });
export const customerOf = ({ member }: Trip): PastActor => ({ kind: "CUSTOMER", id: member.id });

/** The data of every event of a trip. */
export const eventData = (trip: Trip, tickets: readonly string[], legs: unknown[]) => ({
  reservationId: trip.id,
  locator: trip.locator,
  customerId: trip.member.id,
  locale: trip.member.locale,
  contactEmail: trip.member.email,
  totalAmount: trip.total,
  segments: legs as ReturnType<typeof eventLeg>[],
  passengers: trip.travellers.map(({ id, type, surname, givenName }, n) => ({
    ...{ id, type, name: `${surname}/${givenName}`, ticketNumber: tickets[n] ?? null },
  })),
});

/** An event of a trip at its moment. */
export const tripEvent = (
  trip: Trip,
  at: number,
  made: { name: string; version: number; data: unknown },
  causationId?: string,
): PastEvent => ({
  ...{ id: trip.chance.id(at), at, name: made.name, version: made.version, correlationId: trip.id },
  data: made.data as Record<string, unknown>,
  ...(causationId && { causationId }),
});

const withoutSeats = (trip: Trip, leg: Leg) => ({ ...eventLeg(trip, leg), seats: [] });

/** A hold, with the audit row of whoever made it. */
export function recordHold(journal: Journal, trip: Trip): void {
  const { id, heldAt, total, locator } = trip;
  const data = eventData(
    trip,
    [],
    trip.legs.map((leg) => withoutSeats(trip, leg)),
  );
  const deadline = iso(deadlineOf(trip));
  journal.record(
    tripEvent(trip, heldAt, uncheckedEvent(reservationHeld, { ...data, paymentDeadline: deadline })),
  );
  const held = { action: "hold-seats", after: { locator, totalAmount: total } };
  journal.audit(heldAt, customerOf(trip), { ...held, entity: "reservation", entityId: id }, id);
}

/** The end of a hold that nobody paid. @returns when it ended. */
export function recordUnpaid(journal: Journal, trip: Trip): number {
  const at = deadlineOf(trip) + 3 * SECOND;
  const data = eventData(
    trip,
    [],
    trip.legs.map((leg) => withoutSeats(trip, leg)),
  );
  journal.record(tripEvent(trip, at, uncheckedEvent(reservationExpired, { ...data, cause: "DEADLINE" })));
  const end = {
    action: "end-hold",
    before: { status: "HELD" },
    after: { status: "EXPIRED", cause: "DEADLINE" },
  };
  journal.audit(
    at,
    system("expire-overdue-holds"),
    { ...end, entity: "reservation", entityId: trip.id },
    trip.id,
  );
  return at;
}

/** The payment and what it made. @returns the event that tells of the reservation. */
export function recordSale(journal: Journal, { trip, tickets, paymentId }: Order): PastEvent {
  const { id, paidAt, total: amount, member, locator } = trip;
  const payment = { action: "start-checkout", entity: "payment", entityId: paymentId, after: { amount } };
  journal.audit(paidAt - MINUTE, customerOf(trip), payment, id);
  const facts = {
    paymentId,
    reservationId: id,
    customerId: member.id,
    locator,
    locale: member.locale,
    amount,
  };
  const capturedAt = iso(paidAt - 400);
  journal.record(
    tripEvent(trip, paidAt - 400, uncheckedEvent(paymentCaptured, { ...facts, capturedAt, changeId: null })),
  );
  const webhook = system("stripe-webhook");
  journal.audit(paidAt - 400, webhook, { ...payment, action: "capture" }, id);
  const created = { action: "accept-payment", after: { status: "CREATED", amount } };
  journal.audit(paidAt, webhook, { ...created, entity: "reservation", entityId: id }, id);
  const data = eventData(
    trip,
    tickets,
    trip.legs.map((leg) => eventLeg(trip, leg)),
  );
  return journal.record(
    tripEvent(
      trip,
      paidAt,
      uncheckedEvent(reservationCreated, { ...data, paymentId, createdAt: iso(paidAt) }),
    ),
  );
}

/** Staff recorded that nobody of the trip boarded one of its flights. */
export function recordMissed(
  journal: Journal,
  { trip }: Order,
  missed: { at: number; leg: Leg },
  by: PastActor,
): void {
  const { reservationId, locator, customerId, locale, contactEmail } = eventData(trip, [], []);
  const { at, leg } = missed;
  const addressed = { reservationId, locator, customerId, locale, contactEmail };
  const told = { ...addressed, segments: [eventLeg(trip, leg)], recordedAt: iso(at) };
  journal.record(tripEvent(trip, at, uncheckedEvent(noShowRecorded, told)));
  const after = { segment: leg.id, missedAt: iso(at) };
  journal.audit(
    at,
    by,
    { action: "record-no-show", entity: "reservation", entityId: trip.id, after },
    trip.id,
  );
}
