import { getLocale } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { isBetween, zoneOf } from "@/components/flight/places";
import { cheapestTotal } from "@/components/search/flight-order";
import { firstReturnDay, searchDays } from "@/components/search/search-days";
import { parseChoice, readView } from "@/components/search/search-url";
import { brandRules, routesBetween, whyChoiceIsNotOffered } from "@/server/reservation/queries";
import type { SearchInput } from "@/server/reservation/schemas";
import { findFlights, nearbyFares, pick } from "./find-flights";
import { freshness } from "./freshness";
import { namesOfSeveral, type SearchPlaces } from "./search-places";

export type ResultsRequest = {
  search: SearchInput;
  raw: Record<string, string>;
  known: SearchPlaces;
  now: Date;
};

export type ResultsData = Awaited<ReturnType<typeof readResults>>;

/**
 * Everything that the results of a search show: one direction of the trip on one day, and the days around it.
 *
 * @throws AppError WAITING_ROOM.
 */
export async function readResults({ search, raw, known, now }: ResultsRequest) {
  const [user, ctx] = await Promise.all([getSessionUser(), getRequestContext()]);
  const wanted = { ...search, return: search.return ?? "" };
  // Which fares are open is the list's own matter: no other link carries it.
  const { open: _, ...view } = readView(raw);
  const fresh = freshness(raw.at, now);
  const [found, rules] = await Promise.all([
    findFlights(wanted, view, { ctx, customerId: user?.id, ...fresh }),
    brandRules(),
  ]);
  const { direction, chosen, flights } = found;
  const [from, to] = [known.places.get(direction.from), known.places.get(direction.to)];
  const zone = (code: string) => zoneOf(known.places.get(code));
  const days = searchDays({ from: zone(search.from), to: zone(search.to) }, now);
  const earliest = chosen ? firstReturnDay(search.depart, days) : days.departToday;
  const nearby = await nearbyFares(
    { ...direction, ...partyOf(search) },
    earliest,
    flights.length === 0,
    fresh,
  );
  // Asked only when no flight says that the route is flown.
  const routes =
    flights.length > 0 || nearby.length > 0 ? null : await routesBetween(direction.from, direction.to);
  return {
    ...found,
    rules,
    /** The search with "" for a return date that is not given. */
    wanted,
    view,
    /** The view without an outbound choice that is no longer available. */
    here: chosen ? view : { ...view, out: undefined },
    days,
    earliest,
    nearby,
    routes: routes ?? [],
    isFlown: !routes || routes.some((route) => isBetween(route, from, to)),
    earlier: { total: chosen?.fare.totalAmount ?? 0, adult: chosen?.fare.adultAmount ?? 0 },
    /** The lowest total of a flight that the party fits on, in whole won; null when there is none. */
    lowest: flights.reduce<number | null>((lowest, flight) => lower(lowest, cheapestTotal(flight)), null),
    airportNames: namesOfSeveral(from, to, await getLocale()),
    ...(await readWish(found, { search, raw, customerId: user?.id })),
  };
}

const partyOf = ({ adults, children, infants }: SearchInput) => ({ adults, children, infants });

const lower = (one: number | null, other: number | null) =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** The fare that somebody chose before signing in, or the reason why it is no longer available. */
async function readWish(
  { direction, flights }: Pick<Awaited<ReturnType<typeof findFlights>>, "direction" | "flights">,
  { search, raw, customerId }: Pick<ResultsRequest, "search" | "raw"> & { customerId: string | undefined },
) {
  const wish = direction.last ? parseChoice(raw.pick ?? "") : null;
  const picked = wish && pick(flights, wish);
  const refusal =
    wish && !picked && (await whyChoiceIsNotOffered(wish, search.adults + search.children, customerId));
  return { picked, refusal: refusal || undefined };
}
