import { refundCompleted } from "@/server/payment/events";
import { refundIdOf } from "@/server/payment/refund-rules";
import { feesOf } from "@/server/reservation/cancel/fee-rules";
import { quoteRefund, type RefundQuote } from "@/server/reservation/domain/refund";
import { reservationCancelled } from "@/server/reservation/events";
import type { SalePolicies } from "@/server/reservation/shop/sale-policies";
import { iso, MINUTE, SECOND } from "./chance";
import { type Journal, type PastEvent, uncheckedEvent } from "./journal";
import type { Row, Rows } from "./rows";
import { customerOf, eventData, tripEvent } from "./sale-events";
import { type Coupon, linesOf, type Order } from "./sale-rows";
import { eventLeg, type Fate, type Leg } from "./trip";

export type Ended = Extract<Fate, { kind: "CANCELLED" | "AIRLINE" }>;

/** What a cancellation gives back, by the rule that the verbs ask. */
export type Cancelled = {
  fate: Ended;
  changeId: string;
  quote: RefundQuote;
  refund: number;
  /** Flights that had left: they are kept. */
  isKept: (leg: Leg) => boolean;
  givenUp: Coupon[];
};

const QUOTED_BEFORE_MS = 2 * MINUTE;
const QUOTE_MS = 15 * MINUTE;

/** Reckons the cancellation of a whole trip at its moment. */
export function cancellationOfOrder(order: Order, fate: Ended, policies: SalePolicies): Cancelled {
  const { trip } = order;
  const quote = quoteRefund({
    cause: fate.kind === "AIRLINE" ? "AIRLINE" : "CUSTOMER",
    lines: trip.lines,
    purchasedAt: iso(trip.paidAt),
    now: iso(fate.at),
    ...(fate.kind === "CANCELLED" && { quotedAt: iso(fate.at - QUOTED_BEFORE_MS) }),
    segments: trip.legs.map(({ flight, brand, rule }) => ({
      ...{ scope: flight.scope, brand, refundable: rule.refundable, departsAt: iso(flight.departs) },
      ...{ originZone: flight.originZone, missed: false },
      flightCancelled: fate.kind === "AIRLINE" && fate.flight === flight,
    })),
    policies: policies.REFUND,
    cutoffs: policies.CUTOFFS,
  });
  const isKept = (leg: Leg) => quote.standings[trip.legs.indexOf(leg)] === "DEPARTED";
  return {
    ...{ fate, quote, isKept, refund: quote.refundable.amount, changeId: trip.chance.id(fate.at) },
    givenUp: order.coupons.filter(({ leg }) => !isKept(leg)),
  };
}

const askedBy = (order: Order, { fate }: Cancelled) =>
  fate.kind === "AIRLINE"
    ? { kind: "SYSTEM", id: "cancel-reservations-on-flight-cancelled" }
    : customerOf(order.trip);

/** Writes the change CANCEL with its charges, its share of the payment and the refund. */
export function addCancellation(rows: Rows, order: Order, cancelled: Cancelled): void {
  const { changeId, refund, fate } = cancelled;
  const reservation_id = order.trip.id;
  const by = askedBy(order, cancelled);
  const isQuoted = fate.kind === "CANCELLED";
  const quotedAt = isQuoted ? fate.at - QUOTED_BEFORE_MS : fate.at;
  rows.add("reservation.changes", {
    ...{ id: changeId, reservation_id, kind: "CANCEL", status: "DONE", balance: -refund },
    ...{ quote: isQuoted ? quoteOf(cancelled) : {}, base_version: 1 },
    ...{ cause: isQuoted ? "CUSTOMER" : "AIRLINE", asked_by_kind: by.kind, asked_by_id: by.id },
    ...{
      quoted_at: iso(quotedAt),
      expires_at: isQuoted ? iso(quotedAt + QUOTE_MS) : null,
      ended_at: iso(fate.at),
    },
  });
  rows.add("reservation.charges", ...chargesOf(order, cancelled));
  if (refund === 0) return;
  rows.add("reservation.allotments", { change_id: changeId, payment_id: order.paymentId, amount: refund });
  const refundId = refundIdOf({ paymentId: order.paymentId, reason: "CANCELLED", changeId });
  rows.add("payment.refunds", {
    ...{ id: refundId, payment_id: order.paymentId, reservation_id, amount: refund, reason: "CANCELLED" },
    ...{ change_id: changeId, status: "COMPLETED", provider_refund_id: `re_${refundId.replaceAll("-", "")}` },
    ...{ attempts: 1, created_at: iso(fate.at + SECOND), completed_at: iso(fate.at + 3 * SECOND) },
  });
}

