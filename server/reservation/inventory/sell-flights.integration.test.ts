import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { cancelReservationsOnFlight, sellFlights } from "@/server/reservation";
import {
  customer,
  hold,
  policies,
  publishedFlight,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

test("a flight published ten times at once is on sale once", async () => {
  const { flightId, published } = publishedFlight({ units: 6 });
  await Promise.all(Array.from({ length: 10 }, () => sellFlights(system, published)));
  expect(await unitCounts(flightId)).toEqual({ sold: 0, held: 0, free: 6 });
  const { rows } = await database().execute(
    sql`select brand from reservation.fares where flight_id = ${flightId} order by brand`,
  );
  expect(rows).toEqual([{ brand: "SAVER" }, { brand: "STANDARD" }]);
});

test("a flight that is published again together with a new one keeps its sold units", async () => {
  const [known, fresh] = [publishedFlight({ units: 2 }), publishedFlight({ units: 3 })];
  await sellFlights(system, known.published);
  await hold(customer(), known.flightId);
  const flights = [...known.published.flights, ...fresh.published.flights];
  await sellFlights(system, { ...known.published, flights });
  expect(await unitCounts(known.flightId)).toEqual({ sold: 0, held: 1, free: 1 });
  expect(await unitCounts(fresh.flightId)).toEqual({ sold: 0, held: 0, free: 3 });
});

test("a flight that was cancelled stays off sale, however late its publication comes again", async () => {
  const { flightId, published } = publishedFlight();
  await sellFlights(system, published);
  await cancelReservationsOnFlight(system, { flightId });
  await sellFlights(system, published);
  expect(await codeOf(hold(customer(), flightId))).toBe("FLIGHT_NOT_ON_SALE");
  expect((await unitCounts(flightId)).free).toBe(0);
});
