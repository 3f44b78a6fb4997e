import { type SQL, sql } from "drizzle-orm";
import { type Actor, requireCustomer } from "@/server/shared/context";

/** The hash of the contact address of a reservation `r`. */
const contactHash = sql`encode(sha256(convert_to(r.contact_email, 'UTF8')), 'hex')`;

/** True for a code `c` of a reservation `r` that can still be entered. */
export const openCode = sql`c.ended_at is null and c.expires_at > clock_timestamp()
  and c.contact_hash = ${contactHash}`;

/** True for a grant `g` of a reservation `r` that still gives access: it has not expired, and the contact is the same. */
export const liveGrant = sql`g.revoked_at is null and g.expires_at > clock_timestamp()
  and g.contact_hash = ${contactHash}`;

/**
 * True for a reservation `r` that is the actor's own: the member or guest who booked it, or its traveller while the grant lives.
 *
 * @throws AppError UNAUTHENTICATED for everybody else.
 */
export function isOwn(actor: Actor): SQL {
  if (actor.kind !== "TRAVELLER") return sql`r.customer_id = ${requireCustomer(actor).id}`;
  return sql`r.id = ${actor.reservationId} and exists (
    select from reservation.access_grants g
    where g.id = ${actor.grantId} and g.reservation_id = r.id and ${liveGrant})`;
}
