import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { mayRead, requireTripActor } from "@/server/reservation/access/require-trip";
import { composeChange, legOf } from "@/server/reservation/change/compose-change";
import { requireAdmissionToChange } from "@/server/reservation/change/require-admission-to-change";
import { type TripFacts, tripFacts } from "@/server/reservation/change/trip-facts";
import { changeRule } from "@/server/reservation/domain/booking-rules";
import type { Offer } from "@/server/reservation/hold/hold-facts";
import { type ReservationFacts, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { freeUnit, unitOfFare } from "@/server/reservation/inventory/predicates";
import { type ChangeOffersInput, changeOffersInput } from "@/server/reservation/schemas";
import { brandRule, type SalePolicies, salePolicies } from "@/server/reservation/shop/sale-policies";
import { isForSale } from "@/server/reservation/shop/sale-window-facts";
import { type RequestContext, transaction } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";
import type { FareBrand } from "@/server/shared/fare-terms";
import { parse } from "@/server/shared/parse";
import type { ChangeOffer } from "./change-schemas";

/** The largest number of free units that a choice shows. */
const COUNTED_UNITS = 9;

type Candidate = { flightId: number; brand: FareBrand; left: number };

/**
 * The flights of a day that a flight of the actor's trip, or of any for staff, can be exchanged for, by time of departure,
 * with the difference that each brand makes for all passengers of the flight. The quote reckons by the same rules.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, NOT_CHANGEABLE (also from the flight's no-show cut-off on),
 *   WAITING_ROOM, INVALID_INPUT.
 */
export async function changeOffers(ctx: RequestContext, input: ChangeOffersInput): Promise<ChangeOffer[]> {
  requireTripActor(ctx.actor);
  const { reservationId, segmentId, date } = parse(changeOffersInput, input);
  const policies = await salePolicies();
  const today = await koreanToday();
  const offers = await transaction(ctx, async ({ tx }) => {
    const facts = await reservationFacts(tx, reservationId);
    if (!facts || !(await mayRead(ctx.actor, facts, tx))) throw new AppError("NOT_FOUND");
    if (!changeRule(facts, facts.now).allowed) throw new AppError("NOT_CHANGEABLE");
    const candidates = await candidatesOf(tx, { facts, segmentId, date, policies, today });
    const trip = await tripFacts(
      tx,
      facts,
      candidates.map((candidate) => ({ segmentId, ...candidate })),
    );
    const index = facts.segments.findIndex(({ id }) => id === segmentId);
    if (index < 0) throw new AppError("NOT_FOUND");
    if (candidates.length > 0 && trip.refund.standings[index] !== "AHEAD")
      throw new AppError("NOT_CHANGEABLE");
    return offersByFlight(trip, { segmentId, candidates, policies });
  });
  await requireAdmissionToChange(ctx, () => offers.map(({ flight }) => ({ ...flight, departureDate: date })));
  return offers;
}

type Wanted = {
  facts: ReservationFacts;
  segmentId: string;
  date: string;
  policies: SalePolicies;
  today: string;
};

/** The fares on sale between the cities of a flight of the trip, on a day, except those of the flight itself. */
async function candidatesOf(
  tx: Tx,
  { facts, segmentId, date, policies, today }: Wanted,
): Promise<Candidate[]> {
  const cityOf = sql.raw("coalesce(o.city_code, o.code)");
  const destinationCityOf = sql.raw("coalesce(d.city_code, d.code)");
  const { rows } = await tx.execute<Candidate>(sql`
    select f.id as "flightId", fa.brand, (select count(*)::int from (select 1 from reservation.inventory_units u
      where ${unitOfFare} and ${freeUnit} limit ${COUNTED_UNITS}) free) as left
    from reservation.flights f
    join reservation.airports o on o.code = f.origin
    join reservation.airports d on d.code = f.destination
    join reservation.fares fa on fa.flight_id = f.id
    where f.departure_date = ${date} and ${isForSale(policies.CUTOFFS, today)}
      and (${cityOf}, ${destinationCityOf}) in (select ${cityOf}, ${destinationCityOf}
        from reservation.segments s
        join reservation.flights own on own.id = s.flight_id and own.id <> f.id
        join reservation.airports o on o.code = own.origin
        join reservation.airports d on d.code = own.destination
        where s.id = ${segmentId} and s.reservation_id = ${facts.id})
    order by f.departs_at, f.id, fa.amount`);
  return rows;
}

function offersByFlight(
  trip: TripFacts,
  { segmentId, candidates, policies }: { segmentId: string; candidates: Candidate[]; policies: SalePolicies },
): ChangeOffer[] {
  const offers = new Map<number, ChangeOffer>();
  for (const [n, { flightId, brand, left }] of candidates.entries()) {
    const offer = trip.wanted[n] as Offer;
    const known = offers.get(flightId) ?? { flight: { ...legOf(offer), flightId }, choices: [] };
    offers.set(flightId, known);
    const composed = composeChange({ ...trip, wanted: [offer] }, [{ segmentId, flightId, brand }], policies);
    const { nameKo, nameEn } = brandRule(policies.FARE_BRANDS, brand, trip.issueDate);
    known.choices.push({
      brand,
      brandNameKo: nameKo,
      brandNameEn: nameEn,
      balance: composed.balance,
      feeAmount: composed.coupons.reduce((sum, { fee }) => sum + fee, 0),
      unitsLeft: left,
      enough: left >= (composed.flights[0]?.units ?? 0),
    });
  }
  return [...offers.values()];
}
