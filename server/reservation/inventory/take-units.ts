import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { TxContext } from "@/server/shared/context";
import { claimedUnit, freeUnit, heldUntilAfterReturn } from "./predicates";

/** Another claim in progress hides the units that it tries to take. After a moment they may be free again. */
export const CLAIM_TRIES = 4;

/** The units that a reservation takes on one flight, as far as a fare's limit goes. */
export type UnitsNeed = { flightId: number; cabin: string; unitLimit: number; units: number };

/**
 * Holds free units for a reservation until a time, on each flight in the order of their ids.
 *
 * @returns false when a flight has too few; the caller then rolls the transaction back.
 */
export function holdUnits(
  ctx: TxContext,
  reservationId: string,
  { needs, until }: { needs: readonly UnitsNeed[]; until: Date },
): Promise<boolean> {
  return onEach(needs, (need) => claimFree(ctx, reservationId, need, until));
}

/**
 * Sells units to a reservation: those that it holds, and free ones for what it holds no more.
 *
 * @returns false when a flight has too few; the caller then rolls the transaction back.
 */
export function sellUnits(
  ctx: TxContext,
  reservationId: string,
  needs: readonly UnitsNeed[],
): Promise<boolean> {
  return onEach(needs, async (need) => {
    const own = await sellOwn(ctx, reservationId, need);
    return claimFree(ctx, reservationId, { ...need, units: need.units - own }, null);
  });
}

/** Gives back the units that a reservation holds on flights and has not bought. */
export async function returnHeldUnits(
  { tx }: TxContext,
  reservationId: string,
  flightIds: readonly number[],
): Promise<void> {
  await tx.execute(sql`
    update reservation.inventory_units u set reservation_id = null, held_until = ${heldUntilAfterReturn}
    where u.reservation_id = ${reservationId} and not u.sold
      and u.flight_id = any(${sql.param([...flightIds])}::int[])`);
}

async function onEach(
  needs: readonly UnitsNeed[],
  take: (need: UnitsNeed) => Promise<boolean>,
): Promise<boolean> {
  for (const need of needs.toSorted((a, b) => a.flightId - b.flightId)) if (!(await take(need))) return false;
  return true;
}

/**
 * Claims free units for a reservation until a moment, from the highest unit down, as a new hold does. With `until` null they
 * are sold at once.
 *
 * @returns false when the flight has too few.
 */
export async function claimFree(
  { tx }: TxContext,
  reservationId: string,
  need: UnitsNeed,
  until: Date | SQL | null,
): Promise<boolean> {
  let missing = need.units;
  for (let attempt = 1; missing > 0 && attempt <= CLAIM_TRIES; attempt++) {
    const { rows } = await tx.execute(sql`
      with free as (
        select u.unit from reservation.inventory_units u
        join reservation.flights f on f.id = u.flight_id and f.status = 'ON_SALE'
        where u.flight_id = ${need.flightId} and u.cabin = ${need.cabin} and u.unit <= ${need.unitLimit} and ${freeUnit}
        order by u.unit desc limit ${missing} for update of u skip locked)
      update reservation.inventory_units u
      set reservation_id = ${reservationId}, held_until = ${until}, sold = ${until === null}
      from free where u.flight_id = ${need.flightId} and u.cabin = ${need.cabin} and u.unit = free.unit
      returning u.unit`);
    missing -= rows.length;
  }
  return missing <= 0;
}

async function sellOwn({ tx }: TxContext, reservationId: string, need: UnitsNeed): Promise<number> {
  const { rows } = await tx.execute(sql`
    update reservation.inventory_units u set sold = true, held_until = null
    where (u.flight_id, u.cabin, u.unit) in (
      select own.flight_id, own.cabin, own.unit from reservation.inventory_units own
      where own.reservation_id = ${reservationId} and own.flight_id = ${need.flightId} and own.cabin = ${need.cabin}
        and not own.sold limit ${need.units})
      and u.reservation_id = ${reservationId} and ${claimedUnit}
    returning u.unit`);
  return rows.length;
}

/** Returns whether each flight has enough free units, those that claims in progress hide included. */
export async function enoughUnits(tx: Tx, needs: readonly UnitsNeed[]): Promise<boolean> {
  const { rows } = await tx.execute<{ enough: boolean }>(sql`
    select coalesce(bool_and((select count(*) from reservation.inventory_units u
      where u.flight_id = w."flightId" and u.cabin = w.cabin and u.unit <= w."unitLimit" and ${freeUnit}) >= w.units), true)
      as enough
    from jsonb_to_recordset(${JSON.stringify(needs)}::jsonb) as w("flightId" int, cabin text, "unitLimit" int, units int)`);
  return rows[0]?.enough === true;
}
