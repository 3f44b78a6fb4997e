import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seedReference } from "@/tools/seed/reference";
import { cancelFlight, registerFlight, reportFlightOperation } from ".";
import { flightStatuses, getFlight } from "./queries";
import { type FlightStatusInput, flightStatusesView } from "./schemas";

const admin = staff();
const today = toLocal(new Date(), KOREA_ZONE).date;
const date = addDays(today, 5);
let number = 7100;

beforeAll(seedReference);
afterAll(closeDatabase);
afterEach(() => vi.useRealTimers());

/** Moves the process's clock past the answers that are shared. */
const later = () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + 2_000);
};

async function registered(departureDate = date) {
  const designator = `MA${number++}`;
  const { flightId } = await registerFlight(admin, {
    ...{ designator, origin: "GMP", destination: "CJU", departureDate, aircraftType: "7M8" },
    ...{ departureTime: "10:00", arrivalTime: "11:10", fares: [{ brand: "FLEX", amount: 90_000 }] },
    confirmed: true,
  });
  return { flightId, designator };
}

const ofNumber = async (flight: string, on = date) => (await flightStatuses({ date: on, flight })).flights;

test("a flight is found by its number, with and without the airline, and between airports", async () => {
  const { designator } = await registered();
  const [flight] = await ofNumber(designator);
  expect(flight).toMatchObject({ designator, origin: "GMP", state: "SCHEDULED", departureGate: null });
  for (const typed of [designator.toLowerCase(), designator.slice(2), `MA ${designator.slice(2)}`])
    expect(await ofNumber(typed), typed).toEqual([flight]);
  const between = await flightStatuses({ date, origins: ["ICN", "GMP"], destinations: ["CJU"] });
  expect(between.flights).toContainEqual(flight);
  expect(flightStatusesView.parse(between)).toEqual(between);
  const back = await flightStatuses({ date, origins: ["CJU"], destinations: ["GMP"] });
  expect(back.flights).not.toContainEqual(flight);
  expect(await ofNumber(designator, addDays(date, 1))).toEqual([]);
});

test("a delay shows the new times beside those that were published", async () => {
  const { flightId, designator } = await registered();
  const departsAt = `${date}T01:40:00.000Z`;
  const arrivesAt = `${date}T02:50:00.000Z`;
  await reportFlightOperation(admin, { flightId, departsAt, arrivesAt, departureGate: " b12 " });
  expect(await ofNumber(designator)).toMatchObject([
    {
      ...{ state: "DELAYED", expectedDepartsAt: departsAt, expectedArrivesAt: arrivesAt },
      ...{ departsAt: `${date}T01:00:00.000Z`, departureGate: "B12", arrivalGate: null },
    },
  ]);
  await reportFlightOperation(admin, { flightId, departureTerminal: "1" });
  later();
  expect(await ofNumber(designator)).toMatchObject([
    { state: "SCHEDULED", expectedDepartsAt: null, departureTerminal: "1", departureGate: null },
  ]);
});

test("a cancelled flight is told, and nothing is reported of it any more", async () => {
  const { flightId, designator } = await registered();
  const { version } = await getFlight(admin, flightId);
  await cancelFlight(admin, { flightId, version, reason: "Typhoon" });
  const found = await ofNumber(designator);
  expect(found).toMatchObject([{ state: "CANCELLED" }]);
  expect(JSON.stringify(found)).not.toContain("Typhoon");
  expect(await codeOf(reportFlightOperation(admin, { flightId }))).toBe("FLIGHT_NOT_ON_SALE");
});

test("times that cannot be are refused, and so is everybody without the permission", async () => {
  const { flightId } = await registered();
  const impossible = [
    { departsAt: `${addDays(date, 3)}T01:00:00Z`, arrivesAt: `${addDays(date, 3)}T02:00:00Z` },
    { departsAt: `${addDays(date, -1)}T01:00:00Z` },
    { departsAt: `${date}T02:30:00Z` },
    { arrivesAt: "soon" },
    { departureGate: "behind the café" },
  ];
  for (const times of impossible)
    expect(await codeOf(reportFlightOperation(admin, { flightId, ...times }))).toBe("INVALID_INPUT");
  expect(await codeOf(reportFlightOperation(customerOf(), { flightId }))).toBe("FORBIDDEN");
  expect(await codeOf(reportFlightOperation(admin, { flightId: 2_000_000_000 }))).toBe("NOT_FOUND");
});

