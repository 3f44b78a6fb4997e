import { clsx } from "clsx";
import type { Locale, useTranslations } from "next-intl";
import { choiceOf } from "@/components/search/search-url";
import type { BrandTerms } from "@/components/search/types";
import { formatKrw } from "@/i18n/format";
import { flightScope } from "@/server/shared/fare-terms";
import { Difference } from "./difference";
import type { ChangeableFlight, ChangeOffer } from "./types";

/** Translations, looked up once for a list of dozens of fares. */
export type Words = {
  t: ReturnType<typeof useTranslations<"change.offers">>;
  search: ReturnType<typeof useTranslations<"search">>;
  locale: Locale;
};

/** The seats left are shown when there are fewer than this. */
const FEW_SEATS = 9;

const tile = "flex min-h-28 w-full flex-col items-start rounded-control border p-3 text-left text-sm";
const open =
  "cursor-pointer border-line-strong bg-surface transition-colors hover:border-brand hover:bg-brand-soft has-checked:border-brand has-checked:bg-brand-soft has-checked:outline has-checked:outline-brand has-focus-visible:outline-focus";
const closed = "border-dashed border-line bg-sunken text-ink-muted";

type Props = {
  /** The flight of the trip that is changed. */
  flight: ChangeableFlight;
  offer: ChangeOffer["flight"];
  choice: ChangeOffer["choices"][number];
  terms: BrandTerms | undefined;
  isChosen: boolean;
  words: Words;
};

/** One fare of one flight as a radio button: its name, the difference to what was paid, and the fee in it. */
export function OfferChoice(props: Props) {
  const { flight, offer, choice, isChosen } = props;
  if (!choice.enough) return <ClosedOffer {...props} />;
  return (
    <label className={clsx(tile, open)}>
      <span className="flex w-full items-start justify-between gap-2">
        <OfferName {...props} />
        <input
          type="radio"
          name={`to.${flight.id}`}
          value={choiceOf(offer.flightId, choice.brand)}
          defaultChecked={isChosen}
          className="size-5 shrink-0 accent-brand"
        />
      </span>
      <OfferText {...props} />
    </label>
  );
}

const OfferName = ({ offer, choice, words: { locale } }: Pick<Props, "offer" | "choice" | "words">) => (
  <span className="text-base font-bold">
    <span className="sr-only">{offer.designator} </span>
    {locale === "ko" ? choice.brandNameKo : choice.brandNameEn}
  </span>
);

/** A fare without enough seats for all who change. */
function ClosedOffer(props: Props) {
  const { search } = props.words;
  const { unitsLeft } = props.choice;
  const why = unitsLeft === 0 ? search("soldOut") : search("notEnough", { left: unitsLeft });
  return (
    <div className={clsx(tile, closed)}>
      <OfferName {...props} />
      <span className="mt-auto font-semibold">{why}</span>
    </div>
  );
}

/** What the fare includes, its difference with the fee in it, and the seats left when few. */
function OfferText({ flight, choice, terms, words: { t, search, locale } }: Props) {
  const bag = terms?.checkedBaggageKg[flightScope(flight.international)];
  return (
    <>
      {bag !== undefined && (
        <span className="text-ink-muted">{bag > 0 ? search("bag", { kg: bag }) : search("noBag")}</span>
      )}
      {terms?.refundable === false && <span className="text-ink-muted">{search("terms.notRefundable")}</span>}
      <span className="mt-auto pt-2">
        <Difference
          amountKrw={choice.balance}
          className="block text-lg leading-tight font-bold text-brand-text"
        />
        <span className="block text-xs text-ink-muted">
          {choice.feeAmount > 0 ? t("fee", { amount: formatKrw(choice.feeAmount, locale) }) : t("noFee")}
        </span>
        {choice.unitsLeft < FEW_SEATS && (
          <span className="block text-xs font-bold text-accent-text">
            {search("seatsLeft", { left: choice.unitsLeft })}
          </span>
        )}
      </span>
    </>
  );
}
