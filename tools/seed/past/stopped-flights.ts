import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { flightCancelled } from "@/server/schedule/events";
import { Chance } from "./chance";
import type { DatedFlight } from "./dated-flights";
import type { Cancellation } from "./demand";
import { type Journal, type PastActor, type PastEvent, uncheckedEvent } from "./journal";

/** Records that the airline cancelled flights. @returns the event of each. */
export function recordStopped(
  journal: Journal,
  cancelled: ReadonlyMap<DatedFlight, Cancellation>,
  by: PastActor,
): Map<DatedFlight, PastEvent> {
  const stopped = new Map<DatedFlight, PastEvent>();
  for (const [flight, { at, reason }] of cancelled) {
    const { id: flightId, designator, departureDate } = flight;
    const chance = new Chance(`stopped ${designator} ${departureDate}`);
    // A moment before its reservations: they are cancelled because of it.
    const moment = at - 500;
    const { name, version, data } = uncheckedEvent(flightCancelled, {
      flightId,
      version: 2,
      designator,
      departureDate,
      reason,
    });
    const correlationId = chance.id(moment);
    const told = { id: chance.id(moment), at: moment, name, version, correlationId };
    stopped.set(flight, journal.record({ ...told, data: data as Record<string, unknown> }));
    const before = { status: "ON_SALE", version: 1 };
    const after = { status: "CANCELLED", version: 2, reason };
    const change = { action: "cancel-flight", entity: "flight", entityId: String(flightId), before, after };
    journal.audit(moment, by, change, correlationId);
  }
  return stopped;
}

/** Cancels the flights in both contexts, and closes the sale of their units for good. */
export async function closeStopped(tx: Tx, cancelled: ReadonlyMap<DatedFlight, Cancellation>): Promise<void> {
  const list = JSON.stringify([...cancelled].map(([{ id }, { reason }]) => ({ id, reason })));
  const of = sql`json_to_recordset(${list}::json) as c(id int, reason text)`;
  await tx.execute(sql`update schedule.flights f set status = 'CANCELLED', cancel_reason = c.reason, version = 2
    from ${of} where f.id = c.id`);
  await tx.execute(
    sql`update reservation.flights f set status = 'CANCELLED', version = 2 from ${of} where f.id = c.id`,
  );
  await tx.execute(sql`update reservation.inventory_units u set held_until = 'infinity' from ${of}
    where u.flight_id = c.id and not u.sold`);
}
