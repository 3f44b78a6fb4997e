import { and, eq, gte, sql } from "drizzle-orm";
import { passengers } from "@/db/schema/reservation";
import { type CouponFacts, refundFor } from "@/server/reservation/cancel/refund-facts";
import { familyOf } from "@/server/reservation/order/family-predicates";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

/** A passenger whose name is to be corrected. */
export type NamedPassenger = {
  id: string;
  position: number;
  surname: string;
  givenName: string;
  birthDate: string | null;
  ticketNumber: string | null;
  /** The corrections that customers have made of this passenger so far. */
  earlier: number;
  /** What a new ticket is issued for: the coupons that can still be flown. */
  coupons: CouponFacts[];
  checkedIn: boolean;
};

/**
 * Reads a passenger of a created reservation. The caller has locked the reservation.
 *
 * @throws AppError NOT_FOUND when the passenger is not in the trip (any more).
 */
export async function namedPassenger(
  ctx: TxContext,
  reservationId: string,
  passengerId: string,
): Promise<NamedPassenger> {
  const [person] = await ctx.tx
    .select({
      id: passengers.id,
      position: passengers.position,
      surname: passengers.surname,
      givenName: passengers.givenName,
      birthDate: passengers.birthDate,
      ticketNumber: passengers.ticketNumber,
    })
    .from(passengers)
    .where(
      and(
        eq(passengers.id, passengerId),
        eq(passengers.reservationId, reservationId),
        gte(passengers.position, 0),
      ),
    );
  if (!person?.surname || !person.givenName) throw new AppError("NOT_FOUND");
  const { surname, givenName } = person;
  const coupons = await couponsOf(ctx, reservationId, passengerId);
  return {
    ...{ ...person, surname, givenName },
    coupons: coupons.filter(({ state }) => state === "OPEN"),
    checkedIn: coupons.some(({ state }) => state === "CHECKED_IN"),
    earlier: await earlierCorrections(ctx, reservationId, passengerId),
  };
}

/** The passenger's coupons whose flights have not left. */
async function couponsOf(
  { tx }: TxContext,
  reservationId: string,
  passengerId: string,
): Promise<CouponFacts[]> {
  const refund = await refundFor(tx, reservationId, {
    cause: "CUSTOMER",
    selects: (coupon) => coupon.passengerId === passengerId,
  });
  return refund.givenUp;
}

/** Counted over the family: a passenger who got a reservation of their own was corrected in the old one. */
async function earlierCorrections({ tx }: TxContext, reservationId: string, passengerId: string) {
  const { rows } = await tx.execute<{ earlier: number }>(sql`
    select count(*)::int as earlier from reservation.changes x
    join (${familyOf(reservationId)}) f on f.id = x.reservation_id
    where x.kind = 'CORRECT_NAME' and x.status = 'DONE' and x.quote->>'passengerId' = ${passengerId}
      and x.quote->>'reason' is null`);
  return rows[0]?.earlier ?? 0;
}
