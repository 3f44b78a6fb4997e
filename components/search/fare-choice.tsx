import { clsx } from "clsx";
import type { Locale, useTranslations } from "next-intl";
import { LinkPending } from "@/components/ui/link-pending";
import { Money } from "@/components/ui/money";
import { Link } from "@/i18n/navigation";
import { flightScope } from "@/server/shared/fare-terms";
import { ChoiceButton } from "./choice-button";
import { choiceOf } from "./search-url";
import type { BrandTerms, FareTile, ResultFlight } from "./types";

/** Translations, looked up once for a list of dozens of fares. */
export type Words = { t: ReturnType<typeof useTranslations<"search">>; locale: Locale };

/** The seats left are shown when there are fewer than this. */
const FEW_SEATS = 9;

const tileClass =
  "flex min-h-28 w-full flex-col items-start rounded-control border p-3 text-left text-sm transition-colors";
const openClass = "border-line-strong bg-surface hover:border-brand hover:bg-brand-soft";

type FareChoiceProps = {
  flight: Pick<ResultFlight, "flightId" | "designator" | "international">;
  fare: FareTile;
  terms: BrandTerms | undefined;
  /** Total of the flight chosen before, in whole won: part of the price shown. */
  earlierAmount: number;
  /** The address that notes the choice; null when the surrounding form posts it. */
  hrefOf: ((choice: string) => string) | null;
  /** More than one person travels. */
  several: boolean;
  words: Words;
};

/** One fare of one flight: name, what it includes in short, the party's total, and the seats left when few. */
export function FareChoice({ flight, fare, terms, earlierAmount, hrefOf, several, words }: FareChoiceProps) {
  const { t } = words;
  if (!fare.enough) return <ClosedFare flight={flight} fare={fare} terms={terms} words={words} />;
  const choice = choiceOf(flight.flightId, fare.brand);
  const content = (
    <>
      <span className="sr-only">{flight.designator} </span>
      <FareText
        fare={fare}
        terms={terms}
        international={flight.international}
        total={earlierAmount + fare.totalAmount}
        several={several}
        words={words}
      />
      <span className="sr-only">{t("choose")}</span>
    </>
  );
  return hrefOf ? (
    <Link href={hrefOf(choice)} prefetch={false} className={clsx(tileClass, openClass, "relative")}>
      {content}
      <LinkPending className="absolute top-3 right-3" />
    </Link>
  ) : (
    <ChoiceButton value={choice} className={clsx(tileClass, openClass)}>
      {content}
    </ChoiceButton>
  );
}

/** A fare without enough seats for the party. */
function ClosedFare({
  flight,
  fare,
  terms,
  words: { t, locale },
}: Pick<FareChoiceProps, "flight" | "fare" | "terms" | "words">) {
  return (
    <div className={clsx(tileClass, "border-dashed border-line bg-sunken text-ink-muted")}>
      <span className="sr-only">{flight.designator} </span>
      <BrandName terms={terms} brand={fare.brand} locale={locale} />
      <span className="mt-auto font-semibold">
        {fare.left === 0 ? t("soldOut") : t("notEnough", { left: fare.left })}
      </span>
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
  return (
    <span className="text-base font-bold">
      {terms ? (locale === "ko" ? terms.nameKo : terms.nameEn) : brand}
    </span>
  );
}

function FareText({
  fare,
  terms,
  international,
  total,
  several,
  words: { t, locale },
}: {
  fare: FareTile;
  terms: BrandTerms | undefined;
  international: boolean;
  total: number;
  several: boolean;
  words: Words;
}) {
  const scope = flightScope(international);
  const bag = terms?.checkedBaggageKg[scope] ?? 0;
  return (
    <>
      <BrandName terms={terms} brand={fare.brand} locale={locale} />
      <span className="text-ink-muted">{bag > 0 ? t("bag", { kg: bag }) : t("noBag")}</span>
      {terms?.refundable === false && <span className="text-ink-muted">{t("terms.notRefundable")}</span>}
      <span className="mt-auto pt-2">
        <Money amountKrw={total} className="block text-lg leading-tight font-bold text-brand-text" />
        {several && (
          <span className="block text-xs text-ink-muted">
            {t("perAdult")} <Money amountKrw={fare.adultAmount} />
          </span>
        )}
        {fare.left < FEW_SEATS && (
          <span className="block text-xs font-bold text-accent-text">
            {t("seatsLeft", { left: fare.left })}
          </span>
        )}
      </span>
    </>
  );
}
