import { KOREA_ZONE, toLocal } from "@/server/shared/time";

/** The particulars of a flight that a test or the bench puts on sale. */
type Particulars = {
  id: number;
  departs: Date;
  designator: string;
  aircraftType: string;
  units: number;
  fares: { brand: "SAVER" | "STANDARD"; amount: number; unitLimit: number }[];
  origin?: string;
  destination?: string;
  originZone?: string;
  destinationZone?: string;
};

/** Makes a flight of 70 minutes as it is published, GMP–CJU by default. */
export function testFlight({
  departs,
  units,
  fares,
  origin = "GMP",
  destination = "CJU",
  originZone = KOREA_ZONE,
  destinationZone = KOREA_ZONE,
  ...rest
}: Particulars) {
  const arrives = new Date(departs.getTime() + 70 * 60_000);
  return {
    ...rest,
    version: 1,
    origin,
    destination,
    departsAt: departs.toISOString(),
    arrivesAt: arrives.toISOString(),
    departureDate: toLocal(departs, originZone).date,
    arrivalDate: toLocal(arrives, destinationZone).date,
    distanceMiles: 280,
    units: { ECONOMY: units },
    fares: fares.map((fare) => ({ ...fare, cabin: "ECONOMY" as const })),
  };
}
