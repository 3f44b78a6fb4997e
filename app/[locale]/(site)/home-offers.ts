import { cityOf, type Place } from "@/components/flight/places";
import type { Offer } from "@/components/home/offers";
import type { MapPlace } from "@/components/map/route-map";
import type { Locale } from "@/i18n/routing";
import { availableDays } from "@/server/reservation/queries";
import { CALENDAR_DAYS } from "@/server/reservation/schemas";
import { airportPositions } from "@/server/schedule/queries";
import { koreanToday } from "@/server/shared/database-clock";
import { addDays } from "@/server/shared/time";
import type { SearchPlaces } from "./flights/search-places";

/** The routes that the home page offers, by places. One that is not on sale is left out. */
const featured: readonly (readonly [from: string, to: string])[] = [
  ["SEL", "CJU"],
  ["PUS", "CJU"],
  ["SEL", "TYO"],
  ["SEL", "OSA"],
  ["SEL", "FUK"],
  ["SEL", "TPE"],
  ["SEL", "DAD"],
  ["SEL", "BKK"],
];

/** The cheapest of the next 60 days of each featured route, from the answers that all share. */
export async function homeOffers({ places, byUsualCodes }: SearchPlaces, locale: Locale): Promise<Offer[]> {
  const [first, positions] = await Promise.all([koreanToday(), airportPositions()]);
  const last = addDays(first, CALENDAR_DAYS - 1);
  const mapPlace = (place: Place): MapPlace | null => {
    const at = positions.find(({ code }) => code === place.airports[0].code);
    return at ? { code: place.shownCode, position: [at.longitude, at.latitude] } : null;
  };
  const offers = await Promise.all(
    featured.map(async ([start, end]): Promise<Offer[]> => {
      const route = byUsualCodes({ from: start, to: end });
      const [from, to] = [places.get(route.from), places.get(route.to)];
      if (!from || !to) return [];
      const days = await availableDays({ ...route, first, last });
      const [lowest] = [...days].sort((a, b) => a.amount - b.amount || (a.date < b.date ? -1 : 1));
      if (!lowest) return [];
      const ends = { from: mapPlace(from), to: mapPlace(to) };
      const cities = { fromCity: cityOf(from.airports[0], locale), toCity: cityOf(to.airports[0], locale) };
      const map = ends.from && ends.to ? { from: ends.from, to: ends.to } : null;
      return [{ ...route, ...cities, ...lowest, map }];
    }),
  );
  return offers.flat();
}
