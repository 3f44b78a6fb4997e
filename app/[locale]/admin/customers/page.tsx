import { Search } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { customerListOf } from "@/app/_lib/lists/customer-list";
import { listLinks } from "@/app/_lib/lists/list-address";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { CustomerTable } from "@/components/admin/customers/customer-table";
import { ExportLink } from "@/components/admin/export-link";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/inputs/text-field";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Locale } from "@/i18n/routing";
import { findCustomers } from "@/server/flows/customers-view";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("customers.title") };
}

export default async function AdminCustomersPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const search = customerListOf(raw);
  const { q, sort, descending } = search;
  const links = listLinks("/admin/customers", { q }, search);
  const t = await getTranslations("admin.customers");
  const found = await adminRead(hrefOf("/admin/customers", raw), (ctx) => findCustomers(ctx, search));
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          found.rows.length > 0 && (
            <ExportLink href={links.file("/api/pages/admin/customers/export", locale)} />
          )
        }
      />
      <SearchForm
        action={`/${locale}/admin/customers`}
        q={q}
        sort={sort}
        order={descending ? "down" : "up"}
      />
      {sort === "booked" && <p className="mb-3 text-sm text-ink-muted">{t("bookedOnly")}</p>}
      {found.rows.length === 0 ? (
        <EmptyState icon={Search} title={q ? t("noneFound") : t("none")}>
          {q && <p>{t("noneFoundHint")}</p>}
        </EmptyState>
      ) : (
        <CustomerTable rows={found.rows} sortOf={links.sortOf} />
      )}
      <Pagination previousHref={links.page(found.previousCursor)} nextHref={links.page(found.nextCursor)} />
    </>
  );
}

type SearchFormProps = { action: string; q: string; sort: string; order: string };

async function SearchForm({ action, q, sort, order }: SearchFormProps) {
  const t = await getTranslations("admin.customers");
  return (
    <Form
      key={`${q} ${sort} ${order}`}
      action={action}
      role="search"
      className="mb-4 flex max-w-2xl flex-wrap items-end gap-3"
    >
      <input type="hidden" name="sort" value={sort} />
      <input type="hidden" name="order" value={order} />
      <TextField
        name="q"
        type="search"
        label={t("search")}
        description={t("searchHint")}
        autoComplete="off"
        defaultValue={q}
        className="min-w-0 grow basis-64"
      />
      <SubmitButton className="mb-6.5 min-h-12">{t("find")}</SubmitButton>
    </Form>
  );
}
