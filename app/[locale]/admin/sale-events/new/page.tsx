import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { registerSaleEvent } from "@/app/[locale]/admin/sale-events/actions";
import { newSaleEvent } from "@/app/[locale]/admin/sale-events/sale-event-entry";
import { SaleEventEditForm } from "@/components/admin/sale-events/sale-event-edit-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { requirePermission } from "@/server/shared/context";
import { databaseClock } from "@/server/shared/database-clock";
import { uuidv7 } from "@/server/shared/ids";

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "saleEvents" }))("new") };
}

async function NewSaleEventPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, now] = await Promise.all([
    getTranslations("saleEvents"),
    databaseClock(),
    adminRead("/admin/sale-events/new", (ctx) => requirePermission(ctx.actor, "sale-event.change")),
  ]);
  const back = (
    <LinkButton href="/admin/sale-events" variant="quiet">
      {t("back")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("new")} description={t("newLead")} actions={back} />
      <SaleEventEditForm
        values={newSaleEvent(now)}
        hidden={{ key: uuidv7() }}
        isNew
        action={registerSaleEvent}
      />
    </>
  );
}

export default withClientMessages("app/[locale]/admin/sale-events/new/page.tsx", NewSaleEventPage);
