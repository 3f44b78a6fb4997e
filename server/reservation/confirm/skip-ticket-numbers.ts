import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";

/**
 * Leaves out the next `count` ticket numbers: after the database was set back, customers may hold tickets with them.
 * Only for the system.
 */
export async function skipTicketNumbers(ctx: RequestContext, count: number): Promise<void> {
  requireSystem(ctx.actor);
  await database().execute(sql`
    select setval('reservation.ticket_serial', nextval('reservation.ticket_serial') + ${count}::int)`);
}
