import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { auditLog, outbox } from "@/db/schema/shared";
import type { Actor } from "@/server/shared/context";
import type { DataOf } from "@/server/shared/events";
import { uuidv7 } from "@/server/shared/ids";
import {
  addDays,
  isClockChangeDay,
  isoWeekday,
  KOREA_ZONE,
  minutesBetween,
  toLocal,
} from "@/server/shared/time";
import { seedReference } from "@/tools/seed/reference";
import {
  cancelFlight,
  exportFlights,
  previewFlight,
  previewSeasonSchedule,
  registerFlight,
  registerSeasonSchedule,
} from ".";
import { type flightCancelled, flightsPublished } from "./events";
import {
  countFlights,
  getFlight,
  listAircraftTypes,
  listAirports,
  listFlights,
  listSeasonSchedules,
  proposeFares,
  publishedFacts,
} from "./queries";
import type { ListFlightsInput } from "./schemas";

beforeAll(seedReference);
afterAll(closeDatabase);

const as = (actor: Actor) => ({ actor });
const admin = as({
  kind: "STAFF",
  role: "ADMIN",
  id: uuidv7(),
  email: "admin@msa-air.example",
  address: "10.0.0.1",
});
const customer = as({ kind: "CUSTOMER", id: uuidv7(), email: "minji@example.com", address: "10.0.0.2" });
const anonymous = as({ kind: "ANONYMOUS", address: "10.0.0.3" });

const today = toLocal(new Date(), KOREA_ZONE).date;
const inDays = (days: number) => addDays(today, days);
const refused = (code: string, fieldErrors?: Record<string, string>) =>
  expect.objectContaining({ code, ...(fieldErrors && { details: { fieldErrors } }) });

let number = 5000;
const newDesignator = () => `MA${++number}`;

const oneFlight = (more = {}) => ({
  designator: newDesignator(),
  origin: "GMP",
  destination: "CJU",
  departureDate: inDays(10),
  departureTime: "09:00",
  arrivalTime: "10:10",
  aircraftType: "7M8",
  fares: [
    { brand: "SAVER" as const, amount: 50_000 },
    { brand: "FLEX" as const, amount: 110_000 },
  ],
  ...more,
});

const season = (more = {}) => ({
  id: uuidv7(),
  designator: newDesignator(),
  origin: "ICN",
  destination: "JFK",
  periodFrom: inDays(1),
  periodTo: inDays(28),
  days: [1, 3, 5],
  departureTime: "10:00",
  blockMinutes: 845,
  aircraftType: "789",
  fares: [{ brand: "STANDARD" as const, amount: 900_000 }],
  ...more,
});

async function published(designator: string) {
  const rows = await database().select().from(outbox).where(eq(outbox.name, flightsPublished.name));
  const events = rows.map((row) => ({ row, data: row.data as DataOf<typeof flightsPublished> }));
  return events.filter(({ data }) => data.flights.some((flight) => flight.designator === designator));
}

