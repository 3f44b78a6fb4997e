import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";

/** So many sold units of a segment's flight and cabin. */
export type SegmentUnits = { segmentId: string; units: number };

/** Gives sold units of a reservation to another one, the lowest first. They stay sold. The caller has locked `from`. */
export async function moveUnits(
  { tx }: TxContext,
  { from, to, units }: { from: string; to: string; units: readonly SegmentUnits[] },
): Promise<void> {
  for (const { segmentId, units: limit } of units)
    await tx.execute(sql`
      update reservation.inventory_units u set reservation_id = ${to}
      where (u.flight_id, u.cabin, u.unit) in (
        select own.flight_id, own.cabin, own.unit from reservation.inventory_units own
        join reservation.segments s on s.id = ${segmentId} and s.flight_id = own.flight_id and s.cabin = own.cabin
        where own.reservation_id = ${from} and own.sold order by own.unit limit ${limit})`);
}
