import { and, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { database } from "@/db/client";
import { fares, flights } from "@/db/schema/reservation";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import { type WhyNotOffered, whyNotOffered } from "@/server/reservation/domain/not-offered";
import { saleStateAt } from "@/server/reservation/domain/sale-window";
import { freeUnitFor, unitOfFare } from "@/server/reservation/inventory/predicates";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";

type Choice = { flightId: number; brand: string };

/**
 * Returns the reason why a chosen fare, as an address names it, is not offered to a party that needs `units` seats.
 *
 * @public What is on sale is public. `customerId` only counts that customer's own holds as free.
 */
export async function whyChoiceIsNotOffered(
  choice: Choice,
  units: number,
  customerId: string | undefined,
): Promise<WhyNotOffered> {
  const [fare, policies] = await Promise.all([chosenFare(choice, units, customerId), salePolicies()]);
  if (!fare) return whyNotOffered(null, units);
  const departure = { departsAt: fare.departsAt.toISOString(), scope: scopeOf(fare) };
  const { date } = toLocal(fare.now, KOREA_ZONE);
  const sale = saleStateAt(fare.now.toISOString(), "sales", [departure], policies.CUTOFFS, date);
  return whyNotOffered({ ...fare, sale }, units);
}

const f = alias(flights, "f");
const fa = alias(fares, "fa");

async function chosenFare({ flightId, brand }: Choice, units: number, customerId: string | undefined) {
  const [fare] = await database()
    .select({
      status: f.status,
      departsAt: f.departsAt,
      originCountry: f.originCountry,
      destinationCountry: f.destinationCountry,
      now: sql`clock_timestamp()`.mapWith(f.departsAt),
      left: countFreeUnits(units, customerId).mapWith(Number),
    })
    .from(f)
    .innerJoin(fa, and(eq(fa.flightId, f.id), eq(fa.brand, brand)))
    .where(eq(f.id, flightId));
  return fare;
}

/** The number of free units of fare `fa` on flight `f`, counted up to `most`. */
const countFreeUnits = (most: number, customerId: string | undefined): SQL => sql`(
  select count(*) from (select 1 from reservation.inventory_units u
    where ${unitOfFare} and ${freeUnitFor(customerId ?? null)} limit ${most}) free)`;
