import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { askAgain } from "./domain/pace";
import { stateAt } from "./sale-event-rules";
import type { SaleEventStatus } from "./schemas";

type Row = Omit<SaleEventStatus, "state" | "askAgain" | "seed"> & {
  endedAt: string | null;
  seed: string | null;
};

/** How long a sale event that has ended is still told of: pages that wait for it find out. */
const TOLD_HOURS = 24;
/** The most that one answer lists. */
const MAX_EVENTS = 50;

/**
 * The status of every sale event that is planned, under way, or ended within a day.
 *
 * @public It is for everybody who waits, the same for all, and names nobody.
 */
export async function saleEventStatuses(): Promise<SaleEventStatus[]> {
  const { rows } = await database().execute<Row>(sql`
    select s.id, s.name_ko as "nameKo", s.name_en as "nameEn", clock_timestamp() as now, s.waits_from as "waitsFrom",
      s.opens_at as "opensAt", s.closes_at as "closesAt", s.ended_at as "endedAt", s.stay_minutes as "stayMinutes",
      c.admitted_to as "admittedTo", c.shoppers_per_minute as "shoppersPerMinute",
      case when s.drawn_at is not null then c.last_number - c.admitted_to
        else (select count(*)::int from waiting_room.places p where p.sale_event_id = s.id) end as waiting,
      s.seed_hash as "seedHash", s.revealed_seed as seed, c.sold_out as "soldOut", c.all_sold_out as "allSoldOut"
    from waiting_room.sale_events s join waiting_room.counters c on c.sale_event_id = s.id
    where s.closes_at > now() - make_interval(hours => ${TOLD_HOURS})
      and (s.ended_at is null or s.ended_at > now() - make_interval(hours => ${TOLD_HOURS}))
    order by s.opens_at, s.id limit ${MAX_EVENTS}`);
  return rows.map(statusOf);
}

function statusOf({ endedAt, ...row }: Row): SaleEventStatus {
  const [now, waitsFrom, opensAt, closesAt] = [row.now, row.waitsFrom, row.opensAt, row.closesAt].map(
    (text) => new Date(text),
  ) as [Date, Date, Date, Date];
  const state = stateAt({ waitsFrom, opensAt, closesAt, endedAt: endedAt ? new Date(endedAt) : null }, now);
  return {
    ...row,
    state,
    now: now.toISOString(),
    waitsFrom: waitsFrom.toISOString(),
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    shoppersPerMinute: Math.round(row.shoppersPerMinute * 10) / 10,
    askAgain: [...askAgain],
  };
}
