import ICAL from "ical.js";
import { formatInstant } from "@/i18n/format";
import { airline, type Locale } from "@/server/shared/airline";
import { type IsoInstant, toLocal, wallTimeKind } from "@/server/shared/time";
import { type Component, type Property, timeZoneOf } from "./time-zones";

/** One flight of a trip, as a calendar shows it. Instants are ISO strings. */
export type CalendarFlight = {
  /** The segment's id: the entry keeps its UID through every later change of the trip. */
  id: string;
  designator: string;
  origin: string;
  destination: string;
  originCityKo: string;
  originCityEn: string;
  destinationCityKo: string;
  destinationCityEn: string;
  originZone: string;
  destinationZone: string;
  departsAt: IsoInstant;
  arrivesAt: IsoInstant;
  seats: string[];
  /** The flight is no part of the trip any more: calendars that have its entry strike it out. */
  cancelled: boolean;
};

/** A flight as an event or a view has it, for the calendar. A flight that was cancelled has no seats any more. */
export function calendarFlight(
  leg: Omit<CalendarFlight, "seats" | "cancelled">,
  { seats, cancelled }: { seats: readonly string[]; cancelled: boolean },
): CalendarFlight {
  const { id, designator, origin, destination, departsAt, arrivesAt, originZone, destinationZone } = leg;
  const { originCityKo, originCityEn, destinationCityKo, destinationCityEn } = leg;
  return {
    ...{ id, designator, origin, destination, departsAt, arrivesAt, originZone, destinationZone },
    ...{ originCityKo, originCityEn, destinationCityKo, destinationCityEn },
    seats: cancelled ? [] : seats.toSorted(),
    cancelled,
  };
}

export type CalendarTrip = {
  locator: string;
  /** When the trip became as it is here: entries of a later state replace those of an earlier one. */
  asOf: IsoInstant;
  flights: CalendarFlight[];
};

/** `url`: the page of the trip; its host is part of each UID. `sender`: the address that the airline's mails come from. */
type Place = { locale: Locale; url: string; sender: string };

// The library counts the blank at the start of a continued line as an octet too many.
ICAL.foldLength = 74;

const EPOCH_MS = Date.UTC(2025, 0, 1);

const words = {
  ko: { locator: "예약번호", seats: "좌석", arrival: "도착", local: "현지 시각", flight: "편" },
  en: { locator: "Booking reference", seats: "Seats", arrival: "Arrival", local: "local time", flight: "" },
} as const;

/**
 * Writes the flights of a trip as an iCalendar file (RFC 5545): one entry per flight, its start by the clock of the departure
 * airport and its end by that of the arrival airport, with the time zones themselves in the file. A file of a later state
 * updates or cancels the entries of an earlier one: UIDs stay and SEQUENCE grows by a second a second.
 */
export function tripCalendar({ locator, asOf, flights }: CalendarTrip, place: Place): string {
  const zones = new Set(flights.flatMap((flight) => [flight.originZone, flight.destinationZone]));
  const gone = flights.length > 0 && flights.every((flight) => flight.cancelled);
  const calendar: Component = [
    "vcalendar",
    [
      text("version", "2.0"),
      text("prodid", `-//${airline.nameEn}//Trips//${place.locale.toUpperCase()}`),
      text("calscale", "GREGORIAN"),
      text("method", gone ? "CANCEL" : "PUBLISH"),
    ],
    [
      ...[...zones].sort().map(timeZoneOf),
      ...flights.map((flight) => entryOf(flight, { locator, asOf }, place)),
    ],
  ];
  return `${ICAL.stringify(calendar).trimEnd()}\r\n`;
}

export const calendarFileName = (locator: string): string => `${airline.designator}-${locator}.ics`;

/** The media type of a file that `tripCalendar` wrote; its method is part of it (RFC 5545, 8.1). */
export const calendarType = (file: string): string =>
  `text/calendar; charset=utf-8; method=${/^METHOD:(\w+)\r$/m.exec(file)?.[1]}`;

function entryOf(
  flight: CalendarFlight,
  { locator, asOf }: Pick<CalendarTrip, "locator" | "asOf">,
  { locale, url, sender }: Place,
): Component {
  const ko = locale === "ko";
  const say = words[locale];
  const from = ko ? flight.originCityKo : flight.originCityEn;
  const to = ko ? flight.destinationCityKo : flight.destinationCityEn;
  const arrival = formatInstant(flight.arrivesAt, flight.destinationZone, "dateTime", locale);
  const description = [
    `${say.locator} ${locator}`,
    ...(flight.seats.length > 0 ? [`${say.seats} ${flight.seats.join(", ")}`] : []),
    `${say.arrival} ${arrival} (${say.local})`,
    url,
  ];
  const stamp = utc(asOf);
  return [
    "vevent",
    [
      text("uid", `${flight.id}@${new URL(url).hostname}`),
      ["sequence", {}, "integer", Math.max(0, Math.floor((Date.parse(asOf) - EPOCH_MS) / 1_000))],
      ["dtstamp", {}, "date-time", stamp],
      ["last-modified", {}, "date-time", stamp],
      moment("dtstart", flight.departsAt, flight.originZone),
      moment("dtend", flight.arrivesAt, flight.destinationZone),
      // Every file that is published or cancels has one (RFC 5546, 3.2).
      ["organizer", { cn: airline.nameEn }, "cal-address", `mailto:${addressOf(sender)}`],
      text("summary", `${flight.designator}${say.flight} ${from} → ${to}`),
      text("location", `${from} (${flight.origin})`),
      text("description", description.join("\n")),
      ["url", {}, "uri", url],
      text("status", flight.cancelled ? "CANCELLED" : "CONFIRMED"),
      text("transp", flight.cancelled ? "TRANSPARENT" : "OPAQUE"),
    ],
    [],
  ];
}

/** `MSA Air <no-reply@msa-air.example>` has its address between the brackets. */
const addressOf = (sender: string): string => /<([^>]+)>/.exec(sender)?.[1] ?? sender;

const text = (name: string, value: string): Property => [name, {}, "text", value];

const utc = (instant: IsoInstant): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

/**
 * An instant by the clock of a place. In the hour that a clock change repeats, that clock shows each time twice, and calendars
 * disagree which one is meant: such a time is written in UTC.
 */
function moment(name: string, instant: IsoInstant, zone: string): Property {
  const { date, time } = toLocal(instant, zone);
  return wallTimeKind(date, time, zone) === "once"
    ? [name, { tzid: zone }, "date-time", `${date}T${time}:00`]
    : [name, {}, "date-time", utc(instant)];
}
