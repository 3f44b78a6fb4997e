import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";

/**
 * Whether a member has a trip that still has to be flown, or a booking that still has to be paid. A flight counts as open
 * until a day after its arrival, when the airline has recorded who travelled.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function hasOpenTrips(ctx: TxContext, personId: string): Promise<boolean> {
  requireSelf(ctx.actor, personId);
  const { rows } = await ctx.tx.execute<{ open: boolean }>(sql`
    select exists (select from reservation.reservations r where r.customer_id = ${personId}
      and (r.status = 'HELD' or r.status = 'CREATED' and exists (
        select from reservation.segments s join reservation.flights f on f.id = s.flight_id
        where s.reservation_id = r.id and s.position >= 0 and f.arrives_at > now() - interval '1 day'))) as open`);
  return rows[0]?.open === true;
}
