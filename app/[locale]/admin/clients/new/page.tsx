import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { RegisterForm } from "@/components/admin/clients/register-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { requirePermission } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { registerClient } from "./actions";

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("clients.new") };
}

async function NewClientPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t] = await Promise.all([
    getTranslations("admin.clients"),
    adminRead("/admin/clients/new", (ctx) => requirePermission(ctx.actor, "platform.change")),
  ]);
  return (
    <>
      <PageHeader
        title={t("new")}
        description={t("newLead")}
        actions={
          <LinkButton href="/admin/clients" variant="quiet">
            {t("back")}
          </LinkButton>
        }
      />
      <RegisterForm formKey={uuidv7()} action={registerClient} />
    </>
  );
}

export default withClientMessages("app/[locale]/admin/clients/new/page.tsx", NewClientPage);
