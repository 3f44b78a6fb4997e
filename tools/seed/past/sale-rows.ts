import { ticketNumber } from "@/server/reservation/domain/ticket-number";
import { contactKeys } from "@/server/reservation/passengers/contact-key-rules";
import type { CancelCause } from "@/server/shared/fare-terms";
import { nameKey } from "@/server/shared/person-name";
import { HOUR, iso, MINUTE } from "./chance";
import type { Row, Rows } from "./rows";
import { type Leg, seatsOfLeg, type Traveller, type Trip } from "./trip";

/** A passenger on a flight, with what it cost. */
export type Coupon = {
  id: string;
  leg: Leg;
  segmentIndex: number;
  traveller: Traveller;
  passengerIndex: number;
};

/** A sold trip with the ids of its order. */
export type Order = { trip: Trip; changeId: string; paymentId: string; tickets: string[]; coupons: Coupon[] };

const HOLD_MS = 20 * MINUTE;
export const deadlineOf = ({ heldAt }: Trip): number => heldAt + HOLD_MS;

/** How the reservation stands now. */
export type Standing = {
  status: "CREATED" | "CANCELLED" | "EXPIRED";
  version: number;
  endedAt: number | null;
  cancelCause?: CancelCause;
  refunded?: number;
};

/** Writes the reservation with its flights, passengers and prices. */
export function addReservation(rows: Rows, trip: Trip, standing: Standing, paymentId: string | null): void {
  const { id, locator, member, heldAt, paidAt, total, counts } = trip;
  const isSold = standing.status !== "EXPIRED";
  const { emailKey, phoneKey } = contactKeys(member);
  rows.add("reservation.reservations", {
    ...{
      id,
      locator,
      status: standing.status,
      customer_id: member.id,
      client_key: "past",
      idempotency_key: id,
    },
    ...{ email_key: emailKey, phone_key: phoneKey, unproven: false, locale: member.locale },
    ...{ contact_email: member.email, contact_phone: member.phone, ...counts, passengers_complete: true },
    ...{ total_amount: total, payment_deadline: iso(deadlineOf(trip)), held_at: iso(heldAt) },
    price_guaranteed_until: iso(heldAt + HOUR),
    created_at: isSold ? iso(paidAt) : null,
    ended_at: standing.endedAt === null ? null : iso(standing.endedAt),
    end_cause: isSold ? null : "DEADLINE",
    cancel_cause: standing.cancelCause ?? null,
    version: standing.version,
    ...{ paid_amount: isSold ? total : 0, refunded_amount: standing.refunded ?? 0, payment_id: paymentId },
  });
}

export function addParts(
  rows: Rows,
  trip: Trip,
  tickets: readonly string[],
  isKept: (leg: Leg) => boolean,
): void {
  const { id: reservation_id, legs, travellers, lines, fate } = trip;
  for (const [position, leg] of legs.entries())
    rows.add("reservation.segments", {
      ...{
        id: leg.id,
        reservation_id,
        position,
        flight_id: leg.flight.id,
        brand: leg.brand,
        cabin: leg.cabin,
      },
      ...{ brand_rule: leg.rule, kept: isKept(leg), adult_fare: leg.adultFare },
      missed_at: fate.kind === "NO_SHOW" && fate.leg === position ? iso(fate.at) : null,
    });
  for (const [position, person] of travellers.entries())
    rows.add("reservation.passengers", {
      ...{ id: person.id, reservation_id, position, type: person.type, surname: person.surname },
      ...{
        given_name: person.givenName,
        surname_key: nameKey(person.surname),
        korean_name: person.koreanName,
      },
      ...{ birth_date: person.birthDate, gender: person.gender, nationality: person.nationality },
      ticket_number: tickets[position] ?? null,
    });
  for (const { kind, segmentIndex, passengerIndex, amount } of lines)
    rows.add("reservation.price_lines", {
      ...{ reservation_id, kind, segment_position: segmentIndex, passenger_position: passengerIndex, amount },
    });
}

