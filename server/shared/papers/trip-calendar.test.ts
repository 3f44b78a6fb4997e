import fc from "fast-check";
import ical, { type VEvent } from "node-ical";
import { describe, expect, test } from "vitest";
import { airports } from "@/tools/seed/data/airports";
import { timeZoneOf } from "./time-zones";
import { type CalendarFlight, type CalendarTrip, tripCalendar } from "./trip-calendar";

const url = "https://msa-air.example/ko/trips/ABC234";
const sender = "MSA Air <no-reply@msa-air.example>";

const flight = (changes: Partial<CalendarFlight> = {}): CalendarFlight => ({
  id: "0190a000-0000-7000-8000-000000000001",
  designator: "MA711",
  origin: "ICN",
  destination: "LAX",
  originCityKo: "서울",
  originCityEn: "Seoul",
  destinationCityKo: "로스앤젤레스",
  destinationCityEn: "Los Angeles",
  originZone: "Asia/Seoul",
  destinationZone: "America/Los_Angeles",
  departsAt: "2027-03-14T05:00:00.000Z",
  arrivesAt: "2027-03-14T16:00:00.000Z",
  seats: ["12A", "12B"],
  cancelled: false,
  ...changes,
});

const trip = (flights: CalendarFlight[], asOf = "2026-12-01T00:00:00.000Z"): CalendarTrip => ({
  locator: "ABC234",
  asOf,
  flights,
});

/** Reads a file back with another library than the one that wrote it. */
function entriesOf(file: string): VEvent[] {
  return Object.values(ical.sync.parseICS(file)).filter((entry): entry is VEvent => entry?.type === "VEVENT");
}

const written = (changes: Partial<CalendarFlight>, locale: "ko" | "en" = "ko") =>
  tripCalendar(trip([flight(changes)]), { locale, url, sender });

test("an entry has both zones, the seats, the locator and the page of the trip", () => {
  const file = written({});
  expect(file).toContain("DTSTART;TZID=Asia/Seoul:20270314T140000");
  expect(file).toContain("DTEND;TZID=America/Los_Angeles:20270314T090000");
  for (const zone of ["Asia/Seoul", "America/Los_Angeles"])
    expect(file).toContain(`BEGIN:VTIMEZONE\r\nTZID:${zone}`);
  expect(file).toContain("ORGANIZER;CN=MSA Air:mailto:no-reply@msa-air.example\r\n");
  const [entry] = entriesOf(file);
  expect(entry).toMatchObject({ summary: "MA711편 서울 → 로스앤젤레스", location: "서울 (ICN)", url });
  expect(entry?.description).toBe(
    `예약번호 ABC234\n좌석 12A, 12B\n도착 2027년 3월 14일 (일) 09:00 (현지 시각)\n${url}`,
  );
});

test("English files are in English", () => {
  expect(entriesOf(written({}, "en"))[0]).toMatchObject({
    summary: "MA711 Seoul → Los Angeles",
    location: "Seoul (ICN)",
  });
});

test("lines are folded at 75 octets and end in CRLF; commas, semicolons and line ends in names are escaped", () => {
  const file = written({ originCityKo: "가,나;다\n라".repeat(12) });
  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.endsWith("END:VCALENDAR\r\n")).toBe(true);
  expect(entriesOf(file)[0]?.location).toBe(`${"가,나;다\n라".repeat(12)} (ICN)`);
});

describe("updates", () => {
  test("a later file has the same UIDs and a higher sequence", () => {
    const before = tripCalendar(trip([flight()], "2026-12-01T00:00:00Z"), { locale: "ko", url, sender });
    const after = tripCalendar(trip([flight({ seats: ["1A"] })], "2026-12-01T00:00:01Z"), {
      locale: "ko",
      url,
      sender,
    });
    const [old, now] = [entriesOf(before)[0], entriesOf(after)[0]];
    expect(now?.uid).toBe(old?.uid);
    expect(Number(now?.sequence)).toBeGreaterThan(Number(old?.sequence));
  });

  test("a flight that left the trip is cancelled beside those that stay", () => {
    const file = tripCalendar(
      trip([flight({ cancelled: true }), flight({ id: "0190a000-0000-7000-8000-000000000002" })]),
      { locale: "ko", url, sender },
    );
    expect(file).toContain("METHOD:PUBLISH");
    expect(entriesOf(file).map((entry) => entry.status)).toEqual(["CANCELLED", "CONFIRMED"]);
  });

  test("a file without any flight that stays is a cancellation", () => {
    expect(written({ cancelled: true })).toContain("METHOD:CANCEL");
  });
});

describe("clock changes", () => {
  test.each([
    [
      "before the clock goes forward",
      "2027-03-14T09:59:00.000Z",
      "DTSTART;TZID=America/Los_Angeles:20270314T015900",
    ],
    [
      "after the clock went forward",
      "2027-03-14T10:00:00.000Z",
      "DTSTART;TZID=America/Los_Angeles:20270314T030000",
    ],
    ["in the first of two equal hours", "2027-11-07T08:30:00.000Z", "DTSTART:20271107T083000Z"],
    ["in the second of two equal hours", "2027-11-07T09:30:00.000Z", "DTSTART:20271107T093000Z"],
  ])("a departure %s", (_, departsAt, line) => {
    const arrivesAt = "2027-11-08T00:00:00.000Z";
    const file = written({ originZone: "America/Los_Angeles", departsAt, arrivesAt });
    expect(file).toContain(`${line}\r\n`);
    expect(entriesOf(file)[0]?.start.getTime()).toBe(Date.parse(departsAt));
  });

  test("every instant is read back as it was, in every zone of the airline", () => {
    const zone = fc.constantFrom(...new Set(airports.map((airport) => airport.zone)));
    const minute = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2031, 0) / 60_000 });
    fc.assert(
      fc.property(zone, zone, minute, fc.integer({ min: 30, max: 900 }), (from, to, at, minutes) => {
        const departsAt = new Date(at * 60_000).toISOString();
        const arrivesAt = new Date((at + minutes) * 60_000).toISOString();
        const [entry] = entriesOf(written({ originZone: from, destinationZone: to, departsAt, arrivesAt }));
        expect(entry?.start.toISOString()).toBe(departsAt);
        expect(entry?.end?.toISOString()).toBe(arrivesAt);
      }),
      { numRuns: 300 },
    );
  });
});

test("all zones that the clock of a place can be asked for are known", () => {
  for (const zone of [...Intl.supportedValuesOf("timeZone"), ...airports.map((airport) => airport.zone)])
    expect(timeZoneOf(zone)[0]).toBe("vtimezone");
  expect(() => timeZoneOf("Etc/Unknown")).toThrow("Etc/Unknown");
});
