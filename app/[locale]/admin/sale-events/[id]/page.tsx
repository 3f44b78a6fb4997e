import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { waitingRoomAddress } from "@/app/_lib/http/to-waiting-room";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { endSaleEvent } from "@/app/[locale]/admin/sale-events/actions";
import { EndButton } from "@/components/admin/sale-events/end-button";
import { SaleEventFacts } from "@/components/admin/sale-events/sale-event-facts";
import { SaleEventFigures } from "@/components/admin/sale-events/sale-event-figures";
import { SaleEventState } from "@/components/admin/sale-events/sale-event-state";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { readSaleStatuses } from "@/server/flows/read-sale-statuses";
import { hasPermission } from "@/server/shared/context";
import { databaseClock } from "@/server/shared/database-clock";
import { getSaleEvent } from "@/server/waiting-room/queries";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "saleEvents" }))("title") };
}

async function AdminSaleEventPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const [t, now, { event, mayChange }] = await Promise.all([
    getTranslations("saleEvents"),
    databaseClock(),
    adminRead(`/admin/sale-events/${id}`, async (ctx) => {
      await readSaleStatuses();
      return {
        event: await getSaleEvent(ctx, { id }),
        mayChange: hasPermission(ctx.actor, "sale-event.change"),
      };
    }),
  ]);
  const isLive = event.state !== "ENDED";
  const actions = (
    <>
      <LinkButton href="/admin/sale-events" variant="quiet">
        {t("back")}
      </LinkButton>
      {isLive && (
        <LinkButton href={waitingRoomAddress(id, "/")} variant="secondary">
          {t("toRoom")}
        </LinkButton>
      )}
      {isLive && mayChange && <LinkButton href={`/admin/sale-events/${id}/edit`}>{t("edit")}</LinkButton>}
      {isLive && mayChange && <EndButton id={id} end={endSaleEvent} />}
    </>
  );
  return (
    <>
      <PageHeader
        title={locale === "ko" ? event.nameKo : event.nameEn}
        description={<SaleEventState event={event} />}
        actions={actions}
      />
      <div className="grid gap-6">
        <SaleEventFigures event={event} now={now} />
        <SaleEventFacts event={event} />
      </div>
    </>
  );
}

export default withClientMessages("app/[locale]/admin/sale-events/[id]/page.tsx", AdminSaleEventPage);
