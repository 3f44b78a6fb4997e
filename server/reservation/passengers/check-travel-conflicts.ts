import { type SQL, sql } from "drizzle-orm";
import { type Identity, personKey, repeatedPositions } from "@/server/reservation/domain/same-person";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { liveReservation } from "@/server/reservation/inventory/predicates";
import { currentPassenger, currentSegment, liveCoupon } from "@/server/reservation/order/predicates";
import type { TxContext } from "@/server/shared/context";
import { AppError, type FieldErrors } from "@/server/shared/errors";

/** A passenger who already travels at the same time in another reservation of the same customer. */
export type TravelConflict = { reservationId: string; position: number; sameFlight: boolean };

/** An error for each passenger who is named twice, at the later position. */
export const repeatedPersonErrors = (party: readonly Identity[]): FieldErrors =>
  Object.fromEntries(repeatedPositions(party).map((n) => [`passengers.${n}.surname`, "samePersonTwice"]));

/**
 * The errors of travel conflicts. The same flight twice is refused; two flights at the same time need the customer's
 * confirmation. Reservations of other customers are not checked: the answer would reveal who travels
 * (docs/decisions/0029-duplicate-passengers.md).
 */
export function travelConflictErrors(
  conflicts: readonly TravelConflict[],
  overlapConfirmed: boolean,
): FieldErrors {
  const same = conflicts.filter((conflict) => conflict.sameFlight);
  if (same.length > 0)
    return Object.fromEntries(same.map((c) => [`passengers.${c.position}.surname`, "alreadyOnFlight"]));
  return conflicts.length > 0 && !overlapConfirmed ? { overlapConfirmed: "overlappingFlights" } : {};
}

/** @throws AppError INVALID_INPUT unless there are no errors. */
export function refuseFields(fieldErrors: FieldErrors): void {
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
}

/** The same key as `personKey` of domain/same-person.ts, for a row of the passengers `p`. */
export const personKeySql = sql.raw(
  `(p.surname_key || '/' || translate(p.given_name, ' -''', '') || ' ' || p.birth_date)`,
);

/**
 * SQL for a jsonb array of TravelConflict. The customer's live reservations are read first, by the index
 * reservations_customer: there are few of them, while thousands of passengers may share a name.
 */
export function travelConflicts(of: {
  customerId: string;
  people: readonly Identity[];
  flightIds: readonly number[];
  except?: string;
}): SQL {
  const people = of.people.flatMap((person, position) => {
    const key = personKey(person);
    return key === null ? [] : [{ position, key }];
  });
  if (people.length === 0) return sql`'[]'::jsonb`;
  return sql`(
    with live as materialized (
      select r.id, s.id as segment_id, r.created_at, s.flight_id = w.id as same
      from reservation.reservations r
      join reservation.segments s on s.reservation_id = r.id
      join reservation.flights f on f.id = s.flight_id and f.status = 'ON_SALE'
      join reservation.flights w on w.departs_at < f.arrives_at and f.departs_at < w.arrives_at
        and w.id in (select value::int from jsonb_array_elements_text(${JSON.stringify(of.flightIds)}::jsonb))
      where r.customer_id = ${of.customerId} and r.id is distinct from ${of.except ?? null}::uuid
        and ${currentSegment} and ${liveReservation})
    select coalesce(jsonb_agg(jsonb_build_object('reservationId', live.id, 'position', x.position,
      'sameFlight', live.same)), '[]')
    from live
    join reservation.passengers p on p.reservation_id = live.id and ${currentPassenger}
      and (live.created_at is null or exists (select from reservation.coupons k
        where k.segment_id = live.segment_id and k.passenger_id = p.id and ${liveCoupon}))
    join jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as x(position int, key text)
      on x.key = ${personKeySql})`;
}

/**
 * Refuses passengers of a hold who have a travel conflict.
 *
 * @throws AppError INVALID_INPUT with the passenger's field, or the field `overlapConfirmed`.
 */
export async function refuseTravelConflicts(
  { tx }: TxContext,
  facts: ReservationFacts,
  { passengers, overlapConfirmed }: { passengers: readonly Identity[]; overlapConfirmed: boolean },
): Promise<void> {
  const conflicts = travelConflicts({
    customerId: facts.customerId,
    people: passengers,
    flightIds: facts.segments.map((segment) => segment.flightId),
    except: facts.id,
  });
  const { rows } = await tx.execute<{ conflicts: TravelConflict[] }>(sql`select ${conflicts} as conflicts`);
  refuseFields(travelConflictErrors(rows[0]?.conflicts ?? [], overlapConfirmed));
}
