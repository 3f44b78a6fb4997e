import type { Locale, useTranslations } from "next-intl";
import { LinkPending } from "@/components/ui/link-pending";
import { formatKrw } from "@/i18n/format";
import { Link } from "@/i18n/navigation";
import { flightScope } from "@/server/shared/fare-terms";
import { ChoiceButton } from "./choice-button";
import { choiceOf } from "./search-url";
import type { BrandTerms, Earlier, FareTile, ResultFlight, SearchValues } from "./types";

/** What all fares of a list share: translations, looked up once for dozens of fares, the search, and the earlier flight. */
export type Shop = {
  t: ReturnType<typeof useTranslations<"search">>;
  locale: Locale;
  search: SearchValues;
  earlier: Earlier;
};

/** The seats left are shown when there are fewer than this. */
export const FEW_SEATS = 9;

/** What a total is for: a one-way trip, the flight out alone, or the whole return trip. */
export const tripBasis = ({ trip }: Pick<SearchValues, "trip">, earlier: Earlier) =>
  trip === "oneway" ? "oneway" : earlier.total > 0 ? "return" : "out";

/** What one adult pays, in whole won, where the party has more people than one adult; null otherwise. */
export const perAdult = (
  { adultAmount }: Pick<FareTile, "adultAmount">,
  { search: { adults, children, infants }, earlier }: Pick<Shop, "search" | "earlier">,
): number | null => (adults > 0 && adults + children + infants > 1 ? earlier.adult + adultAmount : null);

/** Their looks are in app/globals.css. */
const openClass = "fare-tile fare-tile-open";

type FareChoiceProps = {
  flight: Pick<ResultFlight, "flightId" | "designator" | "international">;
  fare: FareTile;
  terms: BrandTerms | undefined;
  /** The address that notes the choice; null when the surrounding form posts it. */
  hrefOf: ((choice: string) => string) | null;
  shop: Shop;
};

/** One fare of one flight: name, what it includes in short, the party's total, and the seats left when few. */
export function FareChoice({ flight, fare, terms, hrefOf, shop }: FareChoiceProps) {
  if (!fare.enough) return <ClosedFare flight={flight} fare={fare} terms={terms} shop={shop} />;
  const choice = choiceOf(flight.flightId, fare.brand);
  const content = (
    <>
      <FareText flight={flight} fare={fare} terms={terms} shop={shop} />
      <span className="sr-only">{` ${flight.designator} ${shop.t("choose")}`}</span>
    </>
  );
  return hrefOf ? (
    <Link href={hrefOf(choice)} prefetch={false} className={openClass}>
      {content}
      <LinkPending className="absolute top-3 right-3" />
    </Link>
  ) : (
    <ChoiceButton value={choice} className={openClass}>
      {content}
    </ChoiceButton>
  );
}

type TextProps = Omit<FareChoiceProps, "hrefOf">;

/** A fare without enough seats for the party. */
function ClosedFare({ flight, fare, terms, shop: { t, locale } }: TextProps) {
  return (
    <div className="fare-tile fare-tile-closed">
      <BrandName terms={terms} brand={fare.brand} locale={locale} />
      <span className="mt-auto font-semibold">
        {fare.left === 0 ? t("soldOut") : t("notEnough", { left: fare.left })}
      </span>
      <span className="sr-only">{` ${flight.designator}`}</span>
    </div>
  );
}

function BrandName({
  terms,
  brand,
  locale,
}: {
  terms: BrandTerms | undefined;
  brand: string;
  locale: Locale;
}) {
  return <span className="fare-name">{terms ? (locale === "ko" ? terms.nameKo : terms.nameEn) : brand}</span>;
}

function FareText({ flight, fare, terms, shop }: TextProps) {
  const { t, locale, search, earlier } = shop;
  const scope = flightScope(flight.international);
  const bag = terms?.checkedBaggageKg[scope] ?? 0;
  const each = perAdult(fare, shop);
  return (
    <>
      <BrandName terms={terms} brand={fare.brand} locale={locale} />
      <span className="text-ink-muted">{bag > 0 ? t("bag", { kg: bag }) : t("noBag")}</span>
      {terms?.refundable === false && <span className="text-ink-muted">{t("terms.notRefundable")}</span>}
      <span className="fare-price">
        <small>{t("basisTotal", { basis: tripBasis(search, earlier) })}</small>
        <b>{formatKrw(earlier.total + fare.totalAmount, locale)}</b>
        {each !== null && <small>{t("perAdultIs", { amount: formatKrw(each, locale) })}</small>}
        {fare.left < FEW_SEATS && <em>{t("seatsLeft", { left: fare.left })}</em>}
      </span>
    </>
  );
}
