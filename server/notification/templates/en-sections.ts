import { formatInstant, formatInteger, formatKrw, formatLocalDate } from "@/i18n/format";
import { cancelledFlight } from "./cancelled-flight";
import type { Section, ToldData } from "./content";
import { seatsOf } from "./seats";

type Reservation = Pick<ToldData["reservationHeld"], "locator" | "segments" | "passengers">;
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

export const itinerary = ({ segments }: Reservation, cancelled?: Segment): Section[] =>
  segments.map((s, i) => ({
    title: `${segments.length > 1 ? `Flight ${i + 1}` : "Your flight"}${s === cancelled ? " · cancelled" : ""}`,
    rows: [
      { label: "Flight", value: `${s.designator} · ${fare(s)}` },
      {
        label: "Route",
        value: `${s.originCityEn} (${s.origin}) to ${s.destinationCityEn} (${s.destination})`,
      },
      { label: "Departs", value: local(s.departsAt, s.originZone) },
      { label: "Arrives", value: local(s.arrivesAt, s.destinationZone) },
    ],
  }));

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

export const tickets = (r: Reservation): Section => ({
  title: "Passengers and e-tickets",
  rows: r.passengers.map((p, i) => {
    const seats = seatsOf(r, p.id);
    const ticket = p.ticketNumber && `ticket ${p.ticketNumber}`;
    return {
      label: p.name ?? `Passenger ${i + 1}`,
      value: [types[p.type], ticket, seats && `seats ${seats}`].filter(Boolean).join(" · "),
    };
  }),
});

export const booking = (...rows: Section["rows"]): Section => ({ title: "Your booking", rows });
export const locatorRow = (locator: string) => ({ label: "Booking reference", value: locator });

const holdEndings = {
  DEADLINE: "We did not receive your payment in time, so the booking was released automatically.",
  RELEASED: "We have released the unpaid booking as you asked.",
  FLIGHT_CANCELLED:
    "The flight will not operate, so your unpaid booking was cancelled. We are sorry for this.",
} as const;

export const holdEnding = (r: ToldData["reservationExpired"]): string => {
  const flight = r.cause === "FLIGHT_CANCELLED" ? cancelledFlight(r) : undefined;
  const ending = holdEndings[r.cause];
  return flight ? ending.replace("The flight", `Your ${named(flight)}`) : ending;
};

/** What comes back after a flight was cancelled: all of it, but for flights that have been flown. */
export const airlineRefund = (r: ToldData["reservationCancelled"]): string => {
  const booking =
    r.segments.length > 1
      ? "Your whole booking, with its other flights, has been cancelled"
      : "Your booking has been cancelled";
  const amount =
    r.refundAmount === r.paidAmount
      ? "everything you paid will be returned"
      : "what you paid, but for flights that have departed, will be returned";
  return `${booking} and ${amount} without any charge. You need not do anything.`;
};

export const refusals = {
  HOLD_EXPIRED:
    "Your payment arrived after the deadline and no seats were left, so we could not confirm the booking.",
  ALREADY_PAID: "This booking had already been paid for, and a second payment came in.",
  CANCELLED: "A payment came in for a booking that had already been cancelled.",
  AMOUNT_MISMATCH: "The amount paid was not the price of the booking, so we could not confirm it.",
} as const;
