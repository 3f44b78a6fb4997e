import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { RequestContext } from "./context";
import { databaseClock } from "./database-clock";
import { AppError, sqlState, UNIQUE_VIOLATION } from "./errors";
import { provenPlaces, type TokenPlace } from "./place-token";

/**
 * The gate of the waiting room (docs/decisions/0071-waiting-room.md). Verbs of any context ask it before they show or sell a
 * flight. It reads the tables of the context waiting-room by raw SQL: the answer has to be that of this very moment.
 */

/** What the gate has to know of a flight: its route and its local day of departure. */
export type ShoppedFlight = { origin: string; destination: string; departureDate: string };

type Flights = readonly ShoppedFlight[];

type SaleEvent = {
  id: string;
  routes: string[];
  firstDay: string | null;
  lastDay: string | null;
  waitsFromMs: number;
  closesAtMs: number;
};

/** How old a process's list of sale events may be. A sale event is known to all processes before it counts. */
const LIST_MS = 1_000;
/** When a refused program may ask again, unless it looks at the waiting room, which says more. */
const RETRY_AFTER_SECONDS = 10;

// Next bundles routes and instrumentation separately. The list is kept on `globalThis`, so that a process has one.
const store = globalThis as typeof globalThis & {
  msaSaleEvents?: { url: string | undefined; until: number; value: Promise<SaleEvent[]> };
};

/** Drops this process's list of sale events: a verb has changed them. */
export const forgetSaleEvents = (): void => {
  store.msaSaleEvents = undefined;
};

function saleEvents(): Promise<SaleEvent[]> {
  const url = process.env.DATABASE_URL;
  const known = store.msaSaleEvents;
  if (known && known.until > performance.now() && known.url === url) return known.value;
  const value = readSaleEvents();
  store.msaSaleEvents = { url, until: performance.now() + LIST_MS, value };
  value.catch(forgetSaleEvents);
  return value;
}

/** Returns true if there is a sale event that has not ended, at most a second ago. */
export const hasSaleEvents = async (): Promise<boolean> => (await saleEvents()).length > 0;

async function readSaleEvents(): Promise<SaleEvent[]> {
  const { rows } = await database().execute<SaleEvent>(sql`
    select id, routes, first_day::text as "firstDay", last_day::text as "lastDay",
      (extract(epoch from waits_from) * 1000)::float8 as "waitsFromMs",
      (extract(epoch from closes_at) * 1000)::float8 as "closesAtMs"
    from waiting_room.sale_events where ended_at is null and closes_at > clock_timestamp()`);
  return rows;
}

/** Returns true if a flight belongs to a sale event: by its route and its local day of departure. */
export const isOnSaleEvent = (
  { routes, firstDay, lastDay }: Pick<SaleEvent, "routes" | "firstDay" | "lastDay">,
  { origin, destination, departureDate }: ShoppedFlight,
): boolean =>
  (routes.length === 0 || routes.includes(`${origin}-${destination}`)) &&
  (firstDay === null || departureDate >= firstDay) &&
  (lastDay === null || departureDate <= lastDay);

/** The sale events that guard some of the flights now. */
async function guarding(flightsOf: () => Flights | Promise<Flights>): Promise<SaleEvent[]> {
  const events = await saleEvents();
  if (events.length === 0) return [];
  const now = (await databaseClock()).getTime();
  const current = events.filter((event) => event.waitsFromMs <= now && now < event.closesAtMs);
  if (current.length === 0) return [];
  const flights = await flightsOf();
  return current.filter((event) => flights.some((flight) => isOnSaleEvent(event, flight)));
}

/**
 * Lets only those go on who were admitted to the sale events of these flights, and whose time there is not over. A member
 * may come with the token of a place that was taken before signing in; the place is then the member's for good.
 *
 * @param flightsOf is asked only while there is a sale event.
 * @throws AppError WAITING_ROOM with the sale event that has to be waited for.
 */
export async function requireAdmission(
  ctx: RequestContext,
  flightsOf: () => Flights | Promise<Flights>,
): Promise<void> {
  if (ctx.actor.kind === "SYSTEM") return;
  const events = await guarding(flightsOf);
  if (events.length === 0) return;
  const ids = events.map(({ id }) => id);
  const admitted = new Set(await admittedTo(ctx, ids));
  const missing = ids.find((id) => !admitted.has(id));
  if (missing !== undefined)
    throw new AppError("WAITING_ROOM", { saleEventId: missing, retryAfterSeconds: RETRY_AFTER_SECONDS });
}

const inside = sql.raw("p.left_at is null and p.expires_at > clock_timestamp()");

async function admittedTo(ctx: RequestContext, saleEventIds: string[]): Promise<string[]> {
  const member = memberHolder(ctx);
  const tokens = provenPlaces(ctx.placeTokens).filter(({ saleEventId }) =>
    saleEventIds.includes(saleEventId),
  );
  if (member && tokens.length > 0) await adoptPlaces(member, tokens);
  const holders = member ? [member] : tokens.map(({ placeId }) => visitorHolder(placeId));
  if (holders.length === 0) return [];
  const { rows } = await database().execute<{ id: string }>(sql`
    select p.sale_event_id as id from waiting_room.places p
    where p.sale_event_id = any(${sql.param(saleEventIds)}::uuid[])
      and p.holder = any(${sql.param(holders)}::text[])
      and ${inside}`);
  return rows.map(({ id }) => id);
}

/** How a place names a member, or a guest: the place then ends with the booking, as a member's does. */
export const memberHolder = ({ actor }: RequestContext): string | null =>
  actor.kind === "GUEST" || actor.kind === "CUSTOMER" || actor.kind === "STAFF"
    ? memberHolderOf(actor.id)
    : null;

export const memberHolderOf = (userId: string): string => `member:${userId}`;

/** How a place names a visitor: only the token of the place proves who it is. */
export const visitorHolder = (placeId: string): string => `visitor:${placeId}`;

/**
 * Gives a visitor's places to the member who now comes with their tokens. A member has one live place in a sale event: who
 * has one already keeps it, and a place that another member has taken over opens nothing any more.
 */
export async function adoptPlaces(member: string, proven: readonly TokenPlace[]): Promise<void> {
  const placeIds = proven.map(({ placeId }) => placeId);
  const isOver = sql.raw("(m.left_at is not null or m.expires_at <= clock_timestamp())");
  try {
    // An ended place gives the member's name back: who waited again as a visitor goes on with the new one.
    await database().execute(sql`
      update waiting_room.places m set holder = 'past:' || m.id
      where m.holder = ${member} and ${isOver} and exists (select 1 from waiting_room.places v
        where v.id = any(${sql.param(placeIds)}::uuid[]) and v.sale_event_id = m.sale_event_id
          and v.holder = 'visitor:' || v.id and v.left_at is null
          and (v.expires_at is null or v.expires_at > clock_timestamp()))`);
    await database().execute(sql`
      with wanted as (select v.id, v.sale_event_id from waiting_room.places v
        where v.id = any(${sql.param(placeIds)}::uuid[]) and v.holder = 'visitor:' || v.id
          and not exists (select 1 from waiting_room.places m
            where m.sale_event_id = v.sale_event_id and m.holder = ${member})
        order by v.id for update skip locked),
      first as (select distinct on (sale_event_id) id from wanted order by sale_event_id, id)
      update waiting_room.places p set holder = ${member}
      where p.id in (select id from first) and p.holder = 'visitor:' || p.id`);
  } catch (error) {
    // Another request of the member has just taken or adopted a place: that one counts.
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
  }
}