const quoteOf = ({ givenUp, quote, refund }: Cancelled) => ({
  coupons: givenUp.map(({ id }) => id),
  ...{ paidAmount: quote.paid.amount, refundAmount: refund, deductions: quote.deductions },
  ...{ waivedAmount: 0, whole: true },
});

/** The opposite of each price line that is given up, and the fee of each coupon. */
function chargesOf(order: Order, { givenUp, quote, changeId }: Cancelled): Row[] {
  const fees = feesOf(quote.deductions);
  return givenUp.flatMap((coupon) =>
    [
      ...linesOf(order, coupon).map(({ kind, amount }) => ({ kind, amount: -amount })),
      ...fees.filter(
        (fee) => fee.segmentIndex === coupon.segmentIndex && fee.passengerIndex === coupon.passengerIndex,
      ),
    ]
      .filter(({ amount }) => amount !== 0)
      .map(({ kind, amount }) => ({
        ...{ reservation_id: order.trip.id, change_id: changeId, coupon_id: coupon.id, kind, amount },
      })),
  );
}

/** @returns the event that tells of the cancellation, after which miles are taken back. */
export function recordCancellation(
  journal: Journal,
  order: Order,
  cancelled: Cancelled,
  causationId?: string,
): PastEvent {
  const { trip, tickets, paymentId } = order;
  const { fate, refund, givenUp, isKept, changeId } = cancelled;
  const isAirline = fate.kind === "AIRLINE";
  const cause = isAirline ? ("AIRLINE" as const) : ("CUSTOMER" as const);
  const by = askedBy(order, cancelled);
  const after = {
    status: "CANCELLED",
    cause,
    refundAmount: refund,
    kept: trip.legs.filter(isKept).map(({ id }) => id),
  };
  const change = {
    action: "cancel",
    entity: "reservation",
    entityId: trip.id,
    before: { status: "CREATED" },
    after,
  };
  journal.audit(fate.at, by, change, trip.id);
  const legs = trip.legs.map((leg) =>
    isKept(leg) ? { ...eventLeg(trip, leg), kept: true } : { ...eventLeg(trip, leg), seats: [] },
  );
  const told = journal.record(
    tripEvent(
      trip,
      fate.at,
      uncheckedEvent(reservationCancelled, {
        ...eventData(trip, tickets, legs),
        ...{
          cause,
          reason: isAirline ? fate.reason : null,
          paymentId,
          paidAmount: trip.total,
          refundAmount: refund,
        },
        ...{ cancelledAt: iso(fate.at), cancelledFlightId: isAirline ? fate.flight.id : undefined, changeId },
        givenUp: givenUp.map(({ leg, traveller }) => ({ segmentId: leg.id, passengerId: traveller.id })),
        refunds: refund === 0 ? [] : [{ paymentId, amount: refund }],
      }),
      causationId,
    ),
  );
  if (refund > 0) recordRefund(journal, order, cancelled, told);
  return told;
}

function recordRefund(
  journal: Journal,
  order: Order,
  { fate, refund, changeId }: Cancelled,
  cause: PastEvent,
): void {
  const { trip, paymentId } = order;
  const facts = { customerId: trip.member.id, locator: trip.locator, locale: trip.member.locale };
  const refundId = refundIdOf({ paymentId, reason: "CANCELLED", changeId });
  const completed = {
    ...facts,
    paymentId,
    reservationId: trip.id,
    amount: refund,
    refundId,
    reason: "CANCELLED",
  };
  const by = { kind: "SYSTEM", id: "refund-on-reservation-cancelled" };
  const after = { amount: refund, reason: "CANCELLED" };
  journal.audit(
    fate.at + SECOND,
    by,
    { action: "refund", entity: "payment", entityId: paymentId, after },
    trip.id,
  );
  journal.record(tripEvent(trip, fate.at + 3 * SECOND, uncheckedEvent(refundCompleted, completed), cause.id));
}
