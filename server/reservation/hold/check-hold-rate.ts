import { type SQL, sql } from "drizzle-orm";
import { AppError } from "@/server/shared/errors";

/**
 * A cap on abuse: the caps on live holds do not stop a customer who holds and replaces again and again, and every hold
 * is an event, a message and rows that stay.
 *
 * The SQL gives the seconds until the customer may hold again; null while fewer than `maxPerHour` were made within an
 * hour, also ended ones. It reads `maxPerHour` entries of the index reservations_customer; it uses `now()` because no
 * index answers `clock_timestamp()`.
 */
export const secondsToNextHold = (customerId: string, maxPerHour: number): SQL => sql`(
  select ceil(extract(epoch from held_at + interval '1 hour' - now()))::int from reservation.reservations
  where customer_id = ${customerId} and held_at > now() - interval '1 hour'
  order by held_at desc offset ${sql.raw(String(Math.trunc(maxPerHour) - 1))} limit 1)`;

/** @throws AppError RATE_LIMITED unless `seconds` (`secondsToNextHold`) is null. */
export function checkHoldRate(seconds: number | null): void {
  if (seconds !== null) throw new AppError("RATE_LIMITED", { retryAfterSeconds: seconds });
}
