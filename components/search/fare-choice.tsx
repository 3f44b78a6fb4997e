import { clsx } from "clsx";
import type { Locale, useTranslations } from "next-intl";
import { LinkPending } from "@/components/ui/link-pending";
import { Money } from "@/components/ui/money";
import { Link } from "@/i18n/navigation";
import { ChoiceButton } from "./choice-button";
import { choiceOf } from "./search-url";
import type { BrandTerms, FareTile, ResultFlight } from "./types";

/** A list has dozens of fares: its words are looked up once, and handed down. */
export type Words = { t: ReturnType<typeof useTranslations<"search">>; locale: Locale };

/** Fewer seats than this are told. */
const FEW_SEATS = 9;

const tileClass =
  "flex min-h-28 w-full flex-col items-start rounded-control border p-3 text-left text-sm transition-colors";
const openClass = "border-line-strong bg-surface hover:border-brand hover:bg-brand-soft";

/** One fare of one flight: name, what it includes in short, the party's total, and the seats left when few. */
export function FareChoice({
  flight,
  fare,
  terms,
  earlierAmount,
  hrefOf,
  several,
  words,
}: {
  flight: Pick<ResultFlight, "flightId" | "designator" | "international">;
  fare: FareTile;
  terms: BrandTerms | undefined;
  earlierAmount: number;
  hrefOf: ((choice: string) => string) | null;
  several: boolean;
  words: Words;
}) {
  const { t } = words;
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
  if (!fare.enough)
    return (
      <div className={clsx(tileClass, "border-dashed border-line bg-sunken text-ink-muted")}>
        <span className="sr-only">{flight.designator} </span>
        <BrandName terms={terms} brand={fare.brand} locale={words.locale} />
        <span className="mt-auto font-semibold">
          {fare.left === 0 ? t("soldOut") : t("notEnough", { left: fare.left })}
        </span>
      </div>
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
  const scope = international ? "INTERNATIONAL" : "DOMESTIC";
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
