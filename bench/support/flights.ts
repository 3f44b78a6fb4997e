import { sellFlights } from "@/server/reservation";
import { testFlight } from "@/server/reservation/testing/flight";
import { systemContext } from "@/server/shared/context";

/** Far above the ids of the timetable, and never a part of another number in a recorded statement. */
let nextId = 1_700_000_000;

/**
 * Puts flights of the bench's own on sale, as the reaction to `flights.published` does, three weeks from
 * now, with so many units each, for so many won.
 *
 * @returns their ids.
 */
export async function putOnSale(count: number, units: number, amount = 60_000): Promise<number[]> {
  const flights = Array.from({ length: count }, (_, n) => {
    const id = nextId++;
    return testFlight({
      id,
      departs: new Date(Math.ceil(Date.now() / 60_000) * 60_000 + (21 + (n % 10)) * 86_400_000),
      designator: `MA${1000 + (id % 9000)}`,
      aircraftType: "7M8",
      units,
      fares: [{ brand: "STANDARD", amount, unitLimit: units }],
    });
  });
  await sellFlights(systemContext("bench"), { flights, airports: [], aircraft: [] });
  return flights.map(({ id }) => id);
}
