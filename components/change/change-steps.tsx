import { useTranslations } from "next-intl";
import { ProgressSteps } from "@/components/ui/progress-steps";

const steps = ["flights", "offers", "quote"] as const;

/** Where a change of flights stands. `hrefs`: the addresses of the steps already done. */
export function ChangeSteps({
  current,
  hrefs = {},
}: {
  current: (typeof steps)[number];
  hrefs?: Partial<Record<(typeof steps)[number], string>>;
}) {
  const t = useTranslations("change");
  return (
    <ProgressSteps
      label={t("progress")}
      current={steps.indexOf(current)}
      steps={steps.map((each) => ({ label: t(`steps.${each}`), href: hrefs[each] }))}
    />
  );
}