describe("register a flight", () => {
  test("records everything that its sale needs", async () => {
    const input = oneFlight();
    const { flightId, departsAt } = await registerFlight(admin, input);
    const [event] = await published(input.designator);
    expect(event?.data.flights).toEqual([
      {
        id: flightId,
        version: 1,
        designator: input.designator,
        origin: "GMP",
        destination: "CJU",
        departsAt,
        arrivesAt: new Date(Date.parse(departsAt) + 70 * 60_000).toISOString(),
        departureDate: inDays(10),
        arrivalDate: inDays(10),
        aircraftType: "7M8",
        distanceMiles: expect.any(Number),
        units: { ECONOMY: 189 },
        fares: [
          { brand: "SAVER", cabin: "ECONOMY", amount: 50_000, unitLimit: 75 },
          { brand: "FLEX", cabin: "ECONOMY", amount: 110_000, unitLimit: 189 },
        ],
      },
    ]);
    expect(event?.data.airports.map((airport) => airport.code)).toEqual(["CJU", "GMP"]);
    expect(event?.data.aircraft.map((type) => type.code)).toEqual(["7M8"]);
    expect(toLocal(departsAt, KOREA_ZONE)).toEqual({ date: inDays(10), time: "09:00" });
    const entry = and(eq(auditLog.action, "register-flight"), eq(auditLog.entityId, String(flightId)));
    expect(await database().$count(auditLog, entry)).toBe(1);
  });

  test("an arrival across the date line is on the local day before", async () => {
    const input = oneFlight({
      origin: "ICN",
      destination: "LAX",
      departureTime: "00:30",
      arrivalTime: "18:30",
      aircraftType: "789",
      confirmed: true,
    });
    const { flightId } = await registerFlight(admin, input);
    const flight = await getFlight(admin, flightId);
    expect(flight).toMatchObject({ departureDate: inDays(10), arrivalDate: inDays(9), departed: false });
    expect(minutesBetween(flight.departsAt, flight.arrivesAt)).toBeLessThan(14 * 60);
  });

  test("of ten calls at once, one gets designator and date", async () => {
    const input = oneFlight();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => registerFlight(admin, input)));
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refusals).toHaveLength(9);
    for (const reason of refusals) {
      expect(reason).toEqual(refused("FLIGHT_ALREADY_EXISTS", { departureDate: "flightExists" }));
    }
    expect(await published(input.designator)).toHaveLength(1);
  });

  test.each([
    [{ designator: "KE123" }, { designator: "designatorInvalid" }],
    [{ destination: "GMP" }, { destination: "sameAirport" }],
    [{ destination: "XXX" }, { destination: "airportUnknown" }],
    [{ destination: "JFK" }, { destination: "routeUnknown" }],
    [{ aircraftType: "CNC" }, { aircraftType: "aircraftUnknown" }],
    [{ departureDate: inDays(-1) }, { departureDate: "inThePast" }],
    [{ departureDate: "2026-02-30" }, { departureDate: "dateInvalid" }],
    [{ departureTime: "24:00" }, { departureTime: "timeInvalid" }],
    [{ fares: [] }, { fares: "tooSmall" }],
    [{ fares: [{ brand: "BUSINESS", amount: 200_000 }] }, { "fares.0.brand": "cabinMissing" }],
    [{ fares: [{ brand: "FLEX", amount: 50_000, unitLimit: 190 }] }, { "fares.0.unitLimit": "tooBig" }],
    [
      {
        fares: [
          { brand: "FLEX", amount: 50_000 },
          { brand: "FLEX", amount: 60_000 },
        ],
      },
      { fares: "brandTwice" },
    ],
    [{ fares: [{ brand: "FLEX", amount: 99.5 }] }, { "fares.0.amount": expect.any(String) }],
  ])("%j is refused at its field", async (more, fieldErrors) => {
    await expect(registerFlight(admin, oneFlight(more))).rejects.toEqual(
      refused("INVALID_INPUT", fieldErrors),
    );
  });
});

