import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { formatInteger } from "@/i18n/format";
import type { SaleEvent } from "@/server/waiting-room/schemas";
import { SaleEventDays, SaleEventRoutes } from "./sale-event-scope";

/** What staff have set, and the proof of the lottery. */
export function SaleEventFacts({ event }: { event: SaleEvent }) {
  const t = useTranslations("saleEvents");
  const time = (at: Date | null) => (at ? <DateTime at={at} /> : t("notYet"));
  const target = event.targetP95Ms;
  const items = [
    { term: t("nameKo"), value: event.nameKo },
    { term: t("nameEn"), value: event.nameEn },
    { term: t("routes"), value: <SaleEventRoutes event={event} full /> },
    { term: t("departureDays"), value: <SaleEventDays event={event} /> },
    ...(["waitsFrom", "opensAt", "closesAt"] as const).map((name) => ({
      term: t(name),
      value: time(event[name]),
    })),
    { term: t("paceOf"), value: t(target === null ? "paces.FIXED" : "paces.ADAPTIVE") },
    { term: t("shoppersPerMinute"), value: t("people", { count: event.shoppersPerMinute }) },
    ...(target === null ? [] : [{ term: t("targetP95Ms"), value: formatInteger(target) }]),
    { term: t("mostShoppers"), value: t("people", { count: event.mostShoppers }) },
    { term: t("stayMinutes"), value: t("minutes", { minutes: event.stayMinutes }) },
    { term: t("drawnAt"), value: time(event.drawnAt) },
    ...(event.endedAt ? [{ term: t("endedAt"), value: time(event.endedAt) }] : []),
    { term: t("seedHash"), value: <code className="text-xs break-all">{event.seedHash}</code> },
  ];
  return (
    <Card as="section" title={t("facts")}>
      <DescriptionList items={items} />
    </Card>
  );
}
