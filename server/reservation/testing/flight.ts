import { KOREA_ZONE, toLocal } from "@/server/shared/time";

/** What is not the same for every flight that a test or the bench puts on sale. */
type Particulars = {
  id: number;
  departs: Date;
  designator: string;
  aircraftType: string;
  units: number;
  fares: { brand: "SAVER" | "STANDARD"; amount: number; unitLimit: number }[];
  origin?: string;
  destination?: string;
};

/** A flight of 70 minutes as it is published, GMP–CJU unless it says otherwise. */
export function testFlight({
  departs,
  units,
  fares,
  origin = "GMP",
  destination = "CJU",
  ...rest
}: Particulars) {
  const { date } = toLocal(departs, KOREA_ZONE);
  return {
    ...rest,
    version: 1,
    origin,
    destination,
    departsAt: departs.toISOString(),
    arrivesAt: new Date(departs.getTime() + 70 * 60_000).toISOString(),
    departureDate: date,
    arrivalDate: date,
    distanceMiles: 280,
    units: { ECONOMY: units },
    fares: fares.map((fare) => ({ ...fare, cabin: "ECONOMY" as const })),
  };
}
