import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button-style";
import { controlClass } from "@/components/ui/inputs/field";
import { LinkButton } from "@/components/ui/link-button";

type Period = { from: string; to: string };

/** The period of the sales figures: links to the usual ones, and a plain form for any other. Both work without JavaScript. */
export function PeriodForm({
  period,
  presets,
}: {
  period: Period;
  presets: readonly (Period & { days: number })[];
}) {
  const t = useTranslations("admin.overview");
  const locale = useLocale();
  return (
    <div className="flex flex-wrap items-end gap-3">
      <nav aria-label={t("period")} className="flex flex-wrap gap-2">
        {presets.map(({ days, from, to }) => (
          <LinkButton
            key={days}
            href={`/admin?from=${from}&to=${to}`}
            variant="secondary"
            size="sm"
            aria-current={from === period.from && to === period.to ? "true" : undefined}
          >
            {t("lastNDays", { days })}
          </LinkButton>
        ))}
      </nav>
      <form action={`/${locale}/admin`} className="flex flex-wrap items-end gap-3">
        {(["from", "to"] as const).map((name) => (
          <label key={name} className="grid gap-1 text-sm">
            {t(name)}
            <input type="date" name={name} defaultValue={period[name]} required className={controlClass} />
          </label>
        ))}
        <button type="submit" className={buttonClass({ variant: "secondary", size: "sm" })}>
          {t("show")}
        </button>
      </form>
    </div>
  );
}
