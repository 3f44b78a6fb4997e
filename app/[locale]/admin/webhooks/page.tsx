import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { EndpointTable } from "@/components/admin/webhooks/endpoint-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { hasPermission } from "@/server/shared/context";
import { listEndpoints } from "@/server/webhooks/queries";

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("webhooks.title") };
}

export default async function AdminWebhooksPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.webhooks");
  const { endpoints, mayChange } = await adminRead("/admin/webhooks", async (ctx) => ({
    endpoints: await listEndpoints(ctx),
    mayChange: hasPermission(ctx.actor, "platform.change"),
  }));
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={mayChange && <LinkButton href="/admin/webhooks/new">{t("new")}</LinkButton>}
      />
      {endpoints.length === 0 ? (
        <EmptyState icon={Webhook} title={t("none")}>
          <p>{t("noneHint")}</p>
        </EmptyState>
      ) : (
        <EndpointTable endpoints={endpoints} />
      )}
    </>
  );
}
