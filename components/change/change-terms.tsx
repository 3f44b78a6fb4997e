import { useLocale, useTranslations } from "next-intl";
import type { BrandTerms } from "@/components/search/types";
import { Card } from "@/components/ui/card";
import { type CustomerKind, flightScope } from "@/server/shared/fare-terms";

/** A flight after the change, with the terms of its new brand and of the brand before it. */
export type ChangedTerms = {
  key: string;
  designator: string;
  international: boolean;
  before: Pick<BrandTerms, "refundable">;
  after: BrandTerms;
};

/**
 * The conditions of a change in words. `balance`: in whole won; above zero it is paid, below zero given back. `staff`: they read
 * them to the customer.
 */
export function ChangeTerms({
  flights,
  balance,
  customer,
  staff = false,
}: {
  flights: readonly ChangedTerms[];
  balance: number;
  /** A guest has no miles. */
  customer: CustomerKind;
  staff?: boolean;
}) {
  const t = useTranslations("change.terms");
  const ko = useLocale() === "ko";
  return (
    <Card as="section" title={t("title")}>
      <div className="grid gap-3 pb-4">
        {flights.map(({ key, designator, international, before, after }) => (
          <div key={key}>
            <h3 className="font-bold">
              {t("brand", { flight: designator, brand: ko ? after.nameKo : after.nameEn })}
            </h3>
            <p className="text-sm">
              {t("baggage", { kg: after.checkedBaggageKg[flightScope(international)] })}{" "}
              {t(before.refundable && after.refundable ? "refundable" : "notRefundable")}
            </p>
          </div>
        ))}
      </div>
      <ul className="list-disc space-y-1 pl-5">
        <li className="font-semibold">{t("stricter")}</li>
        <li>{t("tickets")}</li>
        <li>{t("seats")}</li>
        {customer === "MEMBER" && <li>{t("miles")}</li>}
        {balance > 0 && <li>{t(staff ? "payStaff" : "pay")}</li>}
        {balance < 0 && <li>{t("refund")}</li>}
      </ul>
    </Card>
  );
}
