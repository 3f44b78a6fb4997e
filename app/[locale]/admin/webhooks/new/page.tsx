import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { register } from "@/app/[locale]/admin/webhooks/actions";
import { EndpointForm } from "@/components/admin/webhooks/endpoint-form";
import { emptyEndpoint } from "@/components/admin/webhooks/endpoint-form-state";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { requirePermission } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("webhooks.new") };
}

async function NewEndpointPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.webhooks");
  await adminRead("/admin/webhooks/new", (ctx) => {
    requirePermission(ctx.actor, "platform.change");
  });
  return (
    <>
      <PageHeader
        title={t("new")}
        description={t("newLead")}
        actions={
          <LinkButton href="/admin/webhooks" variant="quiet">
            {t("back")}
          </LinkButton>
        }
      />
      <EndpointForm initial={emptyEndpoint} hidden={{ key: uuidv7() }} action={register} submit="register" />
    </>
  );
}

export default withClientMessages("app/[locale]/admin/webhooks/new/page.tsx", NewEndpointPage);
