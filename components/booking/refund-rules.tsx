import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { formatKrw } from "@/i18n/format";
import { flightScope } from "@/server/shared/fare-terms";
import { type FeeRow, type RefundStep, refundSteps } from "@/server/shared/refund-steps";
import type { BookedFlight } from "./types";

export type RefundTermsView = {
  freeWithinHoursOfPurchase: number;
  freeFromDaysToDeparture: number | null;
  /** Minutes before departure from which the no-show fee applies. */
  noShowMinutes: number | null;
  fees: readonly FeeRow[];
};

/** The cost of a cancellation in words, flight by flight, shown before payment. */
export function RefundRules({
  segments,
  terms,
}: {
  segments: readonly BookedFlight[];
  /** One for each flight, in the order of `segments`. */
  terms: readonly RefundTermsView[];
}) {
  const t = useTranslations("payment");
  const [first] = terms;
  return (
    // Terms of change and refund differ in look from all else before the contract: the law on air tickets asks for it.
    <Card as="section" title={t("refundTitle")} className="border-2 border-accent! bg-accent-soft!">
      <ul className="list-disc space-y-1 pl-5 font-medium">
        {first && first.freeWithinHoursOfPurchase > 0 && (
          <li className="font-bold text-accent-text">
            {t("refundSoon", { hours: first.freeWithinHoursOfPurchase })}
          </li>
        )}
        <li>{t("refundCharges")}</li>
        <li>{t("refundMissed")}</li>
        <li>{t("refundAirline")}</li>
      </ul>
      <div className="grid gap-4 pt-4 sm:grid-cols-2">
        {segments.map((flight, n) => (
          <FlightFees key={flight.position} flight={flight} terms={terms[n]} />
        ))}
      </div>
    </Card>
  );
}

function FlightFees({ flight, terms }: { flight: BookedFlight; terms: RefundTermsView | undefined }) {
  const t = useTranslations("payment");
  const locale = useLocale();
  const freeFrom = terms?.freeFromDaysToDeparture ?? null;
  const changeFee = flight.rule.changeFeeKrw[flightScope(flight.international)];
  const steps = refundSteps(terms?.fees ?? [], freeFrom);
  return (
    <div>
      <h3 className="pb-1 font-bold">
        {flight.designator} {flight.origin} → {flight.destination} ·{" "}
        {locale === "ko" ? flight.rule.nameKo : flight.rule.nameEn}
      </h3>
      {flight.rule.refundable ? (
        <>
          <p className="pb-1 text-sm text-ink-muted">{t("feePerPassenger")}</p>
          <dl className="grid gap-1 text-sm">
            {steps.map((step) => (
              <div key={step.toDays} className="flex justify-between gap-3">
                <dt className="text-ink-muted">{stepText(t, step, terms?.noShowMinutes ?? 0)}</dt>
                <dd className="text-right font-semibold">
                  {step.feeKrw === 0 && step.farePercent === 0
                    ? t("noFee")
                    : [
                        step.feeKrw > 0 && formatKrw(step.feeKrw, locale),
                        step.farePercent > 0 && t("feePercent", { percent: step.farePercent }),
                      ]
                        .filter(Boolean)
                        .join(" + ")}
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : (
        <p className="text-sm">
          {freeFrom === null ? t("notRefundable") : t("notRefundableAfter", { days: freeFrom })}
        </p>
      )}
      <p className="flex justify-between gap-3 pt-1 text-sm">
        <span className="text-ink-muted">{t("changeFee")}</span>
        <span className="text-right font-semibold">
          {changeFee === 0 ? t("noFee") : formatKrw(changeFee, locale)}
        </span>
      </p>
    </div>
  );
}

function stepText(
  t: ReturnType<typeof useTranslations<"payment">>,
  { fromDays, toDays }: RefundStep,
  noShowMinutes: number,
): string {
  if (toDays < 0)
    return fromDays === null || fromDays >= 0 ? t("feeAlways") : t("feeNoShow", { minutes: noShowMinutes });
  if (fromDays === null) return t("feeUntil", { to: toDays });
  return fromDays === toDays
    ? t("feeOnDay", { to: toDays })
    : t("feeBetween", { from: fromDays, to: toDays });
}
