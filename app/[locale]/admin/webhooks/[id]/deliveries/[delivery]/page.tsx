import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { DeliveryAttempts } from "@/components/admin/webhooks/delivery-attempts";
import { DeliveryFacts } from "@/components/admin/webhooks/delivery-facts";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { getDelivery } from "@/server/webhooks/queries";

type Props = { params: Promise<{ locale: Locale; id: string; delivery: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("webhooks.delivery.title") };
}

export default async function DeliveryPage({ params }: Props) {
  const { locale, id, delivery: number } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.webhooks.delivery");
  const path = `/admin/webhooks/${encodeURIComponent(id)}`;
  const delivery = await adminRead(`${path}/deliveries/${encodeURIComponent(number)}`, (ctx) =>
    getDelivery(ctx, Number(number)),
  );
  if (delivery.endpointId !== id) notFound();
  return (
    <>
      <PageHeader
        title={t("title")}
        description={delivery.endpointName}
        actions={
          <LinkButton href={path} variant="quiet">
            {t("back")}
          </LinkButton>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        <DeliveryFacts delivery={delivery} />
        <Card as="section" title={t("body")}>
          {delivery.body === null ? (
            <p className="text-ink-muted">{t("noBody")}</p>
          ) : (
            <pre className="overflow-x-auto rounded-control bg-sunken p-3 text-xs break-words whitespace-pre-wrap">
              {JSON.stringify(JSON.parse(delivery.body), null, 2)}
            </pre>
          )}
        </Card>
        <Card as="section" title={t("attempts")}>
          <DeliveryAttempts attempts={delivery.attempts} />
        </Card>
      </div>
    </>
  );
}
