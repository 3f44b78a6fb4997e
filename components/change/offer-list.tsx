"use client";

import { useLocale, useTranslations } from "next-intl";
import { type AirportNamesByCode, FlightAirports } from "@/components/flight/flight-airports";
import { FlightTimes } from "@/components/flight/flight-times";
import { useFieldMessage } from "@/components/forms/use-field-message";
import type { BrandTerms } from "@/components/search/types";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/inputs/field";
import { choiceFields } from "./change-url";
import { OfferChoice, type Words } from "./offer-choice";
import type { ChangeableFlight, ChangeChoice, ChangeOffer } from "./types";

type Props = {
  /** The flight of the trip that is changed. */
  flight: ChangeableFlight;
  offers: readonly ChangeOffer[];
  rules: readonly BrandTerms[];
  /** All choices so far; that of this flight has the day of the offers. */
  choices: readonly ChangeChoice[];
  /** Key of the message at the list. */
  error: string | undefined;
  /** How many passengers change: the differences are for all of them. */
  count: number;
  /** No other flight is left to choose. */
  isLast: boolean;
  airportNames: AirportNamesByCode;
};

/**
 * The flights of a day with their fares side by side, each with the difference. A form of the page alone, with radio
 * buttons: it works without JavaScript, and what is chosen stands in the address. A client component: the page then carries
 * each flight once, as data, and not a second time as markup.
 */
export function OfferList({ flight, offers, rules, choices, error, count, isLast, airportNames }: Props) {
  const t = useTranslations("change.offers");
  const words = { t, search: useTranslations("search"), locale: useLocale() };
  const problem = useFieldMessage("change")("flights", error);
  const chosen = choices.find(({ segmentId }) => segmentId === flight.id);
  const carried = choices.map((each) => (each === chosen ? { ...each, to: null } : each));
  return (
    <form method="get" className="grid gap-4">
      <input type="hidden" name="step" value="next" />
      <input type="hidden" name="for" value={flight.id} />
      {choiceFields(carried).map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <fieldset aria-invalid={problem ? true : undefined} aria-describedby="change-offers-error">
        <legend className="sr-only">{t("title")}</legend>
        <p className="pb-2 text-sm text-ink-muted">{t("note", { count })}</p>
        <FieldError id="change-offers-error">{problem}</FieldError>
        <ol className="mt-2 grid gap-4" aria-label={words.search("flights")}>
          {offers.map((offer) => (
            <OfferRow
              key={offer.flight.flightId}
              flight={flight}
              offer={offer}
              rules={rules}
              chosen={chosen?.to ?? null}
              words={words}
              airportNames={airportNames}
            />
          ))}
        </ol>
      </fieldset>
      <div className="stuck-submit -mx-4 border-t border-line bg-canvas/95 px-4 py-1.5 backdrop-blur sm:mx-0 sm:px-0">
        <Button type="submit" size="lg" className="max-sm:w-full">
          {t(isLast ? "toQuote" : "next")}
        </Button>
      </div>
    </form>
  );
}

function OfferRow({
  flight,
  offer,
  rules,
  chosen,
  words,
  airportNames,
}: Pick<Props, "flight" | "rules" | "airportNames"> & {
  offer: ChangeOffer;
  chosen: ChangeChoice["to"];
  words: Words;
}) {
  const isChosen = (brand: string) => chosen?.flightId === offer.flight.flightId && chosen.brand === brand;
  return (
    <li className="grid gap-4 rounded-card border border-line bg-surface p-4 shadow-card lg:grid-cols-[18rem_1fr] lg:items-center">
      <div>
        <h3 className="pb-2 text-sm font-bold">{offer.flight.designator}</h3>
        <FlightTimes flight={offer.flight} />
        <FlightAirports flight={offer.flight} names={airportNames} />
      </div>
      <ul className="grid grid-cols-2 gap-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
        {offer.choices.map((choice) => (
          <li key={choice.brand} className="grid max-sm:last:odd:col-span-2">
            <OfferChoice
              flight={flight}
              offer={offer.flight}
              choice={choice}
              terms={rules.find((rule) => rule.brand === choice.brand)}
              isChosen={isChosen(choice.brand)}
              words={words}
            />
          </li>
        ))}
      </ul>
    </li>
  );
}
