import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { ShoppedFlight } from "@/server/shared/admission";

/** What the gate of the waiting room asks of these flights. One that there is not is left out. */
export async function shoppedFlights(flightIds: readonly number[]): Promise<ShoppedFlight[]> {
  const { rows } = await database().execute<ShoppedFlight>(sql`
    select origin, destination, departure_date::text as "departureDate" from reservation.flights
    where id = any(${sql.param([...flightIds])}::int[])`);
  return rows;
}
