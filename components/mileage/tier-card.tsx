import { Medal } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { formatInteger } from "@/i18n/format";

type Tier = "BLUE" | "SILVER" | "GOLD" | "PLATINUM";
type Standing = { tier: Tier; next: { tier: Tier; missingMiles: number } | null };

/** The tier, and the miles that are missing for the next one. */
export function TierCard({ standing, qualifyingMiles }: { standing: Standing; qualifyingMiles: number }) {
  const t = useTranslations("mileage");
  const { tier, next } = standing;
  const flown = Math.max(0, qualifyingMiles);
  return (
    <Card as="section" title={t("tier")}>
      <div className="grid gap-3">
        <p className="flex items-center gap-2 text-title font-bold">
          <Medal aria-hidden className="size-7 text-accent-text" />
          {t(`tiers.${tier}`)}
        </p>
        <p className="text-ink-muted">{t("qualifying", { miles: formatInteger(flown) })}</p>
        {next ? (
          <>
            <progress
              aria-label={t("progress")}
              value={flown}
              max={flown + next.missingMiles}
              className="h-3 w-full overflow-hidden rounded-full border border-line bg-sunken accent-brand [&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-brand"
            />
            <p className="font-semibold">
              {t("toNext", { tier: t(`tiers.${next.tier}`), miles: formatInteger(next.missingMiles) })}
            </p>
          </>
        ) : (
          <p className="font-semibold">{t("top")}</p>
        )}
        <p className="text-sm text-ink-muted">{t("tierNote")}</p>
      </div>
    </Card>
  );
}
