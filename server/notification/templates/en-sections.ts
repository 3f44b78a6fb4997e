import { formatInstant, formatInteger, formatKrw, formatLocalDate } from "@/i18n/format";
import type { NotifiableData } from "@/server/notification/events";
import { cancelledFlight } from "./cancelled-flight";
import type { Section } from "./content";
import { seatsOf } from "./seats";

type Reservation = Pick<NotifiableData["reservationHeld"], "segments">;
type Segment = Reservation["segments"][number];

export const won = (amount: number) => formatKrw(amount, "en");
export const miles = (amount: number) => `${formatInteger(amount)} miles`;
const local = (at: string, zone: string) => `${formatInstant(at, zone, "dateTime", "en")} local time`;
const cabins: Record<string, string> = { ECONOMY: "Economy", BUSINESS: "Business" };
const brands: Record<string, string> = {
  SAVER: "Saver",
  STANDARD: "Standard",
  FLEX: "Flex",
  BUSINESS: "Business",
};
const types = { ADULT: "Adult", CHILD: "Child", INFANT: "Infant" } as const;
export const closing = "MSA Air";

const fare = ({ cabin, brand }: Segment) =>
  [cabins[cabin] ?? cabin, brand !== cabin && (brands[brand] ?? brand)].filter(Boolean).join(" ");

/** Returns true when some flights had departed and only the others were cancelled. */
export const isInPart = ({ segments }: Reservation) => segments.some(({ kept }) => kept);

/** Says of each leg whether it departed or was cancelled, when a cancellation kept some of the legs. */
const fateOf = (segment: Segment, { segments }: Reservation): string => {
  if (segment.kept) return " · departed";
  return isInPart({ segments }) ? " · cancelled" : "";
};

const legRows = (s: Segment): Section["rows"] => [
  { label: "Flight", value: `${s.designator} · ${fare(s)}` },
  {
    label: "Route",
    value: `${s.originCityEn} (${s.origin}) to ${s.destinationCityEn} (${s.destination})`,
  },
  { label: "Departs", value: local(s.departsAt, s.originZone) },
  { label: "Arrives", value: local(s.arrivesAt, s.destinationZone) },
];

export const itinerary = (r: Reservation, cancelled?: Segment): Section[] =>
  r.segments.map((s, i) => ({
    title: `${r.segments.length > 1 ? `Flight ${i + 1}` : "Your flight"}${s === cancelled ? " · cancelled" : fateOf(s, r)}`,
    rows: legRows(s),
  }));

/** Flights under one title each: "Flight before", with a number when there are several. */
export const titledLegs = (segments: readonly Segment[], title: string): Section[] =>
  segments.map((s, i) => ({ title: segments.length > 1 ? `${title} ${i + 1}` : title, rows: legRows(s) }));

const baggage = (s: Segment): Section["rows"] =>
  s.checkedBaggageKg === undefined
    ? []
    : [{ label: "Checked bag", value: s.checkedBaggageKg > 0 ? `${s.checkedBaggageKg} kg` : "none" }];

export const withBaggage = ({ segments }: Reservation, sections: Section[]): Section[] =>
  sections.map(({ title, rows }, i) => ({
    title,
    rows: [...rows, ...segments.slice(i, i + 1).flatMap(baggage)],
  }));

export const named = ({ designator, departureDate, originCityEn, destinationCityEn }: Segment) =>
  `flight ${designator} of ${formatLocalDate(departureDate, "date", "en")} (${originCityEn} to ${destinationCityEn})`;

/** The passenger's type on later flights where a birthday changes it. */
const grown = ({ segments }: Reservation, passengerId: string): string[] =>
  segments.flatMap(({ designator, changedTypes = [] }) =>
    changedTypes
      .filter((changed) => changed.passengerId === passengerId)
      .map(({ type }) => `${types[type]} on ${designator}`),
  );

export const tickets = (
  r: Pick<NotifiableData["reservationCreated"], "segments" | "passengers">,
  title = "Passengers and e-tickets",
): Section => ({
  title,
  rows: r.passengers.map((p, i) => {
    const seats = seatsOf(r, p.id);
    const ticket = p.ticketNumber && `ticket ${p.ticketNumber}`;
    return {
      label: p.name ?? `Passenger ${i + 1}`,
      value: [types[p.type], ...grown(r, p.id), ticket, seats && `seats ${seats}`]
        .filter(Boolean)
        .join(" · "),
    };
  }),
});

/** Passengers with their tickets. */
export const passengerRows = (people: NotifiableData["reservationCreated"]["passengers"]): Section["rows"] =>
  people.map(({ name, type, ticketNumber }, i) => ({
    label: name ?? `Passenger ${i + 1}`,
    value: [types[type], ticketNumber && `ticket ${ticketNumber}`].filter(Boolean).join(" · "),
  }));

