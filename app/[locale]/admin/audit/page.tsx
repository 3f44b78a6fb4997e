import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { auditOrderOf } from "@/app/_lib/lists/audit-list";
import { listLinks } from "@/app/_lib/lists/list-address";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { AuditTable } from "@/components/admin/audit/audit-table";
import { ChainState } from "@/components/admin/audit/chain-state";
import { ExportLink } from "@/components/admin/export-link";
import { withClientMessages } from "@/components/layout/client-messages";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { Locale } from "@/i18n/routing";
import { auditChainState, listAudit } from "@/server/assurance/queries";
import { auditFilter } from "@/server/assurance/schemas";
import { koreanToday } from "@/server/shared/database-clock";
import { fieldErrorsOf } from "@/server/shared/parse";
import { FilterForm } from "./filter-form";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

const PATH = "/admin/audit";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("audit.title") };
}

async function AdminAuditPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const filter = auditFilter.safeParse(raw);
  const order = auditOrderOf(raw);
  const links = listLinks(PATH, filter.success ? filter.data : {}, order);
  const t = await getTranslations("admin.audit");
  const { page, chain, today } = await adminRead(hrefOf(PATH, raw), async (ctx) => ({
    page: filter.success
      ? await listAudit(ctx, { filter: filter.data, ...order })
      : { rows: [], previousCursor: null, nextCursor: null },
    chain: await auditChainState(ctx),
    today: await koreanToday(),
  }));
  const { sort, order: asked, cursor, ...values } = raw;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={filter.success && <ExportLink href={links.file("/api/pages/admin/audit", locale)} />}
      />
      <ChainState chain={chain} />
      <FilterForm
        action={`/${locale}${PATH}`}
        values={values}
        errors={filter.success ? {} : fieldErrorsOf(filter.error)}
        today={today}
      />
      {page.rows.length === 0 ? (
        <EmptyState icon={ScrollText} title={t(filter.success ? "none" : "checkFilter")}>
          <p>{t("noneHint")}</p>
        </EmptyState>
      ) : (
        <AuditTable rows={page.rows} sortOf={links.sortOf} />
      )}
      <Pagination previousHref={links.page(page.previousCursor)} nextHref={links.page(page.nextCursor)} />
    </>
  );
}

export default withClientMessages("app/[locale]/admin/audit/page.tsx", AdminAuditPage);
