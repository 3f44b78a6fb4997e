import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { Table, Td, Th } from "@/components/ui/table";
import type { ShownSigningKey } from "@/server/platform/schemas";
import { SigningKeyState } from "./signing-key-state";

type Props = { keys: readonly ShownSigningKey[]; mayChange: boolean };

/** The keys that sign the tokens of all clients. */
export function SigningKeysCard({ keys, mayChange }: Props) {
  const t = useTranslations("admin.clients");
  return (
    <Card as="section" title={t("signingKeys.title")}>
      <div className="grid grid-cols-1 gap-4">
        <p className="text-ink-muted">{t("signingKeys.lead")}</p>
        {keys.length === 0 ? <p>{t("signingKeys.none")}</p> : <KeyTable keys={keys} mayChange={mayChange} />}
      </div>
    </Card>
  );
}

function KeyTable({ keys, mayChange }: Props) {
  const t = useTranslations("admin.clients");
  return (
    <Table
      caption={t("signingKeys.title")}
      head={
        <>
          <Th>{t("signingKeys.kid")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("signingKeys.usedFrom")}</Th>
          {mayChange && <Th>{t("action")}</Th>}
        </>
      }
    >
      {keys.map(({ kid, state, usedFrom }) => (
        <tr key={kid}>
          <Td className="min-w-52">
            <code className="text-xs break-all">{kid}</code>
          </Td>
          <Td className="whitespace-nowrap">
            <SigningKeyState state={state} />
          </Td>
          <Td className="whitespace-nowrap">
            <DateTime at={usedFrom} />
          </Td>
          {mayChange && (
            <Td>
              <LinkButton href={`/admin/clients/signing-keys/${kid}`} variant="secondary" size="sm">
                <span aria-hidden>{t("revoke")}</span>
                <span className="sr-only">{t("signingKeys.retireOf", { kid: kid.slice(0, 8) })}</span>
              </LinkButton>
            </Td>
          )}
        </tr>
      ))}
    </Table>
  );
}
