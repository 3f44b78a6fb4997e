import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { ChangeForm } from "@/components/admin/clients/change-form";
import { ClientFacts } from "@/components/admin/clients/client-facts";
import { ClientState } from "@/components/admin/clients/client-state";
import { SecretsCard } from "@/components/admin/clients/secrets-card";
import { StateButton } from "@/components/admin/clients/state-button";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatInstant } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { clientWithAccount } from "@/server/flows/clients-view";
import type { Client } from "@/server/platform/schemas";
import { KOREA_ZONE } from "@/server/shared/airline";
import { hasPermission } from "@/server/shared/context";
import { changeClient, changeState, revokeSecret, rotateSecret } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("clients.facts") };
}

const Title = ({ client }: { client: Client }) => (
  <span className="flex flex-wrap items-center gap-3">
    {client.name}
    <ClientState client={client} />
  </span>
);

async function AdminClientPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const [t, { client, mayChange }] = await Promise.all([
    getTranslations("admin.clients"),
    adminRead(`/admin/clients/${id}`, async (ctx) => ({
      client: await clientWithAccount(ctx, { id }),
      mayChange: hasPermission(ctx.actor, "platform.change"),
    })),
  ]);
  const { disabledAt, name, scopes, requestsPerMinute, unpaidHolds, holdsPerHour } = client;
  const values = {
    ...{ name, email: "", scopes, requestsPerMinute: String(requestsPerMinute) },
    ...{ unpaidHolds: String(unpaidHolds ?? ""), holdsPerHour: String(holdsPerHour ?? "") },
  };
  return (
    <>
      <PageHeader
        title={<Title client={client} />}
        actions={
          <>
            <LinkButton href="/admin/clients" variant="quiet">
              {t("back")}
            </LinkButton>
            {mayChange && <StateButton id={client.id} isEnabled={!disabledAt} change={changeState} />}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        {disabledAt && (
          <Alert tone="warning">
            {t("disabledSince", { date: formatInstant(disabledAt, KOREA_ZONE, "dateTime", locale) })}
          </Alert>
        )}
        <ClientFacts client={client} mayChange={mayChange} />
        <SecretsCard
          client={{ id: client.id, secrets: client.secrets }}
          actions={mayChange ? { rotate: rotateSecret, revoke: revokeSecret } : null}
        />
        {mayChange && (
          <ChangeForm
            client={{ id: client.id, version: client.version }}
            values={values}
            action={changeClient}
          />
        )}
      </div>
    </>
  );
}

export default withClientMessages("app/[locale]/admin/clients/[id]/page.tsx", AdminClientPage);
