import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireAdmin } from "@/server/shared/context";

export type CabinLoad = { flightId: number; cabin: string; capacity: number; sold: number; held: number };

/** Units sold and held by cabin, for the flights given. */
export async function flightLoads(ctx: RequestContext, flightIds: number[]): Promise<CabinLoad[]> {
  requireAdmin(ctx.actor);
  if (flightIds.length === 0) return [];
  const { rows } = await database().execute<CabinLoad>(sql`
    select flight_id as "flightId", cabin, count(*)::int as capacity,
      (count(*) filter (where sold))::int as sold,
      (count(*) filter (where not sold and reservation_id is not null and held_until > clock_timestamp()
        and held_until < 'infinity'))::int as held
    from reservation.inventory_units
    where flight_id in (${sql.join(
      flightIds.map((id) => sql`${id}`),
      sql`, `,
    )})
    group by flight_id, cabin order by flight_id, cabin desc`);
  return rows;
}
