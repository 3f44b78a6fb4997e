import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { formReference } from "@/app/[locale]/admin/_lib/reference";
import { ScheduleForm } from "@/components/admin/schedules/schedule-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { QueryProvider } from "@/components/query/query-provider";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { requirePermission } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { previewSchedule, publishSchedule } from "./actions";

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("schedules.new") };
}

async function NewSchedulePage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, reference] = await Promise.all([
    getTranslations("admin"),
    adminRead("/admin/schedules/new", (ctx) => {
      requirePermission(ctx.actor, "schedule.change");
      return formReference(ctx, locale);
    }),
  ]);
  return (
    <>
      <PageHeader
        title={t("schedules.new")}
        description={t("schedules.newLead")}
        actions={
          <LinkButton href="/admin/schedules" variant="quiet">
            {t("schedules.back")}
          </LinkButton>
        }
      />
      <QueryProvider>
        <ScheduleForm
          scheduleId={uuidv7()}
          reference={reference}
          preview={previewSchedule}
          publish={publishSchedule}
        />
      </QueryProvider>
    </>
  );
}

export default withClientMessages("app/[locale]/admin/schedules/new/page.tsx", NewSchedulePage);
