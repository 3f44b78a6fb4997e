import type { FlightLedgerEntry } from "@/server/mileage/schemas";
import type { PaymentView, RefundView } from "@/server/payment/schemas";
import type { BookingWithOrder } from "@/server/reservation/queries";
import { isFlown } from "@/server/reservation/schemas";
import { flightScope, type PriceLineKind, priceLineKinds } from "@/server/shared/fare-terms";
import type { Receipt, ReceiptFlight, ReceiptTerms, ReceiptTicket } from "@/server/shared/papers/receipt";
import { entriesOf, paymentsOf, refundsOf } from "./compose-receipt-money";

type Booking = BookingWithOrder["booking"];
type Order = BookingWithOrder["order"];
type Passenger = Booking["passengers"][number];

export type ReceiptSource = {
  booking: Booking & { createdAt: string };
  order: Order;
  payments: readonly PaymentView[];
  refunds: readonly RefundView[];
  /** Null for those who may not see the miles. */
  ledger: readonly FlightLedgerEntry[] | null;
  terms: ReceiptTerms[];
  /** The one passenger whose receipt it is; null for that of the party. */
  only: Passenger | null;
};

/**
 * Composes a receipt from the order's own lines. That of one passenger has the prices of this passenger alone, and no payments: these
 * are the party's.
 */
export function composeReceipt({ booking, order, only, ledger, terms, ...money }: ReceiptSource): Receipt {
  const isShown = (position: number | null) => only === null || only.position === position;
  const people = passengersOfTickets(booking, order);
  const couponPosition = positionsOfCoupons(order, people);
  const entries = entriesOf(
    order,
    ({ couponId }) => only === null || (couponId !== null && isShown(couponPosition.get(couponId) ?? null)),
  );
  const fares = faresOf(booking, isShown);
  const miles = ledger?.filter(({ passengerId }) => only === null || passengerId === only.id);
  return {
    locator: booking.locator,
    asOf: booking.now,
    issuedAt: booking.createdAt,
    isCancelled: booking.status === "CANCELLED",
    paidIn: booking.splitFrom?.locator ?? null,
    only: only && { name: nameOf(only), number: only.position + 1 },
    flights: booking.segments.map((segment) => flightOf(segment, booking)),
    tickets: ticketsOf(booking, order, people).filter(({ position }) => isShown(position)),
    fares,
    fareTotal: fares.reduce((sum, { total }) => sum + total, 0),
    entries,
    balance: entries.reduce(
      (sum, { charges }) => sum + charges.reduce((all, { amount }) => all + amount, 0),
      0,
    ),
    payments: only ? null : paymentsOf(order, money.payments),
    refunds: only ? null : refundsOf(order, money.refunds),
    miles: miles ? miles.reduce((sum, entry) => sum + entry.miles, 0) : null,
    terms,
  };
}

const nameOf = ({ surname, givenName }: Passenger): string => `${surname ?? ""}/${givenName ?? ""}`;

/** The places in the booking of the passengers of all tickets; null for those who left the trip. */
function passengersOfTickets({ passengers }: Booking, { tickets }: Order): Map<string, number | null> {
  const inForce = new Map(passengers.map(({ ticketNumber, position }) => [ticketNumber, position]));
  const successors = new Map(tickets.map(({ number, successor }) => [number, successor]));
  const positionOf = (number: string): number | null => {
    const next = successors.get(number) ?? null;
    return inForce.get(number) ?? (next === null ? null : positionOf(next));
  };
  return new Map(tickets.map(({ number }) => [number, positionOf(number)]));
}

const positionsOfCoupons = (
  { tickets }: Order,
  people: Map<string, number | null>,
): Map<string, number | null> =>
  new Map(
    tickets.flatMap(({ number, coupons }) => coupons.map(({ id }) => [id, people.get(number) ?? null])),
  );

function flightOf(segment: Booking["segments"][number], { status, now, coupons }: Booking): ReceiptFlight {
  const { rule, international, position } = segment;
  const scope = flightScope(international);
  const isUsed = coupons.some((each) => each.segmentPosition === position && each.state !== "REFUNDED");
  const isGone = status === "CANCELLED" ? !segment.kept : !isUsed;
  const missed = segment.missedAt !== null;
  const hasFlown = isFlown({ ...segment, missed }, now);
  return {
    ...segment,
    ...{ brandKo: rule.nameKo, brandEn: rule.nameEn, carryOnKg: rule.carryOnKg },
    checkedBaggageKg: rule.checkedBaggageKg[scope],
    changeFeeKrw: rule.changeFeeKrw[scope],
    mileageRatePercent: rule.mileageRatePercent,
    state: isGone ? "CANCELLED" : missed ? "MISSED" : hasFlown ? "DEPARTED" : "AHEAD",
  };
}

/** The tickets with the coupons that no other ticket took the place of. */
function ticketsOf({ seats, segments }: Booking, { tickets }: Order, people: Map<string, number | null>) {
  const replaced = new Map(
    tickets.flatMap(({ number, successor }) => (successor ? [[successor, number]] : [])),
  );
  const seatOf = (position: number | null, coupon: { designator: string; departureDate: string }) => {
    const on = segments.find(
      ({ designator, departureDate }) =>
        designator === coupon.designator && departureDate === coupon.departureDate,
    );
    return seats.find((each) => each.passengerPosition === position && each.segmentPosition === on?.position);
  };
  return tickets
    .map(({ number, passenger, coupons }): ReceiptTicket & { position: number | null } => {
      const position = people.get(number) ?? null;
      const shown = coupons.filter(({ state }) => state !== "EXCHANGED");
      return {
        ...{ number, position, passenger: passenger ?? "", replaces: replaced.get(number) ?? null },
        coupons: shown.map((coupon) => ({
          ...{ number: coupon.number, designator: coupon.designator, type: coupon.passengerType },
          ...{ origin: coupon.origin, destination: coupon.destination, day: coupon.departureDate },
          state: coupon.countsAsFlown ? "FLOWN" : coupon.state,
          seat: coupon.state === "REFUNDED" ? null : (seatOf(position, coupon)?.seat ?? null),
        })),
      };
    })
    .filter(({ coupons }) => coupons.length > 0)
    .toSorted((a, b) => (a.position ?? AFTER_ALL) - (b.position ?? AFTER_ALL));
}

/** Who left the trip comes after those who are in it. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

/** The price of each passenger on each flight, as the order has it. */
function faresOf({ passengers, segments, priceLines }: Booking, isShown: (position: number) => boolean) {
  return passengers
    .filter(({ position }) => isShown(position))
    .flatMap((passenger) =>
      segments.flatMap(({ position, designator }) => {
        const lines = priceLines.filter(
          (line) => line.passengerPosition === passenger.position && line.segmentPosition === position,
        );
        if (lines.length === 0) return [];
        const amounts = Object.fromEntries(
          priceLineKinds.map((kind) => [kind, sumOf(lines.filter((line) => line.kind === kind))]),
        ) as Record<PriceLineKind, number>;
        return [{ passenger: nameOf(passenger), designator, amounts, total: sumOf(lines) }];
      }),
    );
}

const sumOf = (lines: readonly { amount: number }[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);