export const booking = (...rows: Section["rows"]): Section => ({ title: "Your booking", rows });
export const locatorRow = (locator: string) => ({ label: "Booking reference", value: locator });

const holdEndings = {
  DEADLINE: "We did not receive your payment in time, so the booking was cancelled automatically.",
  RELEASED: "We have cancelled the unpaid booking as you asked.",
  SALES_CLOSED:
    "We did not receive your payment before sales for the flight closed, so the booking was cancelled automatically.",
  FLIGHT_CANCELLED:
    "The flight has been cancelled, so your unpaid booking was cancelled too. We are sorry for the inconvenience.",
} as const;

export const holdEnding = (r: NotifiableData["reservationExpired"]): string => {
  const flight = r.cause === "FLIGHT_CANCELLED" ? cancelledFlight(r) : undefined;
  const ending = holdEndings[r.cause];
  return flight ? ending.replace("The flight", `Your ${named(flight)}`) : ending;
};

const lateRefund =
  "We have no record of a payment. If one is still approved, we will refund you in full and let you know.";
const lateOrConfirmed =
  "We have no record of a payment. If one is still approved, we will confirm your booking or refund you in full, and let you know.";

/** Says what happens to a payment that is approved later, and what the customer can do now. */
export const afterHold = {
  DEADLINE: [lateOrConfirmed, "You can book again while seats are available."],
  SALES_CLOSED: [lateOrConfirmed, "This flight can no longer be booked. Please choose another one."],
  RELEASED: [lateRefund, "You can book again while seats are available."],
  FLIGHT_CANCELLED: [lateRefund, "You are welcome to book another flight."],
} as const;

/** Says how much is refunded after the airline cancelled a flight: everything except flights that had departed. */
export const airlineRefund = (r: NotifiableData["reservationCancelled"]): string => {
  if (isInPart(r))
    return "All flights of your booking that had not left have been cancelled, and what you paid for them will be refunded without any fee. Depending on your card issuer this takes 3–5 business days. There is nothing you need to do.";
  const booking =
    r.segments.length > 1
      ? "Your whole booking, with its other flights, has been cancelled"
      : "Your booking has been cancelled";
  const amount =
    r.refundAmount === r.paidAmount
      ? "everything you paid will be returned"
      : "what you paid, but for flights that have departed, will be returned";
  return `${booking} and ${amount} without any fee. Depending on your card issuer this takes 3–5 business days. There is nothing you need to do.`;
};

export const refusals = {
  HOLD_EXPIRED:
    "Your payment arrived after the deadline and no seats were left, so we could not confirm the booking.",
  ALREADY_PAID: "This booking had already been paid for, and a second payment came in.",
  CANCELLED: "A payment came in for a booking that had already been cancelled.",
  AMOUNT_MISMATCH: "The amount paid did not match the price of the booking, so we could not confirm it.",
  SALES_CLOSED:
    "Your payment was completed after sales and check-in for the flight had closed, so we could not confirm the booking.",
  FLIGHT_DEPARTED:
    "Your payment was completed after the flight had left, so we could not confirm the booking.",
  CHANGE_OUTDATED: "The booking was changed while you were paying, so we could not confirm it.",
} as const;

/** "MA101 · Wed 2 Dec 2026, Seoul to Jeju" */
export const legLabel = ({ designator, departureDate, originCityEn, destinationCityEn }: Segment) =>
  `${designator} · ${formatLocalDate(departureDate, "date", "en")}, ${originCityEn} to ${destinationCityEn}`;

type Part = Pick<NotifiableData["partCancelled"], "segments" | "passengers" | "givenUp">;

/** The passengers of a part of the trip, flight by flight. */
export const partOf = (
  { segments, passengers }: Omit<Part, "givenUp">,
  pairs: Part["givenUp"],
  title: string,
): Section => ({
  title,
  rows: segments.flatMap((segment) => {
    const people = passengers.filter(({ id }) =>
      pairs.some(({ segmentId, passengerId }) => segmentId === segment.id && passengerId === id),
    );
    const label = legLabel(segment);
    const names = people.map(({ name }, i) => name ?? `Passenger ${i + 1}`);
    return names.length > 0 ? [{ label, value: names.join(", ") }] : [];
  }),
});

/** Says when the refund arrives, or that there is none. */
export const refundNote = (refundAmount: number): string =>
  refundAmount > 0
    ? "We are refunding the amount below to your original payment method. Depending on your card issuer this takes 3–5 business days; we will email you when it is done."
    : "Under the fare rules there is no amount to refund.";

/** The fee that the airline left out, and the line that takes it back. No rows when there is none. */
export const waivedFee = (amount = 0): Section["rows"] =>
  amount > 0 ? [{ label: "Cancellation fee", value: won(amount) }, ...feeWaiver(amount)] : [];

/** The line that takes a fee back. */
export const feeWaiver = (amount = 0): Section["rows"] =>
  amount > 0 ? [{ label: "Fee waived", value: won(-amount) }] : [];
