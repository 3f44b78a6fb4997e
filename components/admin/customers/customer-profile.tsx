import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { formatInteger } from "@/i18n/format";
import type { Locale } from "@/server/shared/airline";

type Tier = "BLUE" | "SILVER" | "GOLD" | "PLATINUM";
type Props = {
  customer: { email: string; locale: Locale; joinedAt: Date };
  account: { balanceMiles: number; usableMiles: number; qualifyingMiles: number; standing: { tier: Tier } };
};

/** The facts of a customer, with the miles of the account. */
export function CustomerProfile({ customer, account }: Props) {
  const t = useTranslations("admin.customer");
  const language = useTranslations("admin.reservation.languages");
  const tier = useTranslations("admin.customer.tiers");
  const miles = (amount: number) => t("milesValue", { miles: formatInteger(amount) });
  return (
    <Card as="section" title={t("profile")}>
      <DescriptionList
        items={[
          { term: t("email"), value: <span className="break-all">{customer.email}</span> },
          { term: t("language"), value: language(customer.locale) },
          { term: t("joined"), value: <DateTime at={customer.joinedAt} /> },
          { term: t("tier"), value: tier(account.standing.tier) },
          { term: t("balance"), value: miles(account.balanceMiles) },
          { term: t("usable"), value: miles(account.usableMiles) },
          { term: t("qualifying"), value: miles(Math.max(0, account.qualifyingMiles)) },
        ]}
      />
    </Card>
  );
}
