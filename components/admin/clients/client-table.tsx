import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { User } from "@/server/identity/schemas";
import type { Client } from "@/server/platform/schemas";
import { ClientState } from "./client-state";

/** A client with the account that it acts for; null when the account is gone. */
export type ShownClient = Client & { account: User | null };

/** The clients with state, account, scopes and last use. */
export function ClientTable({ clients }: { clients: readonly ShownClient[] }) {
  const t = useTranslations("admin.clients");
  return (
    <Table
      caption={t("list")}
      head={
        <>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("account")}</Th>
          <Th>{t("scopes")}</Th>
          <Th>{t("lastUsed")}</Th>
        </>
      }
    >
      {clients.map((client) => (
        <ClientRow key={client.id} client={client} />
      ))}
    </Table>
  );
}

function ClientRow({ client }: { client: ShownClient }) {
  const t = useTranslations("admin.clients");
  const { id, name, clientId, account, scopes, lastUsedAt } = client;
  return (
    <tr>
      <Td className="min-w-44">
        <PageLink href={`/admin/clients/${id}`} className="font-semibold text-brand-text hover:underline">
          {name}
        </PageLink>
        <code className="block text-xs text-ink-muted">{clientId}</code>
      </Td>
      <Td className="whitespace-nowrap">
        <ClientState client={client} />
      </Td>
      <Td>{account ? account.email : t("accountGone")}</Td>
      <Td className="min-w-56">
        <ul className="flex flex-wrap gap-x-2 text-xs">
          {scopes.map((scope) => (
            <li key={scope}>
              <code>{scope}</code>
            </li>
          ))}
        </ul>
      </Td>
      <Td className="whitespace-nowrap">
        {lastUsedAt ? <DateTime at={lastUsedAt} /> : <span className="text-ink-muted">{t("never")}</span>}
      </Td>
    </tr>
  );
}
