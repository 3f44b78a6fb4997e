import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { LinkPending } from "@/components/ui/link-pending";
import { formatKrw } from "@/i18n/format";
import { stepHref } from "./booking-links";
import type { AgeRule } from "./passenger-rules";
import { TypeChanges } from "./type-changes";
import type { Booking } from "./types";

/** Says that the passengers' ages have changed the total, with both sums and the reason. */
export function PriceChange({
  booking,
  rule,
  before,
}: {
  booking: Booking;
  rule: AgeRule;
  /** The former total, in whole won. */
  before: number;
}) {
  const t = useTranslations("booking");
  const locale = useLocale();
  return (
    <Alert
      tone="warning"
      live
      className="mb-5"
      title={t("priceChangedTitle")}
      action={
        <LinkButton href={stepHref(booking.id, "seats")}>
          {t("toSeats")}
          <LinkPending />
        </LinkButton>
      }
    >
      <p>
        {t("priceChangedText", {
          before: formatKrw(before, locale),
          after: formatKrw(booking.totalAmount, locale),
        })}
      </p>
      <TypeChanges booking={booking} rule={rule} />
      <p className="pt-1 text-sm">{t("chargesByAge")}</p>
    </Alert>
  );
}
