import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { RetireKeyForm } from "@/components/admin/clients/retire-key-form";
import { SigningKeyState } from "@/components/admin/clients/signing-key-state";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatInstant } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { getSigningKey } from "@/server/platform/queries";
import { KOREA_ZONE } from "@/server/shared/airline";
import { requirePermission } from "@/server/shared/context";
import { retireKey } from "./actions";

type Props = { params: Promise<{ locale: Locale; kid: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return {
    title: (await getTranslations({ locale, namespace: "admin" }))("clients.signingKeys.retireTitle"),
  };
}

/** Asks before a signing key is retired. A page, not a window, so that it works without JavaScript. */
async function RetireKeyPage({ params }: Props) {
  const { locale, kid } = await params;
  setRequestLocale(locale);
  const [t, key] = await Promise.all([
    getTranslations("admin.clients"),
    adminRead(`/admin/clients/signing-keys/${encodeURIComponent(kid)}`, (ctx) => {
      requirePermission(ctx.actor, "platform.change");
      return getSigningKey(ctx, { kid });
    }),
  ]);
  const { retiredAt } = key;
  return (
    <>
      <PageHeader
        title={t("signingKeys.retireTitle")}
        actions={
          <LinkButton href="/admin/clients" variant="quiet">
            {t("back")}
          </LinkButton>
        }
      />
      <Card as="section" className="max-w-3xl">
        <div className="grid gap-5">
          <DescriptionList
            items={[
              { term: t("signingKeys.kid"), value: <code className="break-all">{key.kid}</code> },
              { term: t("state"), value: <SigningKeyState state={key.state} /> },
              { term: t("signingKeys.usedFrom"), value: <DateTime at={key.usedFrom} /> },
            ]}
          />
          {retiredAt ? (
            <Alert live tone="positive">
              {t("signingKeys.retired", { date: formatInstant(retiredAt, KOREA_ZONE, "dateTime", locale) })}
            </Alert>
          ) : (
            <RetireKeyForm kid={key.kid} action={retireKey} />
          )}
        </div>
      </Card>
    </>
  );
}

export default withClientMessages("app/[locale]/admin/clients/signing-keys/[kid]/page.tsx", RetireKeyPage);
