import { TimerOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { sameSearchHref } from "./booking-links";
import type { Booking } from "./types";

/** The hold is over, by its deadline or before it (given back, or the flight was withdrawn): nothing was charged, and the same search is one press away. */
export function HoldEnded({
  booking,
}: {
  booking: Pick<Booking, "adults" | "children" | "infants" | "segments" | "paymentDeadline"> & {
    endedAt: string | null;
  };
}) {
  const t = useTranslations("booking");
  const early = booking.endedAt !== null && Date.parse(booking.endedAt) < Date.parse(booking.paymentDeadline);
  return (
    <div className="page-width grid justify-items-start gap-4 py-16">
      <TimerOff aria-hidden className="size-12 text-brand-text" />
      <h1 className="text-title font-bold">{t(early ? "endedEarlyTitle" : "endedTitle")}</h1>
      <p className="max-w-prose">{t(early ? "endedEarlyText" : "endedText")}</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={sameSearchHref(booking)}>{t("sameSearch")}</LinkButton>
        <LinkButton href="/trips" variant="secondary">
          {t("myTrips")}
        </LinkButton>
      </div>
    </div>
  );
}
