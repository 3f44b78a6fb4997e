"use client";

import { useLocale, useTranslations } from "next-intl";
import { type AirportNamesByCode, FlightAirports } from "@/components/flight/flight-airports";
import { FlightTimes } from "@/components/flight/flight-times";
import { ActionForm } from "@/components/forms/action-form";
import { FareChoice, type Words } from "./fare-choice";
import { type ResultsView, resultsHref } from "./search-url";
import type { BrandTerms, ResultFlight, SearchValues } from "./types";

/**
 * The flights with their fares side by side. A client component: the page then carries each flight once, as data,
 * and not a second time as markup.
 *
 * With an `action` the list is one form and each fare a button that posts it. Without one each fare is a link that
 * notes the choice in the address.
 */
export function FlightList({
  flights,
  rules,
  search,
  view,
  earlierAmount,
  action,
  pageKey,
  airportNames,
}: {
  flights: readonly ResultFlight[];
  rules: readonly BrandTerms[];
  search: SearchValues;
  view: ResultsView;
  /** Total of the flight chosen before, in whole won: part of every price shown. */
  earlierAmount: number;
  action: ((form: FormData) => Promise<void>) | null;
  /** Different each time the page is rendered: with the choice it makes the idempotency key of a hold. */
  pageKey: string;
  airportNames: AirportNamesByCode;
}) {
  const words = { t: useTranslations("search"), locale: useLocale() };
  const list = (
    <ol className="grid gap-4" aria-label={words.t("flights")}>
      {flights.map((flight) => (
        <FlightRow
          key={flight.flightId}
          flight={flight}
          rules={rules}
          earlierAmount={earlierAmount}
          hrefOf={action ? null : (out) => resultsHref(search, { ...view, out })}
          several={search.adults + search.children + search.infants > 1}
          words={words}
          airportNames={airportNames}
        />
      ))}
    </ol>
  );
  if (!action) return list;
  return (
    <ActionForm action={action}>
      <input type="hidden" name="back" value={resultsHref(search, view)} />
      <input type="hidden" name="page" value={pageKey} />
      {list}
    </ActionForm>
  );
}

function FlightRow({
  flight,
  rules,
  earlierAmount,
  hrefOf,
  several,
  words,
  airportNames,
}: {
  flight: ResultFlight;
  rules: readonly BrandTerms[];
  earlierAmount: number;
  hrefOf: ((choice: string) => string) | null;
  several: boolean;
  words: Words;
  airportNames: AirportNamesByCode;
}) {
  return (
    <li className="grid gap-4 rounded-card border border-line bg-surface p-4 shadow-card lg:grid-cols-[18rem_1fr] lg:items-center">
      <div>
        <h2 className="pb-2 text-sm text-ink-muted">
          <span className="font-bold text-ink">{flight.designator}</span> ·{" "}
          {words.locale === "ko" ? flight.aircraftKo : flight.aircraftEn}
        </h2>
        <FlightTimes flight={flight} />
        <FlightAirports flight={flight} names={airportNames} />
      </div>
      <ul className="grid grid-cols-2 gap-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
        {flight.fares.map((fare) => (
          <li key={fare.brand} className="grid max-sm:last:odd:col-span-2">
            <FareChoice
              flight={flight}
              fare={fare}
              terms={rules.find((rule) => rule.brand === fare.brand)}
              earlierAmount={earlierAmount}
              hrefOf={hrefOf}
              several={several}
              words={words}
            />
          </li>
        ))}
      </ul>
    </li>
  );
}
