import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Money } from "@/components/ui/money";
import { ProgressSteps } from "@/components/ui/progress-steps";
import { stepHref } from "./booking-links";
import { HoldCountdown } from "./hold-countdown";
import { PriceSummary } from "./price-summary";
import type { Booking } from "./types";

const steps = ["passengers", "seats", "review"] as const;

/** The frame of each booking step: progress, time left to pay, and total stay in sight. */
export function BookingShell({
  step,
  title,
  booking,
  children,
}: {
  step: (typeof steps)[number];
  /** The heading, where the step has more than one page. */
  title?: string;
  booking: Booking;
  children: ReactNode;
}) {
  const t = useTranslations("booking");
  return (
    <div className="page-width pt-6 pb-12">
      <ProgressSteps
        label={t("progress")}
        current={steps.indexOf(step)}
        steps={steps.map((each) => ({ label: t(`steps.${each}`), href: stepHref(booking.id, each) }))}
      />
      <HoldBar booking={booking} />
      <div className="grid gap-6 pt-6 lg:grid-cols-[1fr_20rem] lg:items-start">
        <div className="min-w-0">
          <h1 className="pb-4 text-title font-bold">{title ?? t(`titles.${step}`)}</h1>
          {children}
        </div>
        {/* On a phone the review says it above its button. */}
        <aside
          aria-label={t("summary")}
          className={clsx(
            step === "review" && "max-lg:hidden",
            "lg:sticky lg:top-[calc(var(--stuck-top)+1rem)]",
          )}
        >
          <PriceSummary booking={booking} />
        </aside>
      </div>
    </div>
  );
}

/** The time left to pay and the total. */
function HoldBar({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  return (
    <section
      aria-label={t("holdAndPrice")}
      className="stuck-bar -mx-4 mt-4 flex min-h-12 flex-wrap items-center justify-between gap-x-4 border-b border-line bg-canvas/95 px-4 backdrop-blur"
    >
      <HoldCountdown
        key={booking.now}
        deadline={booking.paymentDeadline}
        serverNow={booking.now}
        label={t("timeToPay")}
        compact
      />
      <p className="ml-auto">
        <span className="text-sm text-ink-muted">{t("total")} </span>
        <Money amountKrw={booking.totalAmount} className="text-xl font-bold" />
      </p>
    </section>
  );
}
