import { useLocale, useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";
import type { SaleEvent } from "@/server/waiting-room/schemas";
import { SaleEventDays, SaleEventRoutes } from "./sale-event-scope";
import { SaleEventState } from "./sale-event-state";

const counts = ["waiting", "inside", "admitted", "booked"] as const;

/** The sale events with their figures. */
export function SaleEventTable({ events }: { events: readonly SaleEvent[] }) {
  const t = useTranslations("saleEvents");
  return (
    <Table
      caption={t("list")}
      head={
        <>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("opening")}</Th>
          {counts.map((count) => (
            <Th key={count} numeric>
              {t(count)}
            </Th>
          ))}
        </>
      }
    >
      {events.map((event) => (
        <Row key={event.id} event={event} />
      ))}
    </Table>
  );
}

function Row({ event }: { event: SaleEvent }) {
  const name = useLocale() === "ko" ? event.nameKo : event.nameEn;
  return (
    <tr>
      <Td className="min-w-48">
        <PageLink
          href={`/admin/sale-events/${event.id}`}
          className="font-semibold text-brand-text wrap-anywhere hover:underline"
        >
          {name}
        </PageLink>
        <span className="block text-xs text-ink-muted">
          <SaleEventRoutes event={event} /> · <SaleEventDays event={event} />
        </span>
      </Td>
      <Td>
        <SaleEventState event={event} />
      </Td>
      <Td>
        <DateTime at={event.opensAt} />
      </Td>
      {counts.map((count) => (
        <Td key={count} numeric>
          {formatInteger(event.figures[count])}
        </Td>
      ))}
    </tr>
  );
}
