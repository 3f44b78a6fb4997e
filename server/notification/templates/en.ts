import { formatInstant, formatInteger, formatKrw, formatLocalDate } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/time";
import { cancelledFlight } from "./cancelled-flight";
import type { Section, Templates, ToldData } from "./content";
import { seatsOf } from "./seats";

type Reservation = Pick<ToldData["reservationHeld"], "locator" | "segments" | "passengers">;
type Segment = Reservation["segments"][number];

const won = (amount: number) => formatKrw(amount, "en");
const miles = (amount: number) => `${formatInteger(amount)} miles`;
const local = (at: string, zone: string) => `${formatInstant(at, zone, "dateTime", "en")} local time`;
const cabins: Record<string, string> = { ECONOMY: "Economy", BUSINESS: "Business" };
const brands: Record<string, string> = {
  SAVER: "Saver",
  STANDARD: "Standard",
  FLEX: "Flex",
  BUSINESS: "Business",
};
const types = { ADULT: "Adult", CHILD: "Child", INFANT: "Infant" } as const;
const closing = "MSA Air";

const fare = ({ cabin, brand }: Segment) =>
  [cabins[cabin] ?? cabin, brand !== cabin && (brands[brand] ?? brand)].filter(Boolean).join(" ");

const itinerary = ({ segments }: Reservation, cancelled?: Segment): Section[] =>
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

const withBaggage = ({ segments }: Reservation, sections: Section[]): Section[] =>
  sections.map(({ title, rows }, i) => ({
    title,
    rows: [...rows, ...segments.slice(i, i + 1).flatMap(baggage)],
  }));

const named = ({ designator, departureDate, originCityEn, destinationCityEn }: Segment) =>
  `flight ${designator} of ${formatLocalDate(departureDate, "date", "en")} (${originCityEn} to ${destinationCityEn})`;

