import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { cutoffOf } from "@/server/reservation/domain/cutoffs";
import { type ChosenFare, type WhyNotOffered, whyNotOffered } from "@/server/reservation/domain/not-offered";
import { scopeOf } from "@/server/reservation/hold/hold-facts";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { freeFor } from "@/server/reservation/shop/flight-search-view";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";

type Choice = { flightId: number; brand: string };
type Row = Omit<ChosenFare, "salesEndAt"> & {
  now: string;
  originCountry: string;
  destinationCountry: string;
};

/** Why a choice that stands in an address is not among the fares that can be had now, for a party of so many seats. */
export async function whyChoiceIsNotOffered(
  choice: Choice,
  units: number,
  customerId: string | undefined,
): Promise<WhyNotOffered> {
  const [{ rows }, policies] = await Promise.all([chosenFare(choice, units, customerId), salePolicies()]);
  const row = rows[0]?.fare;
  if (!row) return whyNotOffered(null, units, "");
  const departure = { departsAt: row.departsAt, scope: scopeOf(row) };
  const salesEndAt = cutoffOf("sales", departure, policies.CUTOFFS, toLocal(row.now, KOREA_ZONE).date);
  return whyNotOffered({ ...row, salesEndAt }, units, row.now);
}

const chosenFare = ({ flightId, brand }: Choice, units: number, customerId: string | undefined) =>
  database().execute<{ fare: Row }>(sql`
    select jsonb_build_object('status', f.status, 'departsAt', f.departs_at, 'now', clock_timestamp(),
      'originCountry', f.origin_country, 'destinationCountry', f.destination_country, 'left', (
        select count(*) from (select 1 from reservation.inventory_units u
          where u.flight_id = f.id and u.cabin = fa.cabin and u.unit <= fa.unit_limit
            and ${freeFor(customerId)} limit ${units}) free)) as fare
    from reservation.flights f join reservation.fares fa on fa.flight_id = f.id and fa.brand = ${brand}
    where f.id = ${flightId}`);
