import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { change } from "@/app/[locale]/admin/webhooks/actions";
import { EndpointForm } from "@/components/admin/webhooks/endpoint-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { requirePermission } from "@/server/shared/context";
import { getEndpoint } from "@/server/webhooks/queries";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("webhooks.endpoint.editTitle") };
}

async function EditEndpointPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.webhooks");
  const { version, name, url, eventTypes, account } = await adminRead(
    `/admin/webhooks/${encodeURIComponent(id)}/edit`,
    (ctx) => {
      requirePermission(ctx.actor, "platform.change");
      return getEndpoint(ctx, id);
    },
  );
  const scope = eventTypes === null ? ("ALL" as const) : ("SOME" as const);
  return (
    <>
      <PageHeader
        title={t("endpoint.editTitle")}
        actions={
          <LinkButton href={`/admin/webhooks/${id}`} variant="quiet">
            {t("secret.toEndpoint")}
          </LinkButton>
        }
      />
      <EndpointForm
        initial={{ name, url, scope, types: eventTypes ?? [], account: account?.email ?? "" }}
        hidden={{ endpointId: id, version: String(version) }}
        action={change}
        submit="save"
      />
    </>
  );
}

export default withClientMessages("app/[locale]/admin/webhooks/[id]/edit/page.tsx", EditEndpointPage);
