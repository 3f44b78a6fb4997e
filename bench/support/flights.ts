import { sellFlights } from "@/server/reservation";
import { systemContext } from "@/server/shared/context";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";

/** Far above those of the timetable, and never part of another number in a recorded statement. */
let nextId = 1_700_000_000;

/**
 * Puts flights of the bench's own on sale, as the reaction to `flights.published` does, three weeks from
 * now, with so many units each.
 *
 * @returns their ids.
 */
export async function putOnSale(count: number, units: number): Promise<number[]> {
  const flights = Array.from({ length: count }, (_, n) => {
    const id = nextId++;
    const departs = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + (21 + (n % 10)) * 86_400_000);
    const { date } = toLocal(departs, KOREA_ZONE);
    return {
      id,
      version: 1,
      designator: `MA${1000 + (id % 9000)}`,
      origin: "GMP",
      destination: "CJU",
      departsAt: departs.toISOString(),
      arrivesAt: new Date(departs.getTime() + 70 * 60_000).toISOString(),
      departureDate: date,
      arrivalDate: date,
      aircraftType: "7M8",
      distanceMiles: 280,
      units: { ECONOMY: units },
      fares: [{ brand: "STANDARD" as const, cabin: "ECONOMY" as const, amount: 60_000, unitLimit: units }],
    };
  });
  await sellFlights(systemContext("bench"), { flights, airports: [], aircraft: [] });
  return flights.map(({ id }) => id);
}