describe("register a season schedule", () => {
  test("puts each weekday of the period on sale; a repeated id changes nothing", async () => {
    const input = season({ days: [5, 1, 3] });
    const first = await registerSeasonSchedule(admin, input);
    expect(first).toEqual({ scheduleId: input.id, flights: 12 });
    expect(await registerSeasonSchedule(admin, input)).toEqual(first);
    const [event, ...more] = await published(input.designator);
    expect(more).toEqual([]);
    expect(new Set(event?.data.flights.map((flight) => isoWeekday(flight.departureDate)))).toEqual(
      new Set([1, 3, 5]),
    );
    const listed = (await listSeasonSchedules(admin)).find((schedule) => schedule.id === input.id);
    expect(listed).toMatchObject({ flights: 12, cancelled: 0, days: [1, 3, 5] });
  });

  test("the same id with other facts is a conflict", async () => {
    const input = season();
    await registerSeasonSchedule(admin, input);
    const other = registerSeasonSchedule(admin, { ...input, departureTime: "11:00" });
    await expect(other).rejects.toEqual(refused("CONFLICT"));
  });

  test("the same schedule is registered once by five calls at once", async () => {
    const input = season();
    const results = await Promise.all(Array.from({ length: 5 }, () => registerSeasonSchedule(admin, input)));
    expect(new Set(results.map((result) => result.flights))).toEqual(new Set([12]));
    expect(await published(input.designator)).toHaveLength(1);
  });

  test("a taken date is named, and nothing of the schedule is stored", async () => {
    const input = season({ days: [1, 2, 3, 4, 5, 6, 7] });
    const taken = [inDays(3), inDays(7)];
    for (const departureDate of taken) {
      const { designator, origin, destination, aircraftType, fares } = input;
      const times = { departureTime: "10:00", arrivalTime: "10:30" };
      await registerFlight(admin, {
        designator,
        origin,
        destination,
        aircraftType,
        fares,
        departureDate,
        ...times,
      });
    }
    const dates = Object.fromEntries(taken.map((date) => [`dates.${date}`, "flightExists"]));
    await expect(registerSeasonSchedule(admin, input)).rejects.toEqual(
      refused("FLIGHT_ALREADY_EXISTS", dates),
    );
    const listed = await listFlights(admin, {
      from: inDays(0),
      to: inDays(30),
      designator: input.designator,
    });
    expect(listed.rows.map((flight) => flight.departureDate)).toEqual(taken);
    expect((await listSeasonSchedules(admin)).some((schedule) => schedule.id === input.id)).toBe(false);
  });

  test("a long period is recorded in events of a size that the engine accepts", async () => {
    const input = season({ days: [1, 2, 3, 4, 5, 6, 7], periodTo: inDays(230), confirmed: true });
    await registerSeasonSchedule(admin, input);
    const events = await published(input.designator);
    expect(events.map(({ data }) => data.flights.length)).toEqual([100, 100, 30]);
    expect(new Set(events.map(({ row }) => row.correlationId)).size).toBe(3);
    for (const { row } of events) expect(JSON.stringify(row.data).length).toBeLessThan(256_000);
  });

  test("clock changes keep the local departure time, and are marked in the preview", async () => {
    const input = season({
      origin: "JFK",
      destination: "ICN",
      days: [1, 2, 3, 4, 5, 6, 7],
      departureTime: "02:30",
      blockMinutes: 880,
      periodFrom: inDays(1),
      periodTo: inDays(365),
      confirmed: true,
    });
    const { id, fares, ...pattern } = input;
    const preview = await previewSeasonSchedule(admin, pattern);
    const zone = "America/New_York";
    const marked = preview.flights.filter((flight) => flight.clockChange).map((flight) => flight.serviceDate);
    expect(marked).toEqual(
      preview.flights.map((flight) => flight.serviceDate).filter((date) => isClockChangeDay(date, zone)),
    );
    const moved = preview.flights.filter((flight) => flight.departureTime !== "02:30");
    // A year has one such day in spring; a period of a year may begin and end on it.
    expect(moved.length).toBeGreaterThan(0);
    for (const flight of moved)
      expect(flight).toMatchObject({ departureTimeKind: "gap", departureTime: "03:30", blockMinutes: 880 });
    await registerSeasonSchedule(admin, input);
    const flights = (await published(input.designator)).flatMap(({ data }) => data.flights);
    expect(flights.map((flight) => flight.departsAt)).toEqual(
      preview.flights.map((flight) => flight.departsAt),
    );
  });
});

test("the preview changes nothing and names taken dates", async () => {
  const { id, fares, ...pattern } = season();
  const before = await database().$count(outbox);
  expect((await previewSeasonSchedule(admin, pattern)).flights.some((flight) => flight.taken)).toBe(false);
  expect(await database().$count(outbox)).toBe(before);
  await registerSeasonSchedule(admin, { ...pattern, id, fares });
  expect((await previewSeasonSchedule(admin, pattern)).flights.every((flight) => flight.taken)).toBe(true);
});

