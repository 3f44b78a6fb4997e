import { sellFlights } from "@/server/reservation";
import { testFlight } from "@/server/reservation/testing/flight";
import { systemContext } from "@/server/shared/context";

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
  return flights.map(({ id, designator, departureDate }) => ({ id, designator, date: departureDate }));
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
