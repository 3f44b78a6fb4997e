import { desc, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { database } from "@/db/client";
import { inventoryUnits } from "@/db/schema/reservation";
import { heldUnit } from "@/server/reservation/inventory/predicates";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import type { CabinLoad } from "./staff-schemas";

const u = alias(inventoryUnits, "u");

/** The seats of each cabin of some flights, and how many are sold and held. @throws AppError FORBIDDEN. */
export async function flightLoads(ctx: RequestContext, flightIds: number[]): Promise<CabinLoad[]> {
  requirePermission(ctx.actor, "sales.read");
  if (flightIds.length === 0) return [];
  return database()
    .select({
      flightId: u.flightId,
      cabin: u.cabin,
      capacity: sql`count(*)`.mapWith(Number),
      sold: sql`count(*) filter (where ${u.sold})`.mapWith(Number),
      held: sql`count(*) filter (where ${heldUnit})`.mapWith(Number),
    })
    .from(u)
    .where(inArray(u.flightId, flightIds))
    .groupBy(u.flightId, u.cabin)
    .orderBy(u.flightId, desc(u.cabin));
}
