import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { parse } from "@/server/shared/parse";
import { adaptedPace, paceStep } from "./domain/pace";
import { drawLottery } from "./draw-lottery";
import { isOnlyOneToAdmit } from "./lock-queue";
import { type AdmitShoppersInput, admitShoppersInput } from "./schemas";

/** How often a pace is adapted at most: the answers need some time to show what it did. */
const ADAPT_MS = 3_000;

/**
 * Draws the lotteries of sale events that have opened, and admits as many shoppers as pace and room allow by now. Whoever looks
 * at a waiting room calls it; of several processes one works, the others go on at once. Called again it does only what has
 * become due since.
 *
 * @throws AppError FORBIDDEN for everybody but the system.
 */
export async function admitShoppers(
  ctx: RequestContext,
  input: AdmitShoppersInput,
): Promise<{ admitted: number }> {
  requireSystem(ctx.actor);
  const { p95Ms } = parse(admitShoppersInput, input);
  const { rows } = await database().execute<{ id: string; isDrawn: boolean }>(sql`
    select id, drawn_at is not null as "isDrawn" from waiting_room.sale_events
    where ended_at is null and opens_at <= clock_timestamp() and closes_at > clock_timestamp()`);
  let admitted = 0;
  for (const { id, isDrawn } of rows) {
    try {
      if (!isDrawn) await drawLottery(ctx, id);
      admitted += await transaction(ctx, (tx) => admitNext(tx, id, p95Ms));
    } catch (error) {
      // One that cannot go on, such as with a seed that does not open, must not stop the others.
      log.error({ err: error, saleEventId: id }, "a sale event does not admit");
    }
  }
  return { admitted };
}

type Counter = {
  nowMs: number;
  pacedAtMs: number;
  adaptedAtMs: number;
  shoppersPerMinute: number;
  most: number;
  targetP95Ms: number | null;
  room: number;
  admittedTo: number;
  lastNumber: number;
  stayMinutes: number;
};

async function admitNext(ctx: TxContext, id: string, p95Ms: number | null): Promise<number> {
  // The counter's row alone would not do: those who join late hold it by turns, and skipping it would starve the admission.
  if (!(await isOnlyOneToAdmit(ctx, id))) return 0;
  const { tx } = ctx;
  const { rows } = await tx.execute<Counter>(sql`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
      (extract(epoch from c.paced_at) * 1000)::float8 as "pacedAtMs",
      (extract(epoch from c.adapted_at) * 1000)::float8 as "adaptedAtMs",
      c.shoppers_per_minute as "shoppersPerMinute", s.shoppers_per_minute as most, s.target_p95_ms as "targetP95Ms",
      s.most_shoppers - (select count(*)::int from waiting_room.places p where p.sale_event_id = c.sale_event_id
        and p.admitted_at is not null and p.left_at is null and p.expires_at > clock_timestamp()) as room,
      c.admitted_to as "admittedTo", c.last_number as "lastNumber", s.stay_minutes as "stayMinutes"
    from waiting_room.counters c join waiting_room.sale_events s on s.id = c.sale_event_id
    where c.sale_event_id = ${id} and s.drawn_at is not null for update of c`);
  const [counter] = rows;
  if (!counter) return 0;
  const adapted = adaptedFrom(counter, p95Ms);
  const { admit, pacedAtMs } = paceStep({ ...counter, shoppersPerMinute: adapted.shoppersPerMinute });
  const { admitted, admittedTo } = await admitNumbers(tx, id, counter, admit);
  await tx.execute(sql`
    update waiting_room.counters set admitted_to = ${admittedTo}, shoppers_per_minute = ${adapted.shoppersPerMinute},
      paced_at = to_timestamp(${pacedAtMs / 1_000}::float8), adapted_at = to_timestamp(${adapted.adaptedAtMs / 1_000}::float8)
    where sale_event_id = ${id}`);
  return admitted;
}

function adaptedFrom(counter: Counter, p95Ms: number | null) {
  const { nowMs, adaptedAtMs, shoppersPerMinute, most, targetP95Ms } = counter;
  if (targetP95Ms === null) return { shoppersPerMinute: most, adaptedAtMs };
  if (nowMs - adaptedAtMs < ADAPT_MS) return { shoppersPerMinute, adaptedAtMs };
  return {
    shoppersPerMinute: adaptedPace({ shoppersPerMinute, most, p95Ms, targetP95Ms }),
    adaptedAtMs: nowMs,
  };
}

/** Admits the next numbers, all at one moment: no number is before a smaller one. Numbers whose people have left are passed over and cost nothing. */
async function admitNumbers(
  tx: TxContext["tx"],
  id: string,
  { admittedTo, lastNumber, stayMinutes }: Counter,
  count: number,
): Promise<{ admitted: number; admittedTo: number }> {
  if (count === 0 || admittedTo >= lastNumber) return { admitted: 0, admittedTo };
  const { rows } = await tx.execute<{ number: number }>(sql`
    update waiting_room.places set admitted_at = statement_timestamp(),
      expires_at = statement_timestamp() + make_interval(mins => ${stayMinutes}::int)
    where sale_event_id = ${id} and number in (select number from waiting_room.places
      where sale_event_id = ${id} and number > ${admittedTo} and left_at is null order by number limit ${count})
    returning number`);
  const numbers = rows.map(({ number }) => number);
  const last = numbers.length < count ? lastNumber : Math.max(...numbers);
  return { admitted: numbers.length, admittedTo: last };
}
