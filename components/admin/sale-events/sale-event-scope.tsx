import { useLocale, useTranslations } from "next-intl";
import { formatLocalDate } from "@/i18n/format";
import type { SaleEvent } from "@/server/waiting-room/schemas";

/** The routes of a sale event in few words; `full`: all of them. */
export function SaleEventRoutes({ event: { routes }, full = false }: { event: SaleEvent; full?: boolean }) {
  const t = useTranslations("saleEvents");
  const [first = ""] = routes;
  if (routes.length === 0) return t("whole");
  if (full || routes.length <= 2) return routes.join(", ");
  return t("routesShort", { first, more: routes.length - 1 });
}

/** The days of departure of a sale event. */
export function SaleEventDays({ event: { firstDay, lastDay } }: { event: SaleEvent }) {
  const t = useTranslations("saleEvents");
  const locale = useLocale();
  const [from, to] = [firstDay, lastDay].map((day) => (day ? formatLocalDate(day, "shortDate", locale) : ""));
  if (firstDay && lastDay) return t("days", { from: from ?? "", to: to ?? "" });
  if (firstDay) return t("daysFrom", { from: from ?? "" });
  return lastDay ? t("daysTo", { to: to ?? "" }) : t("anyDay");
}
