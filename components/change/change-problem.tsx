import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { knownKey } from "@/components/ui/known-key";

const problems = [
  ...(["CONFLICT", "SOLD_OUT", "FLIGHT_NOT_ON_SALE", "SALES_CLOSED", "FLIGHT_DEPARTED"] as const),
  "RATE_LIMITED",
] as const;

/** Why the last choice could not be taken, by the code in the address. Nothing was changed. */
export function ChangeProblem({ code }: { code: string | undefined }) {
  const t = useTranslations("change.problems");
  if (!code) return null;
  const problem = knownKey(problems, code, "OTHER");
  return (
    <Alert live tone="warning" title={t(`${problem}.title`)}>
      {t(`${problem}.text`)}
    </Alert>
  );
}

const reasons = ["UNPAID", "CANCELLED", "DEPARTED"] as const;

/** Why flights of a booking cannot be changed. */
export function NotChangeable({ reason }: { reason: string }) {
  const t = useTranslations("change.notChangeable");
  return (
    <Alert tone="warning" title={t("title")}>
      {t(knownKey(reasons, reason, "OTHER"))}
    </Alert>
  );
}
