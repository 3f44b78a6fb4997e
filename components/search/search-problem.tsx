import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { knownKey } from "@/components/ui/known-key";

const problems = [
  "SOLD_OUT",
  "FLIGHT_NOT_ON_SALE",
  "FLIGHT_DEPARTED",
  "FLIGHT_CANCELLED",
  "NOT_ENOUGH_SEATS",
  "NOT_IN_RESULTS",
  "UNKNOWN_CHOICE",
  "SALES_CLOSED",
  "TOO_MANY_HOLDS",
  "SEATS_IN_CHECKOUT",
  "RATE_LIMITED",
  "PAYMENT_IN_PROGRESS",
  "PAYMENT_UNAVAILABLE",
  "INVALID_INPUT",
  "UNAVAILABLE",
] as const;

/** Why the last choice could not be held. */
export function SearchProblem({
  code,
  reference,
  lostChoice,
}: {
  code: string | undefined;
  /** Correlation id of a fault. */
  reference: string | undefined;
  /** The outbound flight in the address is no longer available. */
  lostChoice: boolean;
}) {
  const t = useTranslations("search");
  if (!code && !lostChoice) return null;
  const problem = code ? knownKey(problems, code, "OTHER") : "LOST_CHOICE";
  return (
    <Alert tone="warning" live title={t(`problems.${problem}.title`)} className="mb-4">
      {t(`problems.${problem}.text`)}
      {reference && /^[0-9a-f-]{36}$/.test(reference) && (
        <p className="text-xs text-ink-muted">{t("reference", { id: reference })}</p>
      )}
    </Alert>
  );
}
