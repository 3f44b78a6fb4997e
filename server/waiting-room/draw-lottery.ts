import { sql } from "drizzle-orm";
import { audit } from "@/server/shared/audit";
import { type RequestContext, systemContext, transaction } from "@/server/shared/context";
import { open } from "@/server/shared/secret-box";
import { lockQueue } from "./lock-queue";
import { seedPurpose } from "./sale-event-rules";

/**
 * Draws the lottery of a sale event that has opened, once: the places that were taken before the opening get their numbers,
 * and the seed is revealed. Of several processes that come at once one draws; the others find it drawn.
 */
export async function drawLottery(ctx: RequestContext, saleEventId: string): Promise<void> {
  await transaction({ ...ctx, ...systemContext("waiting-room") }, async (tx) => {
    await lockQueue(tx, saleEventId);
    const { rows } = await tx.tx.execute<{ seed: Buffer }>(sql`
      select seed from waiting_room.sale_events
      where id = ${saleEventId} and drawn_at is null and ended_at is null and opens_at <= clock_timestamp() for update`);
    const sealed = rows[0]?.seed;
    if (!sealed) return;
    const seed = open(sealed, seedPurpose(saleEventId));
    if (seed === null) throw new Error("The seed of the lottery cannot be opened: DATA_KEY is another one");
    // The order of lottery.ts: SHA-256 of `<seed>:<id>`.
    const { rows: drawn } = await tx.tx.execute<{ places: number }>(sql`
      with lots as (
        select id, row_number() over (order by sha256(convert_to(${`${seed}:`} || id::text, 'UTF8')), id)::int as number
        from waiting_room.places where sale_event_id = ${saleEventId} and number is null),
      numbered as (
        update waiting_room.places p set number = l.number from lots l where p.id = l.id returning 1),
      counted as (
        update waiting_room.counters set last_number = (select count(*) from numbered)
        where sale_event_id = ${saleEventId} returning last_number),
      revealed as (
        update waiting_room.sale_events set drawn_at = clock_timestamp(), revealed_seed = ${seed} where id = ${saleEventId})
      select last_number as places from counted`);
    await audit(tx, {
      action: "draw-lottery",
      entity: "sale-event",
      entityId: saleEventId,
      after: { places: drawn[0]?.places ?? 0, seed },
    });
  });
}
