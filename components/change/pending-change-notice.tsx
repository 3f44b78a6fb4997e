import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HoldCountdown } from "@/components/booking/hold-countdown";
import { legText } from "@/components/flight/route-text";
import { Alert } from "@/components/ui/alert";
import { formatInstant, formatKrw } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import type { PendingChange } from "./types";

/**
 * The notice of a change that waits for its payment. `actions`: the forms that pay for it and give it up. `payer`: who reads
 * it pays, or the customer does and staff read it.
 */
export function PendingChangeNotice({
  change,
  actions,
  payer = "reader",
}: {
  change: PendingChange;
  actions: ReactNode;
  payer?: "reader" | "customer";
}) {
  const t = useTranslations("change.pending");
  const locale = useLocale();
  return (
    <Alert
      tone="warning"
      title={t("title")}
      action={
        <div className="grid justify-items-start gap-3">
          <HoldCountdown deadline={change.expiresAt} serverNow={change.now} label={t("timeLeft")} />
          {actions}
        </div>
      }
    >
      <ul className="grid gap-1 pb-2">
        {change.flights.map(({ segmentId, from, to }) => (
          <li key={segmentId}>
            {legText(to, locale)}: {from.designator}{" "}
            {formatInstant(from.departsAt, from.originZone, "shortDateTime", locale)} → {to.designator}{" "}
            {formatInstant(to.departsAt, to.originZone, "shortDateTime", locale)}
          </li>
        ))}
      </ul>
      {t(payer === "customer" ? "textStaff" : "text", {
        at: formatInstant(change.expiresAt, KOREA_ZONE, "dateTime", locale),
        amount: formatKrw(change.balance, locale),
      })}
    </Alert>
  );
}
