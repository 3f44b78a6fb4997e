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
  booking,
  children,
}: {
  step: (typeof steps)[number];
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
      <section
        aria-label={t("holdAndPrice")}
        className="sticky top-16 z-10 -mx-4 mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line bg-canvas/95 px-4 py-2 backdrop-blur"
      >
        <HoldCountdown
          key={booking.now}
          deadline={booking.paymentDeadline}
          serverNow={booking.now}
          label={t("timeToPay")}
        />
        <p className="ml-auto">
          <span className="text-sm text-ink-muted">{t("total")} </span>
          <Money amountKrw={booking.totalAmount} className="text-xl font-bold" />
        </p>
      </section>
      <div className="grid gap-6 pt-6 lg:grid-cols-[1fr_20rem] lg:items-start">
        <div className="min-w-0">
          <h1 className="pb-4 text-title font-bold">{t(`titles.${step}`)}</h1>
          {children}
        </div>
        <aside aria-label={t("summary")} className="lg:sticky lg:top-34">
          <PriceSummary booking={booking} />
        </aside>
      </div>
    </div>
  );
}
