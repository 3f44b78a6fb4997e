import { TimerOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { sameSearchHref } from "./booking-links";
import type { Booking } from "./types";

/** The time to pay is over: nothing was charged, and the same search is one press away. */
export function HoldEnded({
  booking,
}: {
  booking: Pick<Booking, "adults" | "children" | "infants" | "segments">;
}) {
  const t = useTranslations("booking");
  return (
    <div className="page-width grid justify-items-start gap-4 py-16">
      <TimerOff aria-hidden className="size-12 text-brand-text" />
      <h1 className="text-title font-bold">{t("endedTitle")}</h1>
      <p className="max-w-prose">{t("endedText")}</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={sameSearchHref(booking)}>{t("sameSearch")}</LinkButton>
        <LinkButton href="/trips" variant="secondary">
          {t("myTrips")}
        </LinkButton>
      </div>
    </div>
  );
}
