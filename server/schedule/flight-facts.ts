import { and, eq, inArray } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { aircraftTypes, airports, routes } from "@/db/schema/schedule";
import type { CabinLayout } from "@/server/shared/cabin-layout";
import { AppError, type FieldErrors } from "@/server/shared/errors";

type Airport = typeof airports.$inferSelect;
type AircraftType = Omit<typeof aircraftTypes.$inferSelect, "layouts"> & { layouts: CabinLayout[] };

/** The stored facts about the airports, the route and the aircraft of a flight. */
export type FlightFacts = {
  origin: Airport;
  destination: Airport;
  aircraft: AircraftType;
  distanceMiles: number;
  /** Usual time from gate to gate. */
  blockMinutes: number;
};

/**
 * Reads the facts about a flight between two airports.
 *
 * @throws AppError INVALID_INPUT at the field whose airport, aircraft or route is not known.
 */
export async function readFlightFacts(
  db: Database | Tx,
  flight: { origin: string; destination: string; aircraftType: string },
): Promise<FlightFacts> {
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
