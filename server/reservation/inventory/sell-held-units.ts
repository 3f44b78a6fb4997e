import { sql } from "drizzle-orm";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import type { SaleState } from "@/server/reservation/domain/sale-window";
import { unitsOnSegment } from "@/server/reservation/passengers/predicates";
import { saleWindow } from "@/server/reservation/shop/sale-window-facts";
import type { TxContext } from "@/server/shared/context";
import { claimedUnit, freeUnit } from "./predicates";

type Outcome = "SOLD" | "SHORT" | "FLIGHT_CANCELLED" | Exclude<SaleState, "OPEN">;

/** Rolls an incomplete sale back to its savepoint. Never leaves this file. */
class Shortage extends Error {}

/**
 * Sells the units of a hold, on all segments or on none. Units that others took after the deadline are replaced by free
 * ones; seats are restored where nobody else has taken them. Nothing is sold once the first flight has left or has passed
 * its no-show cut-off, by the database's clock: the customer could neither fly nor cancel for a refund.
 *
 * @returns SOLD, or why nothing was sold. SHORT: too few units are left.
 */
export async function sellHeldUnits(
  ctx: TxContext,
  reservationId: string,
  cutoffs: CutoffPolicies,
): Promise<Outcome> {
  const { rows: segments } = await ctx.tx.execute<SegmentNeed>(sql`
    select s.flight_id as "flightId", s.cabin, ${unitsOnSegment} as units, fa.unit_limit as "unitLimit",
      f.status = 'ON_SALE' as "onSale"
    from reservation.segments s
    join reservation.reservations r on r.id = s.reservation_id
    join reservation.flights f on f.id = s.flight_id
    join reservation.fares fa on fa.flight_id = s.flight_id and fa.brand = s.brand
    where s.reservation_id = ${reservationId} order by s.flight_id`);
  if (segments.some((s) => !s.onSale)) return "FLIGHT_CANCELLED";
  const { settlement } = await saleWindow(ctx.tx, reservationId, cutoffs);
  if (settlement !== "OPEN") return settlement;
  try {
    // The savepoint gives the units of the first flight back when the second one has too few.
    await ctx.tx.transaction(async (savepoint) => {
      const inner = { ...ctx, tx: savepoint };
      const soldOn = await sellOwn(inner, reservationId);
      for (const segment of segments) {
        const missing = segment.units - (soldOn.get(segment.flightId) ?? 0);
        if (missing > 0) await sellFree(inner, reservationId, segment, missing);
      }
    });
  } catch (error) {
    if (error instanceof Shortage) return "SHORT";
    throw error;
  }
  await restoreSeats(ctx, reservationId);
  return "SOLD";
}

type SegmentNeed = { flightId: number; cabin: string; units: number; unitLimit: number; onSale: boolean };

/** Sells the units that the hold still has. @returns their number by flight id. */
async function sellOwn({ tx }: TxContext, reservationId: string): Promise<Map<number, number>> {
  const { rows } = await tx.execute<{ flightId: number }>(sql`
    update reservation.inventory_units u set sold = true, held_until = null
    where u.reservation_id = ${reservationId} and ${claimedUnit}
    returning u.flight_id as "flightId"`);
  const soldOn = new Map<number, number>();
  for (const { flightId } of rows) soldOn.set(flightId, (soldOn.get(flightId) ?? 0) + 1);
  return soldOn;
}

/** @throws Shortage when too few free units are left on the flight. */
async function sellFree({ tx }: TxContext, reservationId: string, segment: SegmentNeed, missing: number) {
  const { rows } = await tx.execute(sql`
    with free as (
      select u.unit from reservation.inventory_units u
      where u.flight_id = ${segment.flightId} and u.cabin = ${segment.cabin} and u.unit <= ${segment.unitLimit}
        and ${freeUnit}
      order by u.unit desc limit ${missing} for update skip locked)
    update reservation.inventory_units u set sold = true, held_until = null, reservation_id = ${reservationId}
    from free where u.flight_id = ${segment.flightId} and u.cabin = ${segment.cabin} and u.unit = free.unit
    returning u.unit`);
  if (rows.length < missing) throw new Shortage();
}

/** Restores the seats that were given back when the hold ended, where nobody else has taken them. */
async function restoreSeats({ tx }: TxContext, reservationId: string) {
  await tx.execute(sql`
    insert into reservation.seat_assignments (flight_id, seat, segment_id, passenger_id, reservation_id, exit_accepted_at)
    select distinct on (segment_id, passenger_id) flight_id, seat, segment_id, passenger_id, reservation_id,
      exit_accepted_at
    from reservation.seat_assignments a
    where reservation_id = ${reservationId} and not active
      and exists (select 1 from reservation.reservations r where r.id = a.reservation_id and r.status = 'EXPIRED')
    order by segment_id, passenger_id, id desc
    on conflict do nothing`);
}
