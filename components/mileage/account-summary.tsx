import { useLocale, useTranslations } from "next-intl";
import { Stat } from "@/components/ui/stat";
import { formatInstant, formatInteger } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";

type Account = {
  balanceMiles: number;
  usableMiles: number;
  upcomingMiles: number;
  expiringMiles: number;
  nextExpiryAt: Date | null;
};

/** The four figures of a mileage account, each with an explanation. */
export function AccountSummary({ account }: { account: Account }) {
  const t = useTranslations("mileage");
  const locale = useLocale();
  const amount = (miles: number) => t("amount", { miles: formatInteger(miles) });
  const { nextExpiryAt } = account;
  return (
    <section aria-label={t("summary")} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Stat
        label={t("balance")}
        value={amount(account.balanceMiles)}
        note={t(account.balanceMiles < 0 ? "negative" : "balanceNote")}
      />
      <Stat label={t("usable")} value={amount(account.usableMiles)} note={t("usableNote")} />
      <Stat label={t("upcoming")} value={amount(account.upcomingMiles)} note={t("upcomingNote")} />
      <Stat
        label={t("expiring")}
        value={amount(account.expiringMiles)}
        note={
          nextExpiryAt
            ? t("expiringNote", { at: formatInstant(nextExpiryAt, KOREA_ZONE, "date", locale) })
            : t("expiringNone")
        }
      />
    </section>
  );
}
