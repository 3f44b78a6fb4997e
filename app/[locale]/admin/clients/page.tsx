import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf, pageOf } from "@/app/[locale]/admin/_lib/params";
import { ClientTable } from "@/components/admin/clients/client-table";
import { SigningKeysCard } from "@/components/admin/clients/signing-keys-card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { Locale } from "@/i18n/routing";
import { clientsWithAccounts } from "@/server/flows/clients-view";
import { listSigningKeys } from "@/server/platform/queries";
import { hasPermission } from "@/server/shared/context";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("clients.title") };
}

export default async function AdminClientsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const page = pageOf(filledValues(await searchParams).page);
  const here = (number: number) => hrefOf("/admin/clients", { page: number > 1 ? number : undefined });
  const [t, { rows, hasNext, keys, mayChange }] = await Promise.all([
    getTranslations("admin.clients"),
    adminRead(here(page), async (ctx) => ({
      ...(await clientsWithAccounts(ctx, { page })),
      keys: await listSigningKeys(ctx),
      mayChange: hasPermission(ctx.actor, "platform.change"),
    })),
  ]);
  const register = mayChange && <LinkButton href="/admin/clients/new">{t("new")}</LinkButton>;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} actions={register} />
      {rows.length === 0 ? (
        <EmptyState icon={KeyRound} title={t("none")}>
          <p>{t("noneHint")}</p>
        </EmptyState>
      ) : (
        <ClientTable clients={rows} />
      )}
      <Pagination
        previousHref={page > 1 ? here(page - 1) : undefined}
        nextHref={hasNext ? here(page + 1) : undefined}
      />
      <div className="mt-8">
        <SigningKeysCard keys={keys} mayChange={mayChange} />
      </div>
    </>
  );
}