export function addSeats(rows: Rows, trip: Trip, isActive: (leg: Leg) => boolean): void {
  for (const leg of trip.legs)
    for (const { passengerId, seat } of seatsOfLeg(trip, leg))
      rows.add("reservation.seat_assignments", {
        ...{ flight_id: leg.flight.id, seat, segment_id: leg.id, passenger_id: passengerId },
        ...{ reservation_id: trip.id, active: isActive(leg) },
      });
}

/** Issues the order of a trip: its tickets get the next serials. */
export function orderOf(trip: Trip, firstSerial: number): Order {
  const { chance, paidAt, heldAt } = trip;
  return {
    trip,
    changeId: chance.id(paidAt),
    paymentId: chance.id(heldAt + MINUTE),
    tickets: trip.travellers.map((_, n) => ticketNumber(firstSerial + n)),
    coupons: trip.legs.flatMap((leg, segmentIndex) =>
      trip.travellers.map((traveller, passengerIndex) => ({
        ...{ id: chance.id(paidAt), leg, segmentIndex, traveller, passengerIndex },
      })),
    ),
  };
}

export type CouponEnd = { state: "OPEN" | "FLOWN" | "NO_SHOW" | "REFUNDED"; endedBy: string | null };

/** Writes the sale: the change ISSUE with its tickets, coupons, charges and its payment. */
export function addOrder(rows: Rows, order: Order, endOf: (coupon: Coupon) => CouponEnd): void {
  const { trip, changeId, tickets, coupons, paymentId } = order;
  const { id: reservation_id, total, heldAt, paidAt, member } = trip;
  rows.add("reservation.changes", {
    ...{
      id: changeId,
      reservation_id,
      kind: "ISSUE",
      status: "DONE",
      balance: total,
      quote: {},
      base_version: 0,
    },
    ...{ cause: null, asked_by_kind: "CUSTOMER", asked_by_id: member.id, quoted_at: iso(heldAt) },
    ...{ expires_at: null, ended_at: iso(paidAt) },
  });
  for (const [n, number] of tickets.entries())
    rows.add("reservation.tickets", {
      ...{ number, reservation_id, passenger_id: trip.travellers[n]?.id, change_id: changeId },
    });
  for (const coupon of coupons) {
    const { state, endedBy } = endOf(coupon);
    rows.add("reservation.coupons", {
      ...{ id: coupon.id, ticket_number: tickets[coupon.passengerIndex], number: coupon.segmentIndex + 1 },
      ...{ reservation_id, passenger_id: coupon.traveller.id, segment_id: coupon.leg.id },
      ...{ passenger_type: coupon.traveller.type, state, ended_by: endedBy },
    });
    for (const { kind, amount } of linesOf(order, coupon))
      rows.add("reservation.charges", {
        ...{ reservation_id, change_id: changeId, coupon_id: coupon.id, kind, amount },
      });
  }
  addPayment(rows, order);
  rows.add("reservation.payment_decisions", {
    ...{ payment_id: paymentId, reservation_id, decision: "ACCEPTED", reason: null, amount: total },
    ...{ decided_at: iso(paidAt), change_id: changeId },
  });
}

/** The price of one passenger on one flight. */
export const linesOf = ({ trip }: Order, { segmentIndex, passengerIndex }: Coupon) =>
  trip.lines.filter((l) => l.segmentIndex === segmentIndex && l.passengerIndex === passengerIndex);

/** The provider's ids of a payment follow from ours. */
const providerIds = (paymentId: string): { session: string; intent: string } => {
  const tail = paymentId.replaceAll("-", "");
  return { session: `cs_test_${tail}`, intent: `pi_${tail}` };
};

function addPayment(rows: Rows, { trip, paymentId }: Order): void {
  const { id, member, locator, total, paidAt } = trip;
  const { session, intent } = providerIds(paymentId);
  const payment: Row = {
    ...{
      id: paymentId,
      reservation_id: id,
      customer_id: member.id,
      locator,
      locale: member.locale,
      attempt: 1,
    },
    ...{ amount: total, status: "CAPTURED", checkout_session_id: session, payment_intent_id: intent },
    ...{ failed_attempts: [], due_at: iso(deadlineOf(trip)), captured_at: iso(paidAt - 400) },
    ...{ created_at: iso(paidAt - MINUTE) },
  };
  rows.add("payment.payments", payment);
}