describe("cancel a flight", () => {
  test("ten calls at once cancel it once, and record one event", async () => {
    const { flightId } = await registerFlight(admin, oneFlight());
    const tries = Array.from({ length: 10 }, () =>
      cancelFlight(admin, { flightId, version: 1, reason: "기상 악화" }),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter((result) => result.status === "fulfilled")).toEqual([
      { status: "fulfilled", value: { version: 2 } },
    ]);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toEqual(refused("FLIGHT_NOT_ON_SALE"));
    }
    const rows = await database().select().from(outbox).where(eq(outbox.name, "schedule/flight.cancelled"));
    const data = rows.map((row) => row.data as DataOf<typeof flightCancelled>);
    expect(data.filter((cancelled) => cancelled.flightId === flightId)).toMatchObject([
      { version: 2, reason: "기상 악화" },
    ]);
    expect(await getFlight(admin, flightId)).toMatchObject({
      status: "CANCELLED",
      cancelReason: "기상 악화",
    });
  });

  test("not one that somebody has changed since the staff have seen it: nothing is written", async () => {
    const { flightId } = await registerFlight(admin, oneFlight());
    await database().execute(sql`update schedule.flights set version = version + 1 where id = ${flightId}`);
    const events = () => database().$count(outbox);
    const before = await events();
    const stale = cancelFlight(admin, { flightId, version: 1, reason: "정비" });
    await expect(stale).rejects.toEqual(refused("CONFLICT"));
    expect(await events()).toBe(before);
    const { status, version } = await getFlight(admin, flightId);
    expect({ status, version }).toEqual({ status: "ON_SALE", version: 2 });
    expect(await cancelFlight(admin, { flightId, version, reason: "정비" })).toEqual({ version: 3 });
  });

  test("not one that has left, and not an unknown one", async () => {
    const { flightId } = await registerFlight(admin, oneFlight());
    await database().execute(sql`
      update schedule.flights set departs_at = clock_timestamp() - interval '1 minute' where id = ${flightId}`);
    const cancel = (id: number) => cancelFlight(admin, { flightId: id, version: 1, reason: "정비" });
    await expect(cancel(flightId)).rejects.toEqual(refused("FLIGHT_DEPARTED"));
    await expect(cancel(2_000_000_000)).rejects.toEqual(refused("NOT_FOUND"));
  });

  test("not without a reason", async () => {
    const { flightId } = await registerFlight(admin, oneFlight());
    const blank = cancelFlight(admin, { flightId, version: 1, reason: "  " });
    await expect(blank).rejects.toEqual(refused("INVALID_INPUT", { reason: "required" }));
  });
});

describe("only for staff", () => {
  const { id, fares, ...pattern } = season();
  const doors: Record<string, (ctx: typeof admin) => Promise<unknown>> = {
    registerFlight: (ctx) => registerFlight(ctx, oneFlight()),
    registerSeasonSchedule: (ctx) => registerSeasonSchedule(ctx, { ...pattern, id, fares }),
    previewSeasonSchedule: (ctx) => previewSeasonSchedule(ctx, pattern),
    previewFlight: (ctx) => previewFlight(ctx, oneFlight()),
    cancelFlight: (ctx) => cancelFlight(ctx, { flightId: 1, version: 1, reason: "정비" }),
    listFlights: (ctx) => listFlights(ctx, { from: today }),
    countFlights: (ctx) => countFlights(ctx, { from: today }),
    exportFlights: (ctx) => exportFlights(ctx, { from: today }),
    getFlight: (ctx) => getFlight(ctx, 1),
    listSeasonSchedules: (ctx) => listSeasonSchedules(ctx),
    listAirports,
    listAircraftTypes,
    publishedFacts: (ctx) => publishedFacts(ctx, { flightId: 1 }),
    proposeFares: (ctx) => proposeFares(ctx, { origin: "GMP", destination: "CJU", aircraftType: "7M8" }),
  };

  test.each(Object.keys(doors))("%s", async (name) => {
    const before = await database().$count(outbox);
    await expect(doors[name]?.(customer)).rejects.toEqual(refused("FORBIDDEN"));
    await expect(doors[name]?.(anonymous)).rejects.toEqual(refused("UNAUTHENTICATED"));
    expect(await database().$count(outbox)).toBe(before);
  });
});

