import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf, pageOf } from "@/app/[locale]/admin/_lib/params";
import { RoleDialog } from "@/components/admin/staff/role-dialog";
import { StaffTable } from "@/components/admin/staff/staff-table";
import { withClientMessages } from "@/components/layout/client-messages";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { Locale } from "@/i18n/routing";
import { listStaff } from "@/server/identity/queries";
import { requireStaff } from "@/server/shared/context";
import { changeRole } from "./actions";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("staff.title") };
}

async function AdminStaffPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const page = pageOf(filledValues(await searchParams).page);
  const [t, { rows, hasNext, self }] = await Promise.all([
    getTranslations("admin.staff"),
    adminRead(hrefOf("/admin/staff", { page }), async (ctx) => ({
      ...(await listStaff(ctx, { page })),
      self: requireStaff(ctx.actor).id,
    })),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} actions={<RoleDialog change={changeRole} />} />
      <StaffTable people={rows} self={self} change={changeRole} />
      <Pagination
        previousHref={page > 1 ? hrefOf("/admin/staff", { page: page - 1 }) : undefined}
        nextHref={hasNext ? hrefOf("/admin/staff", { page: page + 1 }) : undefined}
      />
    </>
  );
}

export default withClientMessages("app/[locale]/admin/staff/page.tsx", AdminStaffPage);
