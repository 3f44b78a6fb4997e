import { sql } from "drizzle-orm";
import { takeTurnOfCustomer } from "@/server/reservation/hold/take-turn";
import { hasOpenTrips } from "@/server/reservation/views/open-trips-view";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { nameKey } from "@/server/shared/person-name";
import { requireSelf } from "@/server/shared/personal-tables";
import { ERASED_PASSENGER, type Pseudonym, withoutMarks, withoutPeople } from "@/server/shared/pseudonym";

/** What other contexts have to erase: whose bookings, by which names and addresses people were known, and who had access. */
export type ErasedTravellers = { reservationIds: string[]; grantIds: string[]; marks: string[] };

/**
 * Erases who travelled and how they could be reached from all bookings of a member. Flights, prices, tickets and payments
 * stay: the law keeps contracts and payments for five years. Of a birth date the year stays, because the fare depended on the
 * age.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN; INVALID_INPUT at `account` with `tripsOpen`.
 */
export async function eraseTravellers(
  ctx: TxContext,
  pseudonym: Pseudonym,
  known: readonly string[],
): Promise<ErasedTravellers> {
  const { personId, email } = pseudonym;
  requireSelf(ctx.actor, personId);
  const { tx } = ctx;
  // A hold that is being made is seen, or waits.
  await takeTurnOfCustomer(ctx, personId);
  if (await hasOpenTrips(ctx, personId))
    throw new AppError("INVALID_INPUT", { fieldErrors: { account: "tripsOpen" } });
  const erased = await travellersOf(ctx, personId);
  const own = sql`(select id from reservation.reservations where customer_id = ${personId})`;
  await tx.execute(sql`
    update reservation.reservations set contact_email = ${email}, contact_phone = null, email_key = null, phone_key = null,
      client_key = 'erased' where customer_id = ${personId}`);
  const { surname, givenName } = ERASED_PASSENGER;
  await tx.execute(sql`
    update reservation.passengers set surname = ${surname}, given_name = ${givenName}, surname_key = ${nameKey(surname)},
      korean_name = null, nationality = null, birth_date = date_trunc('year', birth_date)::date
    where reservation_id in ${own} and surname is not null`);
  for (const table of ["access_codes", "access_grants"])
    await tx.execute(sql`delete from reservation.${sql.identifier(table)} where reservation_id in ${own}`);
  await eraseChanges(ctx, pseudonym, [...known, ...erased.marks]);
  return erased;
}

/** What changes say of people, and the reasons that staff typed. */
async function eraseChanges({ tx }: TxContext, of: Pseudonym, marks: readonly string[]): Promise<void> {
  const { rows } = await tx.execute<{ id: string; quote: { reason?: unknown }; reason: string | null }>(sql`
    select id, quote, waiver_reason as reason from reservation.changes where reservation_id in (
      select id from reservation.reservations where customer_id = ${of.personId})`);
  const changes = rows.map(({ id, quote, reason }) => ({
    id,
    quote: {
      ...(withoutPeople(quote, of) as object),
      ...(typeof quote.reason === "string" && { reason: withoutMarks(quote.reason, marks) }),
    },
    reason: reason && withoutMarks(reason, marks),
  }));
  await tx.execute(sql`
    update reservation.changes c set quote = n.quote, waiver_reason = n.reason
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as n(id uuid, quote jsonb, reason text) where c.id = n.id`);
}

async function travellersOf({ tx }: TxContext, personId: string): Promise<ErasedTravellers> {
  const { rows } = await tx.execute<ErasedTravellers>(sql`
    with own as (select * from reservation.reservations where customer_id = ${personId}),
      people as (select p.* from reservation.passengers p join own on own.id = p.reservation_id)
    select coalesce((select array_agg(id) from own), '{}') as "reservationIds",
      coalesce((select array_agg(g.id) from reservation.access_grants g join own on own.id = g.reservation_id), '{}')
        as "grantIds",
      (select array_agg(distinct mark) from (
        select contact_email from own union select contact_phone from own union select korean_name from people
        union select surname || ' ' || given_name from people union select surname || '/' || given_name from people
        union select given_name from people) marks(mark) where mark is not null) as marks`);
  const { reservationIds = [], grantIds = [], marks } = rows[0] ?? {};
  return { reservationIds, grantIds, marks: marks ?? [] };
}
