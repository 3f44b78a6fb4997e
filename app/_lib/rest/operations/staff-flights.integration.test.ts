import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, done } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { cancelReservationsOnFlight } from "@/server/reservation";
import { adult, system } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { addDays, isoWeekday, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seedPolicies, seedReference } from "@/tools/seed/reference";
import * as flights from "./staff-flights";
import * as schedules from "./staff-schedules";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

const today = toLocal(new Date(), KOREA_ZONE).date;
beforeAll(async () => {
  await seedReference();
  await seedPolicies(today);
});
afterAll(closeDatabase);

const scheduler = staff("SCHEDULER");
const agent = staff("AGENT");
const auditor = staff("AUDITOR");

let number = 7000;
let nextDay = 20;
/** A flight on a day that no other test uses. */
const oneFlight = () => ({
  designator: `MA${++number}`,
  origin: "GMP",
  destination: "CJU",
  departureDate: addDays(today, nextDay++),
  departureTime: "09:00",
  arrivalTime: "10:10",
  aircraftType: "7M8",
  fares: [{ brand: "STANDARD", amount: 70_000 }],
});
const register = async (flight = oneFlight()) => {
  const { flightId } = await done(flights.registerFlight, scheduler, { body: flight });
  return { flight, flightId, params: { id: flightId } };
};

describe("a flight", () => {
  test("is previewed, put on sale and read with its fares and seats", async () => {
    const { fares, designator, ...times } = oneFlight();
    const preview = await done(flights.previewFlight, scheduler, { body: times });
    expect(preview).toMatchObject({ departureDate: times.departureDate, blockMinutes: 70, unusual: {} });
    const { params } = await register({ fares, designator, ...times });
    const found = await done(flights.getScheduledFlight, agent, { params });
    expect(found).toMatchObject({ designator, status: "ON_SALE", version: 1 });
    expect(found.fares).toMatchObject([{ brand: "STANDARD", amount: 70_000 }]);
    const [load, ...more] = await done(flights.getFlightLoads, scheduler, { params });
    expect([load?.sold, load?.held, more]).toEqual([0, 0, []]);
    expect(load?.capacity).toBeGreaterThan(100);
  });

  test("is registered once per key, and a second one with its number and day is refused at the field", async () => {
    const asked = { body: oneFlight(), headers: { "Idempotency-Key": uuidv7() } };
    const first = await ask(flights.registerFlight, scheduler, asked);
    const second = await ask(flights.registerFlight, scheduler, asked);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.data).toEqual(first.data);
    const again = await ask(flights.registerFlight, scheduler, { body: asked.body });
    expect(again.data).toMatchObject({
      code: "FLIGHT_ALREADY_EXISTS",
      fieldErrors: { departureDate: "flightExists" },
    });
  });

  test("is refused with each field that is not valid, and changes nothing", async () => {
    const body = { ...oneFlight(), origin: "XXXX", departureTime: "25:00" };
    const refused = await ask(flights.registerFlight, scheduler, { body });
    expect(refused.status).toBe(422);
    expect(refused.data).toMatchObject({
      fieldErrors: { origin: "airportInvalid", departureTime: "timeInvalid" },
    });
    expect((await ask(flights.registerFlight, agent, { body })).code).toBe("FORBIDDEN");
    const query = { from: body.departureDate };
    expect((await done(flights.listScheduledFlights, agent, { query })).items).toEqual([]);
  });

  test("that does not exist is not found by any operation", async () => {
    const asked = { params: { id: 2_000_000_000 }, body: { version: 1, reason: "기상 악화" } };
    for (const each of Object.values(flights).filter(({ path }) => path.includes("{id}")))
      expect([
        each.id,
        (await ask(each, scheduler, each.method === "GET" ? { params: asked.params } : asked)).code,
      ]).toEqual([each.id, "NOT_FOUND"]);
  });
});

describe("the list of flights", () => {
  test("is filtered, sorted and paged to its end", async () => {
    const day = addDays(today, nextDay++);
    const made = [];
    for (let n = 0; n < 3; n++)
      made.push((await register({ ...oneFlight(), departureDate: day })).flight.designator);
    const query = { from: day, sort: "flight", descending: "true", limit: 2 };
    const first = await done(flights.listScheduledFlights, auditor, { query });
    const second = await done(flights.listScheduledFlights, auditor, {
      query: { ...query, cursor: first.nextCursor ?? "" },
    });
    const listed = [...first.items, ...second.items].map(({ designator }) => designator);
    expect(listed).toEqual(made.toReversed());
    expect([first.items.length, second.nextCursor]).toEqual([2, null]);
    const otherOrder = { ...query, sort: "departure", cursor: first.nextCursor ?? "" };
    const refused = await ask(flights.listScheduledFlights, auditor, { query: otherOrder });
    expect(refused.data).toMatchObject({ status: 422, fieldErrors: { cursor: "invalid" } });
    const one = { from: day, designator: made[1] ?? "" };
    expect((await done(flights.listScheduledFlights, auditor, { query: one })).items).toHaveLength(1);
  });

  test.each([
    ["without a day", {}, "from"],
    ["over a period that is too long", { from: today, to: addDays(today, 70) }, "to"],
    ["with a page that is too long", { from: today, limit: 101 }, "limit"],
    ["in an unknown order", { from: today, sort: "price" }, "sort"],
    ["descending or not", { from: today, descending: "maybe" }, "descending"],
  ])("%s is refused", async (_, query, field) => {
    const refused = await ask(flights.listScheduledFlights, scheduler, {
      query: query as Record<string, string>,
    });
    expect(refused.status).toBe(422);
    expect(Object.keys((refused.data as { fieldErrors: object }).fieldErrors)).toEqual([field]);
  });
});

