import { sql } from "drizzle-orm";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";

type Options = Pick<Parameters<typeof personalTable>[1], "key" | "hide">;

/**
 * The member's bookings: flights, passengers, seats, prices, and the order with its changes, tickets and coupons.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  const own = sql`t.reservation_id in
    (select r.id from reservation.reservations r where r.customer_id = ${personId})`;
  const of = (name: string, options: Options = {}) =>
    personalTable(`reservation.${name}`, {
      from: sql`reservation.${sql.identifier(name)} t where ${own}`,
      ...options,
    });
  return [
    personalTable("reservation.reservations", {
      from: sql`reservation.reservations t where t.customer_id = ${personId}`,
      hide: ["client_key", "idempotency_key", "email_key", "phone_key"],
    }),
    of("segments", { hide: ["brand_rule"] }),
    of("passengers", { hide: ["surname_key"] }),
    of("seat_assignments"),
    of("price_lines"),
    // Who of the staff asked, and why a fee was left out: for the airline.
    of("changes", { hide: ["asked_by_id", "waiver_reason"] }),
    of("tickets", { key: ["number"] }),
    of("coupons"),
    of("charges"),
    of("payment_decisions", { key: ["payment_id"] }),
    of("access_codes", { hide: ["code_hash", "contact_hash"] }),
    of("access_grants", { hide: ["contact_hash"] }),
  ];
}
