"use client";

import { useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type AirportNamesByCode, FlightAirports } from "@/components/flight/flight-airports";
import { FlightTimes } from "@/components/flight/flight-times";
import { ActionForm } from "@/components/forms/action-form";
import { FareChoice, type Shop } from "./fare-choice";
import { OpenFares } from "./open-fares";
import { type PackedFlights, unpackFlights } from "./packed-flights";
import { type ResultsView, readView, resultsHref } from "./search-url";
import type { BrandTerms, Earlier, ResultFlight, SearchValues } from "./types";

type Props = {
  flights: PackedFlights;
  rules: readonly BrandTerms[];
  search: SearchValues;
  view: ResultsView;
  /** The flight chosen before: part of every price shown. */
  earlier: Earlier;
  action: ((form: FormData) => Promise<void>) | null;
  /** Different each time the page is rendered: with the choice it makes the idempotency key of a hold. */
  pageKey: string;
  airportNames: AirportNamesByCode;
};

/**
 * The flights, one line each; the address says whose fares are open, so that it works without JavaScript. With
 * JavaScript the fares are there already, as data: a press asks the server for nothing. A client component: the page then
 * carries each flight once, as data, and not a second time as markup.
 *
 * With an `action` the open fares are a form of buttons. Without one each fare is a link that notes the choice in the
 * address.
 */
export function FlightList({ flights, rules, search, view, earlier, action, pageKey, airportNames }: Props) {
  const t = useTranslations("search");
  const shop: Shop = { t, locale: useLocale(), search, earlier };
  const { open } = readView({ open: useSearchParams().get("open") ?? "" });
  const rows = useMemo(() => unpackFlights(flights), [flights]);
  return (
    <ol id="flights" tabIndex={-1} className="grid gap-3 outline-none" aria-label={t("flights")}>
      {rows.map((flight) => {
        const own = { ...view, open: flight.flightId };
        const isOpen = open === flight.flightId;
        return (
          <li key={flight.flightId} id={`f${flight.flightId}`} className="flight-row">
            <div>
              <h2>{`${flight.designator}\n${shop.locale === "ko" ? flight.aircraftKo : flight.aircraftEn}`}</h2>
              <div className="flight-when">
                <FlightTimes flight={flight} />
                <FlightAirports flight={flight} names={airportNames} />
              </div>
              <OpenFares
                flight={flight}
                shop={shop}
                isOpen={isOpen}
                href={resultsHref(search, isOpen ? { ...view, open: undefined } : own)}
              />
            </div>
            {isOpen && (
              <Fares
                flight={flight}
                rules={rules}
                shop={shop}
                back={resultsHref(search, own)}
                hrefOf={action ? null : (out) => resultsHref(search, { ...onward(view), out })}
                action={action}
                pageKey={pageKey}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** The order goes on to the flight back; filters and the open flight are of this direction alone. */
const onward = ({ sort }: ResultsView): ResultsView => ({ ...(sort && { sort }) });

/** The fares of the open flight, side by side. */
function Fares({
  flight,
  rules,
  shop,
  back,
  hrefOf,
  action,
  pageKey,
}: Pick<Props, "rules" | "action" | "pageKey"> & {
  flight: ResultFlight;
  shop: Shop;
  /** The address to come back to after a refusal. */
  back: string;
  hrefOf: ((choice: string) => string) | null;
}) {
  const tiles = (
    <ul className="fare-tiles">
      {flight.fares.map((fare) => (
        <li key={fare.brand}>
          <FareChoice
            flight={flight}
            fare={fare}
            terms={rules.find((rule) => rule.brand === fare.brand)}
            hrefOf={hrefOf}
            shop={shop}
          />
        </li>
      ))}
    </ul>
  );
  // A form needs a button: without a fare that fits there is none.
  if (!action || !flight.fares.some(({ enough }) => enough)) return tiles;
  return (
    <ActionForm action={action}>
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="page" value={pageKey} />
      {tiles}
    </ActionForm>
  );
}
