import { type SQL, sql } from "drizzle-orm";
import { AppError } from "@/server/shared/errors";

/**
 * A cap on abuse: every hold is told by mail to an address of the customer's choice, and whoever chooses
 * again and again is never above the caps on live holds.
 *
 * Seconds until the customer may hold again; null while fewer than `maxPerHour` were made within an
 * hour, whatever became of them. Reads as many entries of the index reservations_customer; `now()` and not
 * `clock_timestamp()`, which no index answers.
 */
export const secondsToNextHold = (customerId: string, maxPerHour: number): SQL => sql`(
  select ceil(extract(epoch from held_at + interval '1 hour' - now()))::int from reservation.reservations
  where customer_id = ${customerId} and held_at > now() - interval '1 hour'
  order by held_at desc offset ${sql.raw(String(Math.trunc(maxPerHour) - 1))} limit 1)`;

/** @throws AppError RATE_LIMITED unless `seconds` is null. */
export function refuseTooFrequent(seconds: number | null): void {
  if (seconds !== null) throw new AppError("RATE_LIMITED", { retryAfterSeconds: seconds });
}