describe("the manifest and the cancellation of a flight", () => {
  test("show who flies, masked for whoever may not read personal data", async () => {
    const { flightId, params } = await register();
    await paidTrip([{ flightId, brand: "STANDARD" }], [adult("SEO", "YUNA")]);
    const [row] = await done(flights.getManifest, agent, { params, query: { sort: "seat" } });
    expect(row).toMatchObject({
      name: "SEO/YUNA",
      birthDate: "1990-05-05",
      contactEmail: "minji@example.com",
    });
    const [masked] = await done(flights.getManifest, auditor, { params });
    expect(masked).toMatchObject({ birthDate: "1990", contactEmail: "mi***@example.com" });
    const children = { params, query: { type: "CHILD" } };
    expect(await done(flights.getManifest, agent, children)).toEqual([]);
  });

  test("do what the preview said, once, on the version that was seen", async () => {
    const { flightId, params } = await register();
    const trip = await paidTrip([{ flightId, brand: "STANDARD" }], [adult("SEO", "YUNA")]);
    const { miles, withOtherFlights, ...preview } = await done(flights.previewFlightCancellation, agent, {
      params,
    });
    expect([preview, withOtherFlights]).toEqual([
      { reservations: 1, passengers: 1, holds: 0, refundAmount: trip.amount },
      0,
    ]);
    expect(miles).toBeGreaterThan(0);
    const body = { version: 1, reason: "기상 악화" };
    const cancel = (by = scheduler, more = {}) =>
      ask(flights.cancelFlight, by, { params, body: { ...body, ...more } });
    expect((await cancel(agent)).code).toBe("FORBIDDEN");
    expect((await cancel(scheduler, { version: 2 })).code).toBe("CONFLICT");
    // The address says which flight, whatever the body says.
    expect((await cancel(scheduler, { flightId: 2_000_000_000 })).status).toBe(204);
    expect((await cancel()).code).toBe("FLIGHT_NOT_ON_SALE");
    await cancelReservationsOnFlight(system, { flightId });
    expect(await done(flights.getFlightCancellation, agent, { params })).toEqual(preview);
  });
});

describe("a season schedule", () => {
  const season = () => {
    const { departureDate, arrivalTime, ...given } = oneFlight();
    const periodTo = addDays(departureDate, 1);
    nextDay++;
    const days = [departureDate, periodTo].map(isoWeekday);
    return { ...given, id: uuidv7(), periodFrom: departureDate, periodTo, days, blockMinutes: 70 };
  };

  test("is previewed, put on sale once per id, and listed", async () => {
    const { id, fares, ...pattern } = season();
    const preview = await done(schedules.previewSeasonSchedule, scheduler, { body: pattern });
    expect(preview.flights.map(({ taken }) => taken)).toEqual([false, false]);
    const body = { id, fares, ...pattern };
    const registered = { scheduleId: id, flights: 2 };
    expect(await done(schedules.registerSeasonSchedule, scheduler, { body })).toEqual(registered);
    expect(await done(schedules.registerSeasonSchedule, scheduler, { body })).toEqual(registered);
    const listed = await done(schedules.listSeasonSchedules, agent);
    expect(listed.filter((each) => each.id === id)).toMatchObject([{ flights: 2, cancelled: 0 }]);
    const other = { ...body, blockMinutes: 75 };
    expect((await ask(schedules.registerSeasonSchedule, scheduler, { body: other })).code).toBe("CONFLICT");
  });

  test("names each day on which there is such a flight", async () => {
    const { flight } = await register();
    const { departureDate, arrivalTime, ...given } = flight;
    const period = { periodFrom: departureDate, periodTo: departureDate, days: [isoWeekday(departureDate)] };
    const body = { ...given, ...period, id: uuidv7(), blockMinutes: 70 };
    const refused = await ask(schedules.registerSeasonSchedule, scheduler, { body });
    expect(refused.data).toMatchObject({
      code: "FLIGHT_ALREADY_EXISTS",
      fieldErrors: { [`dates.${departureDate}`]: "flightExists" },
    });
    expect((await ask(schedules.registerSeasonSchedule, agent, { body })).code).toBe("FORBIDDEN");
  });
});

test("the choices of a new flight are the network, the fleet and the usual fares of a route", async () => {
  const airports = await done(schedules.listScheduleAirports, agent);
  expect(airports).toContainEqual(expect.objectContaining({ code: "GMP", zone: "Asia/Seoul" }));
  const fleet = await done(schedules.listAircraftTypes, agent);
  expect(fleet.find(({ code }) => code === "7M8")?.units).toMatchObject({ ECONOMY: expect.any(Number) });
  const query = { origin: "GMP", destination: "CJU", aircraftType: "7M8" };
  const proposal = await done(schedules.proposeFares, agent, { query });
  expect(proposal.fares.length).toBeGreaterThan(0);
  const unknown = await ask(schedules.proposeFares, agent, { query: { ...query, destination: "ZZZ" } });
  expect([unknown.status, unknown.data]).toMatchObject([
    422,
    { fieldErrors: { destination: expect.any(String) } },
  ]);
});