test.each<[string, FlightStatusInput]>([
  ["a day long ago", { date: addDays(today, -5), flight: "MA101" }],
  ["a day far ahead", { date: addDays(today, 32), flight: "MA101" }],
  ["no number", { date, flight: "Seoul" }],
  ["no day", { date: "2026-13-45", flight: "MA101" }],
  ["no airport", { date, origins: ["Seoul"], destinations: ["CJU"] }],
])("%s is refused", async (_, input) => {
  expect(await codeOf(flightStatuses(input))).toBe("INVALID_INPUT");
});

describe("passengers are told", () => {
  const told = async (flightId: number) =>
    (
      await database()
        .select()
        .from(outbox)
        .where(
          and(
            eq(outbox.name, "schedule/flight.retimed"),
            sql`${outbox.data}->>'flightId' = ${String(flightId)}`,
          ),
        )
    )
      .map(({ data }) => data)
      .sort((a, b) => Number(a.announcement) - Number(b.announcement));
  /** The flight leaves at 10:00 in Korea and lands at 11:10. */
  const expectedAt = (minutes: number, landsLater = minutes) => ({
    departsAt: new Date(Date.parse(`${date}T01:00:00Z`) + minutes * 60_000).toISOString(),
    arrivesAt: new Date(Date.parse(`${date}T02:10:00Z`) + landsLater * 60_000).toISOString(),
  });

  test("from a quarter of an hour on, once for each change, and when the delay is over", async () => {
    const { flightId } = await registered();
    const report = (...minutes: [number, number?]) =>
      reportFlightOperation(admin, { flightId, ...expectedAt(...minutes) });
    await report(14);
    expect(await told(flightId)).toEqual([]);
    await report(15);
    await report(15);
    await report(20);
    await report(29);
    expect(await told(flightId)).toHaveLength(1);
    await report(30);
    await reportFlightOperation(admin, { flightId, departureGate: "7" });
    await report(-15, 0);
    await report(-15, 15);
    const all = await told(flightId);
    expect(all.map(({ announcement, expectedDepartsAt }) => [announcement, expectedDepartsAt])).toEqual(
      [15, 30, 0, -15, -15].map((minutes, i) => [i + 1, expectedAt(minutes).departsAt]),
    );
    expect(all[0]).toMatchObject({
      publishedDepartsAt: `${date}T01:00:00.000Z`,
      compensatedMinutes: { domestic: 60, international: 120 },
    });
  });

  test("never of a flight that has left", async () => {
    const { flightId } = await registered();
    await database().execute(sql`update schedule.flights set departs_at = now() - interval '20 minutes',
      arrives_at = now() + interval '50 minutes' where id = ${flightId}`);
    const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    await reportFlightOperation(admin, { flightId, arrivesAt: soon(120) });
    expect(await told(flightId)).toEqual([]);
    await reportFlightOperation(admin, { flightId, departsAt: soon(30), arrivesAt: soon(120) });
    expect(await told(flightId)).toHaveLength(1);
  });

  test("by the newest row that is valid", async () => {
    const { flightId } = await registered();
    await database().execute(sql`insert into schedule.delay_policies (valid_from, told_minutes, source)
      values (now() - interval '1 minute', 40, 'test'), (now() + interval '1 day', 1, 'test')`);
    try {
      await reportFlightOperation(admin, { flightId, ...expectedAt(39) });
      expect(await told(flightId)).toEqual([]);
      await reportFlightOperation(admin, { flightId, ...expectedAt(40) });
      expect(await told(flightId)).toMatchObject([{ compensatedMinutes: { domestic: null } }]);
    } finally {
      await database().execute(sql`delete from schedule.delay_policies where source = 'test'`);
    }
  });
});
