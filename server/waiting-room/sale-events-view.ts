import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { stateAt } from "./sale-event-rules";
import {
  type ListSaleEventsInput,
  listSaleEventsInput,
  type SaleEvent,
  type SaleEventIdInput,
  saleEventIdInput,
} from "./schemas";

const PAGE_SIZE = 50;

/**
 * A page of the sale events, the newest opening first, with their figures. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listSaleEvents(
  ctx: RequestContext,
  input: ListSaleEventsInput,
): Promise<{ rows: SaleEvent[]; hasNext: boolean }> {
  requirePermission(ctx.actor, "sale-event.read");
  const { page } = parse(listSaleEventsInput, input);
  const found = await read(
    sql`order by s.opens_at desc, s.id desc limit ${PAGE_SIZE + 1} offset ${(page - 1) * PAGE_SIZE}`,
  );
  return { rows: found.slice(0, PAGE_SIZE), hasNext: found.length > PAGE_SIZE };
}

/**
 * One sale event with its figures. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function getSaleEvent(ctx: RequestContext, input: SaleEventIdInput): Promise<SaleEvent> {
  requirePermission(ctx.actor, "sale-event.read");
  const { id } = parse(saleEventIdInput, input);
  const [found] = await read(sql`where s.id = ${id}`);
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}

type Moments = "waitsFrom" | "opensAt" | "closesAt" | "drawnAt" | "endedAt" | "createdAt";
type Row = Omit<SaleEvent, Moments | "state"> & Record<Moments, string> & { now: string };

async function read(rest: SQL): Promise<SaleEvent[]> {
  const { rows } = await database().execute<Row>(sql`
    select s.id, s.name_ko as "nameKo", s.name_en as "nameEn", s.routes, s.first_day::text as "firstDay",
      s.last_day::text as "lastDay", s.waits_from as "waitsFrom", s.opens_at as "opensAt", s.closes_at as "closesAt",
      s.shoppers_per_minute as "shoppersPerMinute", s.target_p95_ms as "targetP95Ms",
      s.most_shoppers as "mostShoppers", s.stay_minutes as "stayMinutes", s.seed_hash as "seedHash",
      s.drawn_at as "drawnAt", s.ended_at as "endedAt", s.version, s.created_at as "createdAt",
      clock_timestamp() as now, jsonb_build_object(
        'waiting', p.waiting, 'inside', p.inside, 'admitted', p.admitted, 'booked', p.booked,
        'left', p.admitted - p.inside - p.booked, 'shoppersPerMinute', round(c.shoppers_per_minute::numeric, 1),
        'allSoldOut', c.all_sold_out) as figures
    from waiting_room.sale_events s join waiting_room.counters c on c.sale_event_id = s.id
    cross join lateral (select
        count(*) filter (where admitted_at is null and left_at is null)::int as waiting,
        count(*) filter (where left_at is null and expires_at > clock_timestamp())::int as inside,
        count(*) filter (where admitted_at is not null)::int as admitted,
        count(*) filter (where left_because = 'BOOKED')::int as booked
      from waiting_room.places where sale_event_id = s.id) p
    ${rest}`);
  return rows.map(viewOf);
}

function viewOf({ now, ...row }: Row): SaleEvent {
  const at = (text: string | null) => (text === null ? null : new Date(text));
  const times = {
    waitsFrom: new Date(row.waitsFrom),
    opensAt: new Date(row.opensAt),
    closesAt: new Date(row.closesAt),
    endedAt: at(row.endedAt),
  };
  return {
    ...row,
    ...times,
    drawnAt: at(row.drawnAt),
    createdAt: new Date(row.createdAt),
    state: stateAt(times, new Date(now)),
  };
}
