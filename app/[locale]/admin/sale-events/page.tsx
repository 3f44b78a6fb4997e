import { Hourglass } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf, pageOf } from "@/app/[locale]/admin/_lib/params";
import { SaleEventTable } from "@/components/admin/sale-events/sale-event-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { Locale } from "@/i18n/routing";
import { readSaleStatuses } from "@/server/flows/read-sale-statuses";
import { hasPermission } from "@/server/shared/context";
import { listSaleEvents } from "@/server/waiting-room/queries";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "saleEvents" }))("title") };
}

export default async function AdminSaleEventsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const page = pageOf(filledValues(await searchParams).page);
  const here = (number: number) => hrefOf("/admin/sale-events", { page: number > 1 ? number : undefined });
  const [t, { rows, hasNext, mayChange }] = await Promise.all([
    getTranslations("saleEvents"),
    adminRead(here(page), async (ctx) => {
      await readSaleStatuses();
      return {
        ...(await listSaleEvents(ctx, { page })),
        mayChange: hasPermission(ctx.actor, "sale-event.change"),
      };
    }),
  ]);
  const register = mayChange && <LinkButton href="/admin/sale-events/new">{t("new")}</LinkButton>;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} actions={register} />
      {rows.length === 0 ? (
        <EmptyState icon={Hourglass} title={t("none")}>
          <p>{t("noneHint")}</p>
        </EmptyState>
      ) : (
        <SaleEventTable events={rows} />
      )}
      <Pagination
        previousHref={page > 1 ? here(page - 1) : undefined}
        nextHref={hasNext ? here(page + 1) : undefined}
      />
    </>
  );
}
