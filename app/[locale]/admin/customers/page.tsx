import { Search } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { cursorOf } from "@/app/_lib/http/address-parts";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { cut, hrefOf } from "@/app/[locale]/admin/_lib/params";
import { CustomerTable } from "@/components/admin/customers/customer-table";
import { KeysetLinks } from "@/components/admin/customers/keyset-links";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/inputs/text-field";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Locale } from "@/i18n/routing";
import { customerSorts, findCustomers } from "@/server/flows/customers-view";
import { isTextCursor } from "@/server/shared/text-cursor";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("customers.title") };
}

/** The search, from the address. A cursor of another order is no cursor: the list begins at its start. */
function searchOf(raw: Record<string, string>) {
  const sort = customerSorts.find((each) => each === raw.sort) ?? "joined";
  const asked = raw.cursor ?? "";
  const ofName = isTextCursor(asked) ? asked : null;
  return { q: cut(raw.q ?? "", 100), sort, cursor: sort === "name" ? ofName : cursorOf(asked) };
}

export default async function AdminCustomersPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const search = searchOf(raw);
  const { q, sort, cursor } = search;
  const t = await getTranslations("admin.customers");
  const { items, nextCursor } = await adminRead(hrefOf("/admin/customers", raw), (ctx) =>
    findCustomers(ctx, search),
  );
  const here = (more: Record<string, string | undefined>) => hrefOf("/admin/customers", { q, sort, ...more });
  return (
    <>
      <PageHeader title={t("title")} />
      <SearchForm action={`/${locale}/admin/customers`} q={q} sort={sort} />
      {sort === "booked" && <p className="mb-3 text-sm text-ink-muted">{t("bookedOnly")}</p>}
      {items.length === 0 ? (
        <EmptyState icon={Search} title={q ? t("noneFound") : t("none")}>
          {q && <p>{t("noneFoundHint")}</p>}
        </EmptyState>
      ) : (
        <CustomerTable rows={items} sort={sort} hrefOfSort={(to) => here({ sort: to })} />
      )}
      <KeysetLinks
        firstHref={cursor ? here({}) : undefined}
        nextHref={nextCursor ? here({ cursor: nextCursor }) : undefined}
      />
    </>
  );
}

async function SearchForm({ action, q, sort }: { action: string; q: string; sort: string }) {
  const t = await getTranslations("admin.customers");
  return (
    <Form key={q} action={action} role="search" className="mb-4 flex max-w-2xl flex-wrap items-end gap-3">
      <input type="hidden" name="sort" value={sort} />
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
