import { TimerOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { sameSearchHref } from "./booking-links";
import type { Booking } from "./types";

type Ended = { endedAt: string | null; salesClosed: boolean } & Pick<Booking, "paymentDeadline">;

/** How a hold ended: by its deadline, with the sale of its flights, or earlier. */
export function howEnded({ endedAt, salesClosed, paymentDeadline }: Ended) {
  if (salesClosed) return "endedSales";
  return endedAt !== null && Date.parse(endedAt) < Date.parse(paymentDeadline) ? "endedEarly" : "ended";
}

/**
 * Shown when the hold has ended: by its deadline, with the sale of its flights, or earlier (released, or the flight was
 * cancelled). Says that nothing was charged, and links to the same search.
 */
export function HoldEnded({
  booking,
}: {
  booking: Pick<Booking, "adults" | "children" | "infants" | "segments"> & Ended;
}) {
  const t = useTranslations("booking");
  const how = howEnded(booking);
  return (
    <div className="page-width grid justify-items-start gap-4 py-16">
      <TimerOff aria-hidden className="size-12 text-brand-text" />
      <h1 className="text-title font-bold">{t(`${how}Title`)}</h1>
      <p className="max-w-prose">{t(`${how}Text`)}</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={sameSearchHref(booking)}>{t("sameSearch")}</LinkButton>
        <LinkButton href="/trips" variant="secondary">
          {t("myTrips")}
        </LinkButton>
      </div>
    </div>
  );
}
