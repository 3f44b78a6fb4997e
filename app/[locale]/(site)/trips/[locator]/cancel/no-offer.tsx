import { getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { readerKey } from "@/components/ui/reader-key";
import type { BookingView } from "@/server/reservation/queries";

/** Why there is no quote. */
export async function NoOffer({
  reason,
  status,
  staff = false,
}: {
  reason: "NOT_CANCELLABLE" | "RATE_LIMITED";
  status: BookingView["status"];
  staff?: boolean;
}) {
  const t = await getTranslations("trips.cancel");
  return reason === "RATE_LIMITED" ? (
    <Alert tone="warning" title={t("tooManyQuotesTitle")}>
      {t("tooManyQuotes")}
    </Alert>
  ) : (
    <Alert tone="warning" title={t("notCancellableTitle")}>
      {t(`notCancellable.${readerKey(status, staff, ["HELD", "CREATED"])}`)}
    </Alert>
  );
}