describe("views", () => {
  test("flights of a day by route, page by page", async () => {
    const departureDate = inDays(300);
    for (let n = 0; n < 52; n++) {
      const clock = (minutes: number) =>
        [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
      const [departureTime, arrivalTime] = [clock(300 + n * 15), clock(370 + n * 15)];
      await registerFlight(admin, oneFlight({ departureDate, departureTime, arrivalTime }));
    }
    const wanted = { from: departureDate, origin: "gmp", destination: "CJU" };
    const first = await listFlights(admin, wanted);
    const second = await listFlights(admin, { ...wanted, cursor: first.nextCursor });
    expect([first.rows.length, second.rows.length, second.nextCursor]).toEqual([50, 2, null]);
    expect(await countFlights(admin, wanted)).toBe(52);
    const times = [...first.rows, ...second.rows].map((flight) => flight.departsAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const back = await listFlights(admin, { ...wanted, cursor: second.previousCursor });
    expect(back.rows).toEqual(first.rows);
    expect(first.rows[0]).toMatchObject({
      originCityKo: "서울",
      destinationCityKo: "제주",
      originZone: KOREA_ZONE,
    });
    expect(await countFlights(admin, { from: departureDate, origin: "CJU" })).toBe(0);
    const tooLong = listFlights(admin, { from: departureDate, to: addDays(departureDate, 62) });
    await expect(tooLong).rejects.toEqual(refused("INVALID_INPUT", { to: "periodInvalid" }));
  });

  test("flights are sorted by each column, both ways, and narrowed by their state", async () => {
    const [from, to] = [inDays(390), inDays(391)];
    // The number, not its text, sorts: 4 is before 12.
    const made: number[] = [];
    for (const [n, departureDate] of [to, from, from].entries()) {
      const designator = `MA${n === 0 ? 4 : 11 + n}`;
      made.push((await registerFlight(admin, oneFlight({ departureDate, designator }))).flightId);
    }
    const [four, twelve, thirteen] = made;
    await cancelFlight(admin, { flightId: thirteen as number, version: 1, reason: "정비" });
    const ids = async (more: Partial<ListFlightsInput>) =>
      (await listFlights(admin, { from, to, ...more })).rows.map(({ id }) => id);
    expect(await ids({ sort: "departure" })).toEqual([twelve, thirteen, four]);
    expect(await ids({ sort: "flight" })).toEqual([four, twelve, thirteen]);
    expect(await ids({ sort: "flight", descending: true })).toEqual([thirteen, twelve, four]);
    expect(await ids({ sort: "route" })).toEqual([twelve, thirteen, four]);
    expect(await ids({ sort: "status" })).toEqual([thirteen, twelve, four]);
    expect(await ids({ state: "CANCELLED" })).toEqual([thirteen]);
    expect(await ids({ state: "ON_SALE" })).toEqual([twelve, four]);
    expect(await ids({ state: "DEPARTED" })).toEqual([]);
    expect(await countFlights(admin, { from, to, state: "ON_SALE" })).toBe(2);
  });

  test("airports and the usual fares", async () => {
    expect((await listAirports(admin))[0]?.country).toBe("KR");
    const proposal = await proposeFares(admin, { origin: "ICN", destination: "JFK", aircraftType: "789" });
    expect(proposal.fares.map((fare) => fare.brand)).toEqual(["SAVER", "STANDARD", "FLEX", "BUSINESS"]);
    const amounts = proposal.fares.map((fare) => fare.amount);
    expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
    expect(amounts.every((amount) => amount % 100 === 0)).toBe(true);
  });
});
