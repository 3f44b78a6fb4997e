"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Client, NewSecret } from "@/server/platform/schemas";
import { RevokeSecret, type RevokeSecretAction } from "./revoke-secret";
import { RotateSecret, type RotateSecretAction } from "./rotate-secret";
import { SecretOnce } from "./secret-once";

type Props = {
  client: Pick<Client, "id" | "secrets">;
  /** The server actions of the page, which render it again; null for whoever may only read. */
  actions: { rotate: RotateSecretAction; revoke: RevokeSecretAction } | null;
};

/** The secrets of a client that are valid now. A new one is shown here once, until the page is left. */
export function SecretsCard({ client, actions }: Props) {
  const t = useTranslations("admin.clients");
  const [made, setMade] = useState<NewSecret | null>(null);
  const { id, secrets } = client;
  const rotate = actions && (
    // A new window after each rotation: its key makes one secret.
    <RotateSecret key={made?.secret} id={id} rotate={actions.rotate} onMade={setMade} />
  );
  return (
    <Card as="section" title={t("secrets")} action={rotate}>
      <div className="grid grid-cols-1 gap-4">
        {made && <SecretOnce title={t("rotated")} made={made} />}
        {secrets.length === 0 ? (
          <p className="text-ink-muted">{t("secretsNone")}</p>
        ) : (
          <SecretTable id={id} secrets={secrets} revoke={actions?.revoke ?? null} />
        )}
      </div>
    </Card>
  );
}

type TableProps = Pick<Client, "id" | "secrets"> & { revoke: RevokeSecretAction | null };

function SecretTable({ id, secrets, revoke }: TableProps) {
  const t = useTranslations("admin.clients");
  return (
    <Table
      caption={t("secretsList")}
      head={
        <>
          <Th>{t("ending")}</Th>
          <Th>{t("created")}</Th>
          <Th>{t("lastUsed")}</Th>
          <Th>{t("expires")}</Th>
          {revoke && <Th>{t("action")}</Th>}
        </>
      }
    >
      {secrets.map(({ id: secretId, lastFour, createdAt, lastUsedAt, expiresAt }) => (
        <tr key={secretId} className="whitespace-nowrap">
          <Td>
            <code>…{lastFour}</code>
          </Td>
          <Td>
            <DateTime at={createdAt} />
          </Td>
          <Td>{lastUsedAt ? <DateTime at={lastUsedAt} /> : t("never")}</Td>
          <Td>{expiresAt ? <DateTime at={expiresAt} /> : t("noEnd")}</Td>
          {revoke && (
            <Td>
              <RevokeSecret id={id} secret={{ id: secretId, lastFour }} revoke={revoke} />
            </Td>
          )}
        </tr>
      ))}
    </Table>
  );
}
