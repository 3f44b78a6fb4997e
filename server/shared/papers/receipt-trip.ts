import { formatInstant, formatKrw, formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/server/shared/airline";
import { arrivalDayOffset } from "@/server/shared/time";
import type { Table } from "./pdf/paper";
import type { Receipt, ReceiptFlight, ReceiptTicket } from "./receipt";
import type { ReceiptWords } from "./receipt-vocabulary";

/** The flights of the trip, with the times by the clocks of both airports. */
export const flightsTable = ({ flights }: Receipt, say: ReceiptWords, locale: Locale): Table => ({
  kind: "table",
  columns: [
    { head: say.heads.flight, share: 12 },
    { head: say.heads.departure, share: 27 },
    { head: say.heads.arrival, share: 29 },
    { head: say.heads.fare, share: 21 },
    { head: say.heads.baggage, share: 13 },
  ],
  rows: flights.map((flight) => [
    lines(flight.designator, flight.state !== "AHEAD" && say.flightStates[flight.state]),
    departureText(flight, say, locale),
    arrivalText(flight, say, locale),
    say.brand(
      locale === "ko" ? flight.brandKo : flight.brandEn,
      flight.changeFeeKrw > 0 ? formatKrw(flight.changeFeeKrw, locale) : null,
      flight.mileageRatePercent,
    ),
    say.baggage(flight.checkedBaggageKg, flight.carryOnKg),
  ]),
});

const lines = (...texts: (string | false)[]): string => texts.filter(Boolean).join("\n");

const departureText = (flight: ReceiptFlight, say: ReceiptWords, locale: Locale) =>
  lines(
    `${locale === "ko" ? flight.originCityKo : flight.originCityEn} (${flight.origin})`,
    locale === "ko" ? flight.originNameKo : flight.originNameEn,
    clockText(flight.departsAt, flight.originZone, { say, locale }),
  );

function arrivalText(flight: ReceiptFlight, say: ReceiptWords, locale: Locale): string {
  const { departsAt, originZone, arrivesAt, destinationZone } = flight;
  const days = arrivalDayOffset(departsAt, originZone, arrivesAt, destinationZone);
  const mark = days === 0 ? "" : ` (${days > 0 ? "+" : ""}${days}, ${say.nextDay(days)})`;
  return lines(
    `${locale === "ko" ? flight.destinationCityKo : flight.destinationCityEn} (${flight.destination})`,
    locale === "ko" ? flight.destinationNameKo : flight.destinationNameEn,
    `${clockText(arrivesAt, destinationZone, { say, locale })}${mark}`,
  );
}

/** `2027년 3월 1일 (월) 09:05` and, below it, `현지 시각, UTC+9`. */
const clockText = (
  at: string,
  zone: string,
  { say, locale }: { say: ReceiptWords; locale: Locale },
): string => `${formatInstant(at, zone, "dateTime", locale)}\n${say.local}, ${offsetOf(at, zone)}`;

/** How far the clock of a zone is from UTC at a moment: `UTC+9`. */
function offsetOf(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "shortOffset",
  }).formatToParts(new Date(at));
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT").replace("GMT", "UTC");
}

/** The tickets that are in force, and those that were refunded: a line for each coupon. */
export const ticketsTable = ({ tickets }: Receipt, say: ReceiptWords, locale: Locale): Table => ({
  kind: "table",
  columns: [
    { head: say.heads.passenger, share: 22 },
    { head: say.heads.ticket, share: 24 },
    { head: say.heads.coupon, share: 28 },
    { head: say.heads.seat, share: 14 },
    { head: say.heads.standing, share: 14 },
  ],
  rows: tickets.flatMap((ticket) =>
    ticket.coupons.map((coupon) => couponRow(ticket, coupon, { say, locale })),
  ),
});

function couponRow(
  { number, passenger, replaces }: ReceiptTicket,
  coupon: ReceiptTicket["coupons"][number],
  { say, locale }: { say: ReceiptWords; locale: Locale },
): string[] {
  const { designator, origin, destination, day, type, state, seat } = coupon;
  const without = state === "REFUNDED" ? "" : type === "INFANT" ? say.lap : say.noSeat;
  return [
    `${passenger}\n${say.types[type]}`,
    lines(ticketNumber(number), replaces !== null && say.reissuedFor(ticketNumber(replaces))),
    `${coupon.number}. ${designator} ${origin} → ${destination}\n${formatLocalDate(day, "date", locale)}`,
    seat ?? without,
    say.coupons[state],
  ];
}

/** `988-1234567890`. */
const ticketNumber = (number: string): string => `${number.slice(0, 3)}-${number.slice(3)}`;
