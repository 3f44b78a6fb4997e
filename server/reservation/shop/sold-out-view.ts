import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { freeUnit } from "@/server/reservation/inventory/predicates";
import { koreanToday } from "@/server/shared/database-clock";
import { salePolicies } from "./sale-policies";
import { isForSale } from "./sale-window-facts";

/** No limit where null or empty. Routes are `GMP-CJU`, days are local days of departure. */
export type OfferedFlights = { routes: readonly string[]; firstDay: string | null; lastDay: string | null };

/** The most routes and days that an answer lists. */
const MAX_DAYS = 200;

/**
 * The routes and days among these flights that have no seat left in any cabin. `all`: none of the flights has one. Holds
 * that wait for their payment count as taken.
 *
 * @public What is on sale is public.
 */
export async function soldOutDays({ routes, firstDay, lastDay }: OfferedFlights): Promise<{
  days: { route: string; date: string }[];
  all: boolean;
}> {
  const { CUTOFFS } = await salePolicies();
  const { rows } = await database().execute<{ route: string; date: string; full: boolean }>(sql`
    select f.origin || '-' || f.destination as route, f.departure_date::text as date,
      bool_and(not exists (select 1 from reservation.inventory_units u
        where u.flight_id = f.id and ${freeUnit})) as full
    from reservation.flights f
    where ${isForSale(CUTOFFS, await koreanToday())}
      and (${routes.length === 0} or f.origin || '-' || f.destination = any(${sql.param([...routes])}::text[]))
      and (${firstDay}::date is null or f.departure_date >= ${firstDay}::date)
      and (${lastDay}::date is null or f.departure_date <= ${lastDay}::date)
    group by 1, 2 order by 2, 1`);
  const full = rows.filter((row) => row.full);
  return {
    days: full.slice(0, MAX_DAYS).map(({ route, date }) => ({ route, date })),
    all: rows.length > 0 && full.length === rows.length,
  };
}
