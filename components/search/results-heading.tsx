import { ArrowRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { formatLocalDate } from "@/i18n/format";
import type { Direction, SearchValues } from "./types";

/** The route, date and party of the search, and a disclosure with the form to change them. */
export function ResultsHeading({
  nameOf,
  search,
  direction,
  step,
  form,
}: {
  /** A place in words, with its code. */
  nameOf: (code: string) => string;
  search: SearchValues;
  direction: Direction;
  /** Of a return trip: 1 for the flight out, 2 for the flight back. */
  step: 1 | 2 | null;
  form: ReactNode;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const { adults, children, infants } = search;
  return (
    <div className="pb-5">
      <h1 className="text-title font-bold">
        {step && (
          <span className="block text-base text-brand-text">
            {t(step === 1 ? "chooseOut" : "chooseBack")}
          </span>
        )}
        <span className="flex flex-wrap items-center gap-x-2">
          {nameOf(direction.from)}
          <ArrowRight aria-label={t("toward")} className="size-5 shrink-0 text-ink-muted" />
          {nameOf(direction.to)}
        </span>
      </h1>
      <p className="mt-1 text-ink-muted">
        {formatLocalDate(direction.date, "date", locale)} · {t("party", { adults, children, infants })}
      </p>
      <details className="mt-3">
        <summary className="inline-flex min-h-9 items-center rounded-control border border-line-strong bg-surface px-3 text-sm font-semibold hover:bg-brand-soft">
          {t("changeSearch")}
        </summary>
        <Card className="mt-3">{form}</Card>
      </details>
    </div>
  );
}