const tickets = (r: Reservation): Section => ({
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

const booking = (...rows: Section["rows"]): Section => ({ title: "Your booking", rows });
const locatorRow = (locator: string) => ({ label: "Booking reference", value: locator });

const holdEndings = {
  DEADLINE: "We did not receive your payment in time, so the booking was released automatically.",
  RELEASED: "We have released the unpaid booking as you asked.",
  FLIGHT_CANCELLED:
    "The flight will not operate, so your unpaid booking was cancelled. We are sorry for this.",
} as const;

const holdEnding = (r: ToldData["reservationExpired"]): string => {
  const flight = r.cause === "FLIGHT_CANCELLED" ? cancelledFlight(r) : undefined;
  const ending = holdEndings[r.cause];
  return flight ? ending.replace("The flight", `Your ${named(flight)}`) : ending;
};

/** What comes back after a flight was cancelled: all of it, but for flights that have been flown. */
const airlineRefund = (r: ToldData["reservationCancelled"]): string => {
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

const refusals = {
  HOLD_EXPIRED:
    "Your payment arrived after the deadline and no seats were left, so we could not confirm the booking.",
  ALREADY_PAID: "This booking had already been paid for, and a second payment came in.",
  CANCELLED: "A payment came in for a booking that had already been cancelled.",
  AMOUNT_MISMATCH: "The amount paid was not the price of the booking, so we could not confirm it.",
} as const;

export const en: Templates = {
  paymentDue: (r) => ({
    subject: `[MSA Air] Payment due for booking ${r.locator}`,
    paragraphs: [
      "We are holding your seats. Your booking is confirmed once you have paid, by the time below.",
      "After that the seats are released automatically.",
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        {
          label: "Pay by",
          value: `${formatInstant(r.paymentDeadline, KOREA_ZONE, "dateTime", "en")} (Korean time)`,
        },
        { label: "Amount to pay", value: won(r.totalAmount) },
      ),
      ...itinerary(r),
    ],
    action: "Pay now",
    closing,
  }),
  confirmed: (r) => ({
    subject: `[MSA Air] Your booking ${r.locator} is confirmed`,
    paragraphs: [
      "Thank you for choosing MSA Air.",
      "We have received your payment and issued your e-tickets.",
    ],
    sections: [
      booking(locatorRow(r.locator), { label: "Amount paid", value: won(r.totalAmount) }),
      ...withBaggage(r, itinerary(r)),
      tickets(r),
    ],
    action: "View your booking",
    closing,
  }),
  seatsChanged: (r) => ({
    subject: `[MSA Air] Your seats have changed on booking ${r.locator}`,
    paragraphs: ["We have changed your seats as you asked."],
    sections: [
      booking(
        locatorRow(r.locator),
        ...r.seats.map((s) => ({ label: s.designator, value: s.seats.join(", ") || "No seat assigned" })),
      ),
      ...itinerary(r),
    ],
    action: "View your booking",
    closing,
  }),
  cancelled: (r) => ({
    subject: `[MSA Air] Your booking ${r.locator} has been cancelled`,
    paragraphs: [
      "We have cancelled your booking as you asked.",
      r.refundAmount > 0
        ? "The refund below goes back to the way you paid. We will write again when it is done."
        : "Under the fare rules there is no amount to refund.",
    ],
    sections: [
      booking(
        locatorRow(r.locator),
        { label: "Amount paid", value: won(r.paidAmount) },
        { label: "Refund", value: won(r.refundAmount) },
      ),
      ...itinerary(r),
    ],
    action: "View the cancellation",
    closing,
  }),
  flightCancelled: (r) => {
    const flight = cancelledFlight(r);
    const refund = r.refundAmount === r.paidAmount ? "fully refunded" : "refunded";
    return {
      subject: `[MSA Air] Your flight${flight ? ` ${flight.designator}` : ""} is cancelled and ${refund} (booking ${r.locator})`,
      paragraphs: [
        `We are very sorry: ${flight ? `your ${named(flight)}` : "a flight you booked"} will not operate. We apologise for the disruption to your plans.`,
        ...(r.reason ? [`Reason: ${r.reason}`] : []),
        airlineRefund(r),
      ],
      sections: [
        booking(locatorRow(r.locator), { label: "Refund", value: won(r.refundAmount) }),
        ...itinerary(r, flight),
      ],
      action: "View the cancellation",
      closing,
    };
  },
  holdEnded: (r) => ({
    subject:
      r.cause === "FLIGHT_CANCELLED"
        ? `[MSA Air] Flight cancelled: your unpaid booking ${r.locator} has ended`
        : `[MSA Air] Your unpaid booking ${r.locator} has ended`,
    paragraphs: [
      holdEnding(r),
      "We have received no payment. Should one still be approved, we will confirm your booking or refund you in full, and tell you.",
      "You may book again while seats are left.",
    ],
    sections: [
      booking(locatorRow(r.locator)),
      ...itinerary(r, r.cause === "FLIGHT_CANCELLED" ? cancelledFlight(r) : undefined),
    ],
    action: "Search flights again",
    closing,
  }),
  paymentRefused: (r) => ({
    subject: `[MSA Air] We are refunding your payment in full (booking ${r.locator})`,
    paragraphs: [
      refusals[r.reason],
      "The full amount goes back to the way you paid. You need not do anything.",
    ],
    sections: [booking(locatorRow(r.locator), { label: "Refund", value: won(r.amount) }), ...itinerary(r)],
    action: "View the booking",
    closing,
  }),
  paymentFailed: (p) => ({
    subject: `[MSA Air] Your payment was not approved (booking ${p.locator})`,
    paragraphs: [
      "Your payment was not approved and you have not been charged.",
      "We keep your seats until the payment deadline. Please try again with another way to pay.",
    ],
    sections: [booking(locatorRow(p.locator), { label: "Amount to pay", value: won(p.amount) })],
    action: "Try again",
    closing,
  }),
  refundCompleted: (p) => ({
    subject: `[MSA Air] Your refund is complete (booking ${p.locator})`,
    paragraphs: [
      "We have returned the amount below to the way you paid.",
      "Depending on your card issuer it may take some days until you see it.",
    ],
    sections: [booking(locatorRow(p.locator), { label: "Refund", value: won(p.amount) })],
    action: "View the booking",
    closing,
  }),
  milesCredited: (m) => ({
    subject: `[MSA Air] ${miles(m.deltaMiles)} credited (booking ${m.locator})`,
    paragraphs: ["We have credited the miles of your trip.", "You may use them once you have flown."],
    sections: [
      {
        title: "Your miles",
        rows: [
          locatorRow(m.locator),
          { label: "Credited", value: `+${miles(m.deltaMiles)}` },
          { label: "Balance", value: miles(m.balanceMiles) },
        ],
      },
    ],
    action: "View your miles",
    closing,
  }),
  milesReversed: (m) => ({
    subject: `[MSA Air] ${miles(m.deltaMiles)} taken back (booking ${m.locator})`,
    paragraphs: ["Your booking was cancelled, so the miles credited for it have been taken back."],
    sections: [
      {
        title: "Your miles",
        rows: [
          locatorRow(m.locator),
          { label: "Taken back", value: `-${miles(m.deltaMiles)}` },
          { label: "Balance", value: miles(m.balanceMiles) },
        ],
      },
    ],
    action: "View your miles",
    closing,
  }),
};
