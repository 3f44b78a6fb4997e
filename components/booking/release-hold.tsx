import { useTranslations } from "next-intl";
import { SubmitButton } from "@/components/ui/submit-button";
import { sameSearchHref } from "./booking-links";
import type { Booking } from "./types";

/** Gives the seats back and searches again. */
export function ReleaseHold({
  booking,
  action,
}: {
  booking: Pick<Booking, "id" | "adults" | "children" | "infants" | "segments">;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("booking");
  return (
    <form action={action} className="mt-6 border-t border-line pt-4 text-sm text-ink-muted">
      <input type="hidden" name="reservationId" value={booking.id} />
      <input type="hidden" name="back" value={sameSearchHref(booking)} />
      <p className="pb-2">{t("releaseNote")}</p>
      <SubmitButton variant="secondary" size="sm">
        {t("release")}
      </SubmitButton>
    </form>
  );
}
