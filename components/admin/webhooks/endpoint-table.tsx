import { useTranslations } from "next-intl";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";
import type { Endpoint } from "@/server/webhooks/schemas";
import { EndpointState } from "./endpoint-state";
import { SuccessShare } from "./success-share";

/** All endpoints, with their state and how many of their deliveries succeed. */
export function EndpointTable({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const t = useTranslations("admin.webhooks");
  return (
    <Table
      caption={t("list")}
      head={
        <>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("events")}</Th>
          <Th>{t("share")}</Th>
          <Th numeric>{t("waiting")}</Th>
        </>
      }
    >
      {endpoints.map((endpoint) => (
        <tr key={endpoint.id}>
          <Td className="min-w-48">
            <PageLink
              href={`/admin/webhooks/${endpoint.id}`}
              className="inline-flex min-h-6 items-center font-semibold text-brand-text hover:underline"
            >
              {endpoint.name}
            </PageLink>
            <span className="block max-w-md text-xs break-all text-ink-muted">{endpoint.url}</span>
          </Td>
          <Td>
            <EndpointState endpoint={endpoint} />
          </Td>
          <Td className="whitespace-nowrap">
            {endpoint.eventTypes ? t("someEvents", { count: endpoint.eventTypes.length }) : t("allEvents")}
          </Td>
          <Td className="whitespace-nowrap">
            <SuccessShare endpoint={endpoint} />
          </Td>
          <Td numeric>{formatInteger(endpoint.waiting)}</Td>
        </tr>
      ))}
    </Table>
  );
}
