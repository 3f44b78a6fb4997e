import { Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Answer } from "@/components/forms/refusal";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";
import type { Delivery, RedeliverOneInput } from "@/server/webhooks/schemas";
import { DeliveryState } from "./delivery-state";
import { RedeliverButton } from "./redeliver-button";

const linkClass = "inline-flex min-h-6 items-center font-semibold text-brand-text hover:underline";

type Props = {
  rows: readonly Delivery[];
  isNarrowed: boolean;
  /** Null for whoever may only read, and while the endpoint is disabled. */
  redeliver: ((input: RedeliverOneInput) => Promise<Answer<void>>) | null;
};

/** The log of deliveries, newest first. */
export function DeliveryTable({ rows, isNarrowed, redeliver }: Props) {
  const t = useTranslations("admin.webhooks.log");
  if (rows.length === 0)
    return (
      <EmptyState icon={Webhook} title={t(isNarrowed ? "noneFound" : "none")}>
        {!isNarrowed && <p>{t("noneHint")}</p>}
      </EmptyState>
    );
  return (
    <Table
      caption={t("title")}
      head={
        <>
          <Th>{t("at")}</Th>
          <Th>{t("type")}</Th>
          <Th>{t("reservation")}</Th>
          <Th>{t("state")}</Th>
          <Th numeric>{t("tries")}</Th>
          <Th>{t("next")}</Th>
          {redeliver && <Th>{t("action")}</Th>}
        </>
      }
    >
      {rows.map((row) => (
        <Row key={row.id} row={row} redeliver={redeliver} />
      ))}
    </Table>
  );
}

function Row({ row, redeliver }: { row: Delivery; redeliver: Props["redeliver"] }) {
  return (
    <tr>
      <Td className="whitespace-nowrap">
        <DateTime at={row.occurredAt} look="shortDateTime" />
      </Td>
      <Td>
        <PageLink href={`/admin/webhooks/${row.endpointId}/deliveries/${row.id}`} className={linkClass}>
          {row.eventType}
        </PageLink>
      </Td>
      <Td>
        {row.locator && (
          <PageLink href={`/admin/reservations/${row.orderKey}`} className={linkClass}>
            {row.locator}
          </PageLink>
        )}
      </Td>
      <Td>
        <DeliveryState state={row.state} />
      </Td>
      <Td numeric>{formatInteger(row.tries)}</Td>
      <Td className="whitespace-nowrap">
        {row.state === "PENDING" && <DateTime at={row.nextTryAt} look="shortDateTime" />}
      </Td>
      {redeliver && (
        <Td>{row.eventType !== "ping" && <RedeliverButton delivery={row} redeliver={redeliver} />}</Td>
      )}
    </tr>
  );
}
