import { Check, Medal } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { formatInteger } from "@/i18n/format";

type Tier = "BLUE" | "SILVER" | "GOLD" | "PLATINUM";
type Steps = readonly { tier: Tier; fromMiles: number }[];
type Standing = { tier: Tier; next: { tier: Tier; missingMiles: number } | null };

/** The tier, the miles that are missing for the next one, and where all of them begin. */
export function TierCard({
  standing,
  qualifyingMiles,
  steps,
}: {
  standing: Standing;
  qualifyingMiles: number;
  steps: Steps;
}) {
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
        <TierSteps tier={tier} flown={flown} steps={steps} />
        <p className="text-sm text-ink-muted">{t("tierNote")}</p>
      </div>
    </Card>
  );
}

/** The tiers with the miles that each asks for; those that are reached have a tick. */
function TierSteps({ tier, flown, steps }: { tier: Tier; flown: number; steps: Steps }) {
  const t = useTranslations("mileage");
  return (
    <ol aria-label={t("allTiers")} className="grid gap-1 text-sm">
      {steps.map((step) => (
        <li
          key={step.tier}
          aria-current={step.tier === tier || undefined}
          className="flex items-center justify-between gap-3 rounded-control px-3 py-1.5 text-ink-muted aria-[current=true]:bg-brand-soft aria-[current=true]:font-bold aria-[current=true]:text-brand-text"
        >
          <span className="flex items-center gap-2">
            {flown >= step.fromMiles ? (
              <Check aria-hidden className="size-4 text-positive-text" />
            ) : (
              <span aria-hidden className="size-4" />
            )}
            {t(`tiers.${step.tier}`)}
          </span>
          {t("fromMiles", { miles: formatInteger(step.fromMiles) })}
        </li>
      ))}
    </ol>
  );
}
