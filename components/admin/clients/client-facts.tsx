import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { PageLink } from "@/components/ui/page-link";
import { formatInteger } from "@/i18n/format";
import type { ShownClient } from "./client-table";

/** The facts of a client that no form changes, and its limit and scopes for those who may only read. */
export function ClientFacts({ client, mayChange }: { client: ShownClient; mayChange: boolean }) {
  const t = useTranslations("admin.clients");
  const names = useTranslations("admin.clients.scopeNames");
  const { clientId, account, createdAt, lastUsedAt, requestsPerMinute, scopes } = client;
  const { unpaidHolds, holdsPerHour } = client;
  const ownCap = (cap: number | null) => (cap === null ? t("asEverybody") : formatInteger(cap));
  return (
    <Card as="section" title={t("facts")}>
      <DescriptionList
        items={[
          {
            term: t("clientId"),
            value: (
              <span className="flex items-center gap-2">
                <code className="break-all">{clientId}</code>
                <CopyButton text={clientId} what={t("clientId")} />
              </span>
            ),
          },
          { term: t("account"), value: account ? <Account account={account} /> : t("accountGone") },
          { term: t("created"), value: <DateTime at={createdAt} /> },
          { term: t("lastUsed"), value: lastUsedAt ? <DateTime at={lastUsedAt} /> : t("never") },
          ...(mayChange
            ? []
            : [
                { term: t("limit"), value: t("limitValue", { count: formatInteger(requestsPerMinute) }) },
                { term: t("unpaidHolds"), value: ownCap(unpaidHolds) },
                { term: t("holdsPerHour"), value: ownCap(holdsPerHour) },
                { term: t("scopes"), value: scopes.map((scope) => names(scope)).join(", ") },
              ]),
        ]}
      />
    </Card>
  );
}

function Account({ account }: { account: NonNullable<ShownClient["account"]> }) {
  const roles = useTranslations("layout.roles");
  return (
    <span className="flex flex-wrap items-center gap-2">
      <PageLink href={`/admin/customers/${account.id}`} className="text-brand-text hover:underline">
        {account.name}
      </PageLink>
      <span className="font-normal break-all text-ink-muted">{account.email}</span>
      {account.role !== "CUSTOMER" && <Badge tone="info">{roles(account.role)}</Badge>}
    </span>
  );
}
