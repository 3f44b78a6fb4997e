import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { AuditTable } from "@/components/admin/audit/audit-table";
import { ChainState } from "@/components/admin/audit/chain-state";
import { buttonClass } from "@/components/ui/button-style";
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

export default async function AdminAuditPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const { cursor: rawCursor, ...raw } = filledValues(await searchParams);
  const cursor = /^[1-9]\d{0,17}$/.test(rawCursor ?? "") ? rawCursor : undefined;
  const filter = auditFilter.safeParse(raw);
  const t = await getTranslations("admin.audit");
  const { rows, chain, today } = await adminRead(hrefOf(PATH, raw), async (ctx) => ({
    rows: filter.success
      ? await listAudit(ctx, { filter: filter.data, cursor })
      : { items: [], nextCursor: null },
    chain: await auditChainState(ctx),
    today: await koreanToday(),
  }));
  const query = filter.success ? filter.data : {};
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={filter.success && <ExportLink href={hrefOf("/api/pages/admin/audit", query)} />}
      />
      <ChainState chain={chain} />
      <FilterForm
        action={`/${locale}${PATH}`}
        values={raw}
        errors={filter.success ? {} : fieldErrorsOf(filter.error)}
        today={today}
      />
      {rows.items.length === 0 ? (
        <EmptyState icon={ScrollText} title={t(filter.success ? "none" : "checkFilter")}>
          <p>{t("noneHint")}</p>
        </EmptyState>
      ) : (
        <AuditTable rows={rows.items} />
      )}
      <Pagination
        previousHref={cursor ? hrefOf(PATH, query) : undefined}
        nextHref={rows.nextCursor ? hrefOf(PATH, { ...query, cursor: rows.nextCursor }) : undefined}
      />
    </>
  );
}

/** A plain link: the browser saves the file. */
async function ExportLink({ href }: { href: string }) {
  const t = await getTranslations("admin.audit");
  return (
    <a href={href} download className={buttonClass({ variant: "secondary" })}>
      {t("export")}
    </a>
  );
}
