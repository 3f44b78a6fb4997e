import { putFlightOnSale } from "@/server/flows/put-on-sale";
import { takeFlightOffSale } from "@/server/flows/take-off-sale";
import { sellFlights } from "@/server/reservation";
import { testFlight } from "@/server/reservation/testing/flight";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { until } from "./until";

let nextId = 1_000_000 + (Date.now() % 1_000_000) * 100;

/** The id of a flight that no other test has. */
export const flightId = (): number => nextId++;

export type TestFlight = { id: number; designator: string; date: string };

/**
 * Puts new flights on sale for one test, as the reaction to `flights.published` does, with so many units, on the
 * seeded airports and aircraft.
 */
export async function flightsOnSale(
  count: number,
  units: number,
  route: { origin?: string; destination?: string } = {},
): Promise<TestFlight[]> {
  const flights = Array.from({ length: count }, (_, n) => {
    const id = flightId();
    return testFlight({
      id,
      ...route,
      departs: new Date(Math.ceil(Date.now() / 60_000) * 60_000 + (20 + (n % 10)) * 86_400_000),
      designator: `MA${1000 + (id % 9000)}`,
      aircraftType: "7M8",
      units,
      fares: [{ brand: "STANDARD", amount: 60_000, unitLimit: units }],
      ...route,
    });
  });
  await sellFlights(systemContext("test"), { flights, airports: [], aircraft: [] });
  for (const flight of flights) await shown(flight);
  return flights.map(({ id, designator, departureDate }) => ({ id, designator, date: departureDate }));
}

type Shown = { id: number; origin: string; destination: string; departureDate: string };

/**
 * Waits until the site shows a flight: the test before may have looked at the same day, and that answer is shared for two
 * seconds. A site that is down shows it once it is up.
 */
async function shown({ id, origin, destination, departureDate: date }: Shown): Promise<void> {
  const query = new URLSearchParams({ from: origin, to: destination, date });
  const isShown = async () => {
    const answer = await fetch(`${process.env.APP_URL}/api/v1/availability?${query}`).catch(() => null);
    if (!answer?.ok) return true;
    const { flights } = (await answer.json()) as { flights: { flightId: number }[] };
    return flights.some(({ flightId: each }) => each === id);
  };
  await until(isShown, Boolean, { timeoutMs: 10_000, everyMs: 100 });
}

export async function flightOnSale(units = 50): Promise<TestFlight> {
  const [flight] = await flightsOnSale(1, units);
  return flight as TestFlight;
}

/** A flight from Gimpo to Jeju, and one back on the day after. */
export async function flightsThereAndBack(units: number): Promise<[TestFlight, TestFlight]> {
  const [out] = await flightsOnSale(1, units);
  const [, back] = await flightsOnSale(2, units, { origin: "CJU", destination: "GMP" });
  return [out, back] as [TestFlight, TestFlight];
}

const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "staff@example.com", address: "test" },
};

/** Registers a flight of the timetable from Gimpo to Jeju, as the form does, and puts it on sale. */
export async function registeredFlight(days = 25): Promise<TestFlight> {
  const designator = `MA${1000 + (flightId() % 9000)}`;
  const date = toLocal(new Date(Date.now() + days * 86_400_000), KOREA_ZONE).date;
  const { flightId: id } = await putFlightOnSale(admin, {
    designator,
    origin: "GMP",
    destination: "CJU",
    departureDate: date,
    departureTime: "11:00",
    arrivalTime: "12:10",
    aircraftType: "7M8",
    fares: [{ brand: "STANDARD", amount: 60_000 }],
    confirmed: true,
  });
  return { id, designator, date };
}

/** Cancels a registered flight, as the form does. */
export const cancelFlight = (flight: TestFlight, reason: string): Promise<void> =>
  takeFlightOffSale(admin, { flightId: flight.id, version: 1, reason });
