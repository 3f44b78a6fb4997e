import { and, eq, inArray } from "drizzle-orm";
import { type Database, database, type Tx } from "@/db/client";
import { aircraftTypes, airports, routes } from "@/db/schema/schedule";
import type { CabinLayout } from "@/server/shared/cabin-layout";
import { AppError, type FieldErrors } from "@/server/shared/errors";

export type Airport = typeof airports.$inferSelect;
export type AircraftType = Omit<typeof aircraftTypes.$inferSelect, "layouts"> & { layouts: CabinLayout[] };

/** What is known of the two ends, the way between and the aircraft of a flight. */
export type FlightReference = {
  origin: Airport;
  destination: Airport;
  aircraft: AircraftType;
  distanceMiles: number;
  /** Usual time from gate to gate. */
  blockMinutes: number;
};

/** @throws AppError INVALID_INPUT at the field whose airport, aircraft or route is not known. */
export async function flightReference(
  flight: { origin: string; destination: string; aircraftType: string },
  db: Database | Tx = database(),
): Promise<FlightReference> {
  const ends = await db
    .select()
    .from(airports)
    .where(inArray(airports.code, [flight.origin, flight.destination]));
  const [aircraft] = await db.select().from(aircraftTypes).where(eq(aircraftTypes.code, flight.aircraftType));
  const [route] = await db
    .select()
    .from(routes)
    .where(and(eq(routes.origin, flight.origin), eq(routes.destination, flight.destination)));
  const origin = ends.find((airport) => airport.code === flight.origin);
  const destination = ends.find((airport) => airport.code === flight.destination);
  const fieldErrors: FieldErrors = {
    ...(!origin && { origin: "airportUnknown" }),
    ...(!aircraft && { aircraftType: "aircraftUnknown" }),
    ...(origin && destination && !route && { destination: "routeUnknown" }),
    ...(!destination && { destination: "airportUnknown" }),
    ...(flight.origin === flight.destination && { destination: "sameAirport" }),
  };
  if (!origin || !destination || !aircraft || !route) throw new AppError("INVALID_INPUT", { fieldErrors });
  return {
    origin,
    destination,
    aircraft: { ...aircraft, layouts: aircraft.layouts as CabinLayout[] },
    distanceMiles: route.distanceOverrideMiles ?? route.distanceMiles,
    blockMinutes: route.blockMinutes,
  };
}
