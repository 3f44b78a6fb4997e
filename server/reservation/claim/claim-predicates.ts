import { type SQL, sql } from "drizzle-orm";

/**
 * True for a reservation `r` that was booked without an account and whose contact is this address, in small letters. The index
 * reservations_email serves it. A hold stays with the guest's session.
 */
export const claimable = (email: string): SQL => sql`lower(r.contact_email) = ${email}
  and r.customer_kind = 'GUEST' and r.status in ('CREATED', 'CANCELLED')
  and not exists (select from reservation.changes c
    where c.reservation_id = r.id and c.status = 'AWAITING_PAYMENT')`;
