import { getLocale, getTranslations } from "next-intl/server";
import { NotChangeable } from "@/components/change/change-problem";
import type { ChangedTerms } from "@/components/change/change-terms";
import { ExchangedFlights } from "@/components/change/exchanged-flights";
import type { OfferedChange } from "@/components/change/types";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { brandRules } from "@/server/reservation/queries";
import { type ChangeStep, changeHref } from "./change-step";
import type { AskedQuote } from "./read-quote";
import { RefusedChoice } from "./refused-choice";

type Rules = Awaited<ReturnType<typeof brandRules>>;

/** The flights of a quote before and after, each with the link that chooses another. */
export async function QuotedFlights({ step, quote }: { step: ChangeStep; quote: OfferedChange }) {
  const [t, locale, rules] = await Promise.all([getTranslations("change.quote"), getLocale(), brandRules()]);
  const nameOf = (brand: string) => {
    const rule = rules.find((each) => each.brand === brand);
    return (locale === "ko" ? rule?.nameKo : rule?.nameEn) ?? brand;
  };
  const withName = <L extends { brand: string }>(leg: L) => ({ ...leg, brandName: nameOf(leg.brand) });
  return (
    <ExchangedFlights
      title={t("flights")}
      flights={quote.flights.map(({ segmentId, from, to }) => ({
        key: segmentId,
        from: withName(from),
        to: withName(to),
        note: (
          <p>
            <LinkButton
              href={changeHref(step.trip, "", step.choices, { leg: segmentId })}
              variant="secondary"
              size="sm"
            >
              {t("chooseAgain")}
            </LinkButton>
          </p>
        ),
      }))}
    />
  );
}

/** The brands before and after, for each flight of a quote. */
export const quotedTerms = ({ booking }: ChangeStep, quote: OfferedChange, rules: Rules): ChangedTerms[] =>
  quote.flights.flatMap(({ segmentId, to }) => {
    const before = booking.segments.find(({ id }) => id === segmentId);
    const after = rules.find(({ brand }) => brand === to.brand);
    if (!before || !after) return [];
    const { international, rule } = before;
    return [{ key: segmentId, designator: to.designator, international, before: rule, after }];
  });

/** Why there is no quote of the chosen flights. `confirmed`: the box about other flights at the same time was ticked. */
export async function NoQuote({
  step,
  answer,
  confirmed,
}: {
  step: ChangeStep;
  answer: Extract<AskedQuote, { quote: null }>;
  confirmed: boolean;
}) {
  const t = await getTranslations("change.quote");
  switch (answer.refused) {
    case "NOT_CHANGEABLE":
      return <NotChangeable reason="OTHER" />;
    case "RATE_LIMITED":
      return (
        <Alert tone="warning" title={t("tooManyTitle")}>
          {t("tooMany")}
        </Alert>
      );
    case null:
      return <RefusedChoice step={step} errors={answer.errors} confirmed={confirmed} />;
  }
}
