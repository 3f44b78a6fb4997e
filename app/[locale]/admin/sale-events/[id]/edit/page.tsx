import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { changeSaleEvent } from "@/app/[locale]/admin/sale-events/actions";
import { valuesOf } from "@/app/[locale]/admin/sale-events/sale-event-entry";
import { SaleEventEditForm } from "@/components/admin/sale-events/sale-event-edit-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { requirePermission } from "@/server/shared/context";
import { getSaleEvent } from "@/server/waiting-room/queries";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "saleEvents" }))("edit") };
}

async function EditSaleEventPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const [t, event] = await Promise.all([
    getTranslations("saleEvents"),
    adminRead(`/admin/sale-events/${id}/edit`, (ctx) => {
      requirePermission(ctx.actor, "sale-event.change");
      return getSaleEvent(ctx, { id });
    }),
  ]);
  const back = (
    <LinkButton href={`/admin/sale-events/${id}`} variant="quiet">
      {t("back")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={locale === "ko" ? event.nameKo : event.nameEn} actions={back} />
      <SaleEventEditForm
        values={valuesOf(event)}
        hidden={{ id, version: String(event.version) }}
        isNew={false}
        action={changeSaleEvent}
      />
    </>
  );
}

export default withClientMessages("app/[locale]/admin/sale-events/[id]/edit/page.tsx", EditSaleEventPage);
