import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { knownKey } from "@/components/ui/known-key";

const problems = ["PAYMENT_UNAVAILABLE", "SALES_CLOSED", "FLIGHT_DEPARTED", "RELEASE"] as const;

/** Why the last attempt to pay failed. Nothing was charged, and the seats are still held. */
export function PayNotice({
  cancelled,
  declined,
  problem,
  reference,
}: {
  /** The customer left the payment page without paying. */
  cancelled: boolean;
  declined: boolean;
  /** The code of a refusal, when the payment page could not be opened. */
  problem: string | undefined;
  reference: string | undefined;
}) {
  const t = useTranslations("payment");
  if (problem) {
    const kind = knownKey(problems, problem, "OTHER");
    return (
      <Alert tone="warning" live title={t(`problems.${kind}.title`)}>
        {t(`problems.${kind}.text`)}
        {reference && /^[0-9a-f-]{36}$/.test(reference) && (
          <p className="text-xs text-ink-muted">{t("reference", { id: reference })}</p>
        )}
      </Alert>
    );
  }
  if (declined)
    return (
      <Alert tone="warning" live title={t("declinedTitle")}>
        {t("declinedText")}
      </Alert>
    );
  if (cancelled)
    return (
      <Alert tone="info" live title={t("cancelledTitle")}>
        {t("cancelledText")}
      </Alert>
    );
  return null;
}
