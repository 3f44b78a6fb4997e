import { sql } from "drizzle-orm";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import type { SaleState } from "@/server/reservation/domain/sale-window";
import { unitsOnSegment } from "@/server/reservation/passengers/predicates";
import { saleWindow } from "@/server/reservation/shop/sale-window-facts";
import type { TxContext } from "@/server/shared/context";

type Outcome = "SOLD" | "SHORT" | "FLIGHT_CANCELLED" | Exclude<SaleState, "OPEN">;

/** Thrown to undo a half-made sale; never leaves this file. */
class Shortage extends Error {}

/**
 * Turns the units of a hold into sold ones. Units that others took after the deadline are replaced
 * from what is free, as are the seats. All segments or none. Nothing is sold that nobody could fly or give back any
 * more: by the database's clock the first flight has neither left nor passed its no-show cut-off.
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
    // A savepoint: a shortage on the second flight gives the first one's units back.
    await ctx.tx.transaction(async (savepoint) => {
      const inner = { ...ctx, tx: savepoint };
      const kept = await sellOwn(inner, reservationId);
      for (const segment of segments) {
        const missing = segment.units - (kept.get(segment.flightId) ?? 0);
        if (missing > 0) await sellFree(inner, reservationId, segment, missing);
      }
    });
  } catch (error) {
    if (error instanceof Shortage) return "SHORT";
    throw error;
  }
  await reseat(ctx, reservationId);
  return "SOLD";
}

type SegmentNeed = { flightId: number; cabin: string; units: number; unitLimit: number; onSale: boolean };

async function sellOwn({ tx }: TxContext, reservationId: string): Promise<Map<number, number>> {
  const { rows } = await tx.execute<{ flightId: number }>(sql`
    update reservation.inventory_units set sold = true, held_until = null
    where reservation_id = ${reservationId} and not sold and held_until <> 'infinity'
    returning flight_id as "flightId"`);
  const kept = new Map<number, number>();
  for (const { flightId } of rows) kept.set(flightId, (kept.get(flightId) ?? 0) + 1);
  return kept;
}

async function sellFree({ tx }: TxContext, reservationId: string, segment: SegmentNeed, missing: number) {
  const { rows } = await tx.execute(sql`
    with free as (
      select unit from reservation.inventory_units
      where flight_id = ${segment.flightId} and cabin = ${segment.cabin} and unit <= ${segment.unitLimit}
        and not sold and (held_until is null or held_until < clock_timestamp())
      order by unit desc limit ${missing} for update skip locked)
    update reservation.inventory_units u set sold = true, held_until = null, reservation_id = ${reservationId}
    from free where u.flight_id = ${segment.flightId} and u.cabin = ${segment.cabin} and u.unit = free.unit
    returning u.unit`);
  if (rows.length < missing) throw new Shortage();
}

/** Seats given up at expiry come back where nobody else has taken them; the others are chosen anew. */
async function reseat({ tx }: TxContext, reservationId: string) {
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
