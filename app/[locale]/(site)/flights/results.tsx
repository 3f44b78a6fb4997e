import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getSessionUser } from "@/app/_lib/auth/session";
import { PickedFlight } from "@/components/booking/picked-flight";
import { BrandTable } from "@/components/search/brand-table";
import { ChosenFlight } from "@/components/search/chosen-flight";
import { FareStrip } from "@/components/search/fare-strip";
import { FlightList } from "@/components/search/flight-list";
import { cheapestTotal } from "@/components/search/flight-order";
import { NoFlights } from "@/components/search/no-flights";
import { NotFlown } from "@/components/search/not-flown";
import { isBetween, zoneOf } from "@/components/flight/places";
import { ResultsHeading } from "@/components/search/results-heading";
import { firstReturnDay, searchDays } from "@/components/search/search-days";
import { SearchProblem } from "@/components/search/search-problem";
import { parseChoice, readView, resultsHref } from "@/components/search/search-url";
import { TotalBar } from "@/components/search/total-bar";
import { ViewLinks } from "@/components/search/view-links";
import { brandRules, routesBetween, whyChoiceIsNotOffered } from "@/server/reservation/queries";
import type { SearchInput } from "@/server/reservation/schemas";
import { uuidv7 } from "@/server/shared/ids";
import { chooseFare } from "./actions";
import { findFlights, nearbyFares, pick } from "./find-flights";
import { namesOfSeveral, type SearchPlaces } from "./search-places";

/** One direction of the search: its flights, the days around it, and what has been chosen so far. */
export async function Results({
  search,
  raw,
  known,
  now,
  form,
}: {
  search: SearchInput;
  raw: Record<string, string>;
  known: SearchPlaces;
  now: Date;
  form: ReactNode;
}) {
  const user = await getSessionUser();
  const wanted = { ...search, return: search.return ?? "" };
  const view = readView(raw);
  const [t, found, rules] = await Promise.all([
    getTranslations("search"),
    findFlights(wanted, view, user?.id),
    brandRules(),
  ]);
  const { direction, chosen, flights, shown } = found;
  const here = chosen ? view : { ...view, out: undefined };
  const [from, to] = [known.places.get(direction.from), known.places.get(direction.to)];
  const zone = (code: string) => zoneOf(known.places.get(code));
  const days = searchDays({ from: zone(search.from), to: zone(search.to) }, now);
  const earliest = chosen ? firstReturnDay(search.depart, days) : days.departToday;
  const nearby = await nearbyFares(direction, earliest, flights.length === 0);
  const routes =
    flights.length > 0 || nearby.length > 0 ? null : await routesBetween(direction.from, direction.to);
  const flown = !routes || routes.some((route) => isBetween(route, from, to));
  const sure = flights.flatMap((flight) => cheapestTotal(flight) ?? []);
  const onSale = new Set(flights.flatMap((flight) => flight.fares.map((fare) => fare.brand)));
  const earlier = chosen?.fare.totalAmount ?? 0;
  const pageKey = uuidv7();
  // What was chosen before signing in.
  const wish = direction.last ? parseChoice(raw.pick ?? "") : null;
  const picked = wish && pick(flights, wish);
  const whyNot =
    wish && !picked && (await whyChoiceIsNotOffered(wish, search.adults + search.children, user?.id));
  const airportNames = namesOfSeveral(from, to, await getLocale());
  return (
    <>
      <ResultsHeading
        nameOf={known.nameOf}
        search={wanted}
        direction={direction}
        step={search.trip === "return" ? (chosen ? 2 : 1) : null}
        form={form}
      />
      <SearchProblem
        code={raw.problem ?? (whyNot || undefined)}
        reference={raw.ref}
        lostChoice={Boolean(view.out && !chosen)}
      />
      {chosen && (
        <ChosenFlight
          flight={chosen.flight}
          fare={chosen.fare}
          rules={rules}
          changeHref={resultsHref(wanted, { ...view, out: undefined })}
          airportNames={airportNames}
        />
      )}
      {picked && (
        <PickedFlight
          flight={picked.flight}
          fare={picked.fare}
          rules={rules}
          totalAmount={earlier + picked.fare.totalAmount}
          fields={{ back: resultsHref(wanted, view), page: pageKey, choice: raw.pick ?? "" }}
          action={chooseFare}
        />
      )}
      {flown && (
        <FareStrip
          search={wanted}
          view={here}
          direction={direction}
          fares={nearby}
          days={days}
          earliest={earliest}
        />
      )}
      <TotalBar
        search={wanted}
        amount={sure.length > 0 ? earlier + Math.min(...sure) : null}
        earlier={chosen ? earlier : null}
      />
      {!flown ? (
        <NotFlown search={wanted} routes={chosen ? [] : (routes ?? [])} nameOf={known.nameOf} />
      ) : flights.length === 0 ? (
        <NoFlights
          search={wanted}
          view={here}
          direction={direction}
          fares={nearby}
          days={days}
          earliest={earliest}
        />
      ) : (
        <>
          <ViewLinks search={wanted} view={here} />
          {shown.length === 0 && <p className="py-8 text-center text-ink-muted">{t("nothingAtThatTime")}</p>}
          <FlightList
            flights={shown}
            rules={rules}
            search={wanted}
            view={here}
            earlierAmount={earlier}
            // The last flight needed is held by a post; the one before it is only noted in the address.
            action={direction.last ? chooseFare : null}
            pageKey={pageKey}
            airportNames={airportNames}
          />
          <BrandTable
            rules={rules.filter((rule) => onSale.has(rule.brand))}
            international={flights.some((flight) => flight.international)}
          />
        </>
      )}
    </>
  );
}
