import { getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import type { BookingView } from "@/server/reservation/queries";

/** Why there is no quote. */
export async function NoOffer({
  reason,
  status,
}: {
  reason: "NOT_CANCELLABLE" | "RATE_LIMITED";
  status: BookingView["status"];
}) {
  const t = await getTranslations("trips.cancel");
  return reason === "RATE_LIMITED" ? (
    <Alert tone="warning" title={t("tooManyQuotesTitle")}>
      {t("tooManyQuotes")}
    </Alert>
  ) : (
    <Alert tone="warning" title={t("notCancellableTitle")}>
      {t(`notCancellable.${status}`)}
    </Alert>
  );
}
