import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { isOnSaleEvent, memberHolder, memberHolderOf } from "@/server/shared/admission";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type ReleaseBookedInput, releaseBookedInput } from "./schemas";

/**
 * A member who signs out makes room for the next one in every sale event to which the member was admitted. A place that still
 * waits stays: signing in again, on any device, finds it. It changes nothing of the member's holds and payments.
 */
export async function releasePlaces(ctx: RequestContext): Promise<void> {
  const holder = memberHolder(ctx);
  if (holder) await endPlaces(holder, "SIGNED_OUT", sql`true`);
}

/**
 * Who has booked a flight of a sale event makes room there. Twice it changes nothing, and a place to which the member was
 * admitted after the booking stays.
 *
 * @throws AppError FORBIDDEN for everybody but the system; INVALID_INPUT.
 */
export async function releaseBooked(ctx: RequestContext, input: ReleaseBookedInput): Promise<void> {
  requireSystem(ctx.actor);
  const { customerId, bookedAt, flights } = parse(releaseBookedInput, input);
  const { rows } = await database().execute<{
    id: string;
    routes: string[];
    firstDay: string | null;
    lastDay: string | null;
  }>(sql`
    select id, routes, first_day::text as "firstDay", last_day::text as "lastDay" from waiting_room.sale_events
    where ended_at is null and closes_at > clock_timestamp()`);
  const ids = rows
    .filter((event) => flights.some((flight) => isOnSaleEvent(event, flight)))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  await endPlaces(
    memberHolderOf(customerId),
    "BOOKED",
    sql`sale_event_id = any(${sql.param(ids)}::uuid[]) and admitted_at <= ${bookedAt}`,
  );
}

const endPlaces = (holder: string, because: "SIGNED_OUT" | "BOOKED", which: SQL) =>
  database().execute(sql`
    update waiting_room.places set left_at = clock_timestamp(), left_because = ${because}
    where holder = ${holder} and left_at is null and expires_at > clock_timestamp() and ${which}`);
