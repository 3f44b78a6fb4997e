import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { maskEmail } from "@/server/shared/personal-data";
import { liveGrant } from "./predicates";

/**
 * The trip of a grant. `isLive`: the grant still opens it; false when it has expired, was given up, or the contact has
 * changed. `customerId`: the member who booked the trip, and who needs no grant.
 */
export type OpenedTrip = {
  grantId: string;
  reservationId: string;
  locator: string;
  customerId: string;
  isLive: boolean;
};

/**
 * The trips of these grants. What has been deleted is left out.
 *
 * @public Only the sealed cookie of a browser names grants, as that of a session names the session.
 */
export async function tripsOfGrants(grantIds: readonly string[]): Promise<OpenedTrip[]> {
  const { rows } = await database().execute<OpenedTrip>(sql`
    select g.id as "grantId", r.id as "reservationId", r.locator, r.customer_id as "customerId",
      (${liveGrant}) as "isLive"
    from reservation.access_grants g join reservation.reservations r on r.id = g.reservation_id
    where g.id in (${listOf(grantIds)})`);
  return rows;
}

/** Where a code was sent, as a stranger may read it. */
export type SentCode = { codeId: string; locator: string; maskedEmail: string };

/**
 * Where these codes were sent, the newest first. What has been deleted is left out.
 *
 * @public Only the sealed cookie of the browser that asked for codes names them. The addresses are masked.
 */
export async function sentAccessCodes(codeIds: readonly string[]): Promise<SentCode[]> {
  const { rows } = await database().execute<{ codeId: string; locator: string; email: string }>(sql`
    select c.id as "codeId", r.locator, r.contact_email as email
    from reservation.access_codes c join reservation.reservations r on r.id = c.reservation_id
    where c.id in (${listOf(codeIds)}) order by c.created_at desc`);
  return rows.map(({ email, ...row }) => ({ ...row, maskedEmail: maskEmail(email) }));
}

/** An empty list is no SQL, so that null, which equals nothing, is always in it. */
const listOf = (ids: readonly string[]) =>
  sql.join([sql`null::uuid`, ...ids.map((id) => sql`${id}::uuid`)], sql`, `);
