import { inArray, sql } from "drizzle-orm";
import { passengers } from "@/db/schema/reservation";
import { newLocator } from "@/server/reservation/domain/locator";
import { moveUnits } from "@/server/reservation/inventory/move-units";
import { trimTrip } from "@/server/reservation/order/trim-trip";
import type { TxContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { Parting } from "./split-facts";

/** The new reservation. `segments` has its flights by the ids that they have in the old one. */
export type SplitOff = { reservationId: string; locator: string; segments: ReadonlyMap<string, string> };

type NewReservation = { from: string; changeId: string; amount: number };

/**
 * Writes the reservation of the passengers who leave, and takes them out of the old one: their flights as they were
 * bought, themselves under their ids, their seats and their units. Coupons and money are left to `writeOrders`.
 */
export async function writeSplitOff(
  ctx: TxContext,
  { leaving, staying, passengerIds }: Parting,
  { from, changeId, amount }: NewReservation,
): Promise<SplitOff> {
  const reservationId = uuidv7();
  const locator = await insertReservation(ctx, reservationId, { from, changeId, amount });
  const segmentIds = new Set(leaving.map(({ segmentId }) => segmentId));
  const segments = new Map([...segmentIds].map((id) => [id, uuidv7()]));
  await insertSegments(ctx, reservationId, segments);
  await ctx.tx.update(passengers).set({ reservationId }).where(inArray(passengers.id, passengerIds));
  await moveSeats(ctx, reservationId, { segments, passengerIds });
  await moveUnits(ctx, { from, to: reservationId, units: unitsOf(leaving) });
  const newSegments = new Set(segments.values());
  await trimTrip(ctx, reservationId, { segmentIds: newSegments, passengerIds: new Set(passengerIds) });
  await trimTrip(ctx, from, {
    segmentIds: new Set(staying.map(({ segmentId }) => segmentId)),
    passengerIds: new Set(staying.map(({ passengerId }) => passengerId)),
  });
  return { reservationId, locator, segments };
}

/** Copies what belongs to the purchase: customer, contact, day of purchase. @returns a locator that is not in use. */
async function insertReservation(
  { tx }: TxContext,
  id: string,
  { from, changeId, amount }: NewReservation,
): Promise<string> {
  for (;;) {
    const locator = newLocator();
    const { rows } = await tx.execute(sql`
      insert into reservation.reservations (id, locator, status, customer_id, customer_kind, client_key, idempotency_key,
        email_key, phone_key, unproven, locale, contact_email, contact_phone, adults, children, infants, passengers_complete,
        total_amount, payment_deadline, price_guaranteed_until, held_at, created_at, split_from)
      select ${id}, ${locator}, 'CREATED', customer_id, customer_kind, client_key, ${`split ${changeId}`}, email_key, phone_key, unproven,
        locale, contact_email, contact_phone, 0, 0, 0, true, ${amount}, payment_deadline, price_guaranteed_until, held_at,
        created_at, id
      from reservation.reservations where id = ${from}
      on conflict (locator) do nothing returning id`);
    if (rows.length > 0) return locator;
  }
}

async function insertSegments({ tx }: TxContext, reservationId: string, segments: SplitOff["segments"]) {
  await tx.execute(sql`
    insert into reservation.segments (id, reservation_id, position, flight_id, brand, cabin, brand_rule, kept, missed_at,
      adult_fare, fees_count_to)
    select m.new, ${reservationId}, s.position, s.flight_id, s.brand, s.cabin, s.brand_rule, s.kept, s.missed_at,
      s.adult_fare, s.fees_count_to
    from reservation.segments s join ${renamed(segments)} on m.old = s.id`);
}

async function moveSeats(
  { tx }: TxContext,
  reservationId: string,
  { segments, passengerIds }: { segments: SplitOff["segments"]; passengerIds: string[] },
) {
  await tx.execute(sql`
    update reservation.seat_assignments a set reservation_id = ${reservationId}, segment_id = m.new
    from ${renamed(segments)}
    where a.segment_id = m.old and a.passenger_id = any(${sql.param(passengerIds)}::uuid[])`);
}

/** The segments as the rows `m`: their ids in the old reservation and in the new one. */
export const renamed = (segments: SplitOff["segments"]) =>
  sql`jsonb_to_recordset(${JSON.stringify([...segments].map(([old, renamedTo]) => ({ old, new: renamedTo })))}::jsonb)
    as m (old uuid, new uuid)`;

/** The states in which a coupon has a unit. */
const seatedStates = ["OPEN", "CHECKED_IN", "FLOWN", "NO_SHOW"];

function unitsOf(leaving: Parting["leaving"]) {
  const units = new Map<string, number>();
  for (const { segmentId, passengerType, state } of leaving)
    if (passengerType !== "INFANT" && seatedStates.includes(state))
      units.set(segmentId, (units.get(segmentId) ?? 0) + 1);
  return [...units].map(([segmentId, count]) => ({ segmentId, units: count }));
}
