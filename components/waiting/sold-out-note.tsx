import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { formatLocalDate } from "@/i18n/format";
import type { SaleEventStatus } from "@/server/waiting-room/schemas";

/** How many routes and days are listed. */
const LISTED = 5;

/** What those who wait cannot get any more, while they wait. */
export function SoldOutNote({ status }: { status: Pick<SaleEventStatus, "soldOut" | "allSoldOut"> }) {
  const t = useTranslations("waiting");
  const locale = useLocale();
  const { soldOut, allSoldOut } = status;
  if (allSoldOut)
    return (
      <Alert tone="warning" title={t("allSoldOutTitle")} className="mb-4">
        {t("allSoldOutText")}
      </Alert>
    );
  if (soldOut.length === 0) return null;
  return (
    <Alert title={t("soldOutTitle")} className="mb-4">
      <ul className="grid gap-1">
        {soldOut.slice(0, LISTED).map(({ route, date }) => {
          const [from = "", to = ""] = route.split("-");
          return (
            <li key={`${route} ${date}`}>
              {t("soldOutDay", { from, to, date: formatLocalDate(date, "date", locale) })}
            </li>
          );
        })}
      </ul>
      {soldOut.length > LISTED && <p>{t("more", { count: soldOut.length - LISTED })}</p>}
    </Alert>
  );
}
