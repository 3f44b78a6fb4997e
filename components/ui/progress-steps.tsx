import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { PageLink } from "./page-link";

type Step = { label: string; href?: string };

/** Where a booking stands. Steps already done are links when they have an `href`. */
export function ProgressSteps({
  label,
  steps,
  current,
}: {
  label: string;
  steps: readonly Step[];
  /** Index of the step shown. */
  current: number;
}) {
  const t = useTranslations("common");
  const layout = "flex flex-col items-center gap-1 text-center sm:flex-row sm:gap-2";
  return (
    <nav aria-label={`${label}: ${t("stepOf", { current: current + 1, total: steps.length })}`}>
      <ol className="flex gap-1 sm:gap-2">
        {steps.map((step, index) => (
          <li
            key={step.label}
            aria-current={index === current ? "step" : undefined}
            className={clsx("grow border-t-4 pt-2", index <= current ? "border-brand" : "border-line")}
          >
            {index < current && step.href ? (
              <PageLink href={step.href} className={clsx(layout, "rounded-control hover:underline")}>
                <StepText step={step} index={index} current={current} />
              </PageLink>
            ) : (
              <span className={layout}>
                <StepText step={step} index={index} current={current} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepText({ step, index, current }: { step: Step; index: number; current: number }) {
  const t = useTranslations("common");
  const done = index < current;
  return (
    <>
      <span
        aria-hidden
        className={clsx(
          "grid size-7 place-items-center rounded-full border text-sm font-bold",
          index === current && "border-transparent bg-brand text-on-brand",
          done && "border-brand bg-brand-soft text-brand-text",
          index > current && "border-line-strong text-ink-muted",
        )}
      >
        {done ? <Check className="size-4" /> : index + 1}
      </span>
      <span className={clsx("text-xs sm:text-sm", index === current ? "font-bold" : "text-ink-muted")}>
        {step.label}
        {done && <span className="sr-only"> ({t("stepDone")})</span>}
      </span>
    </>
  );
}
