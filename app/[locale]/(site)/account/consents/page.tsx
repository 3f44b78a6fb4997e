import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { AccountNav } from "@/components/identity/account-nav";
import { withClientMessages } from "@/components/layout/client-messages";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { ConsentHistory } from "@/components/legal/consent-history";
import { MarketingForm, OutdatedForm } from "@/components/legal/own-consents";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { PageLink } from "@/components/ui/page-link";
import { consentsOf, documentsToAccept, outdatedConsents } from "@/server/consent/queries";
import { agreeTo, withdrawMarketing } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.mine");
  return { title: t("title") };
}

type Props = { searchParams: Promise<RawParams> };

/** A member's own agreements: what is asked again, advertising, and the record. */
async function ConsentsPage({ searchParams }: Props) {
  const t = await getTranslations("legal.mine");
  const { outcome } = firstValues(await searchParams);
  const user = await getSessionUser();
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader title={t("title")} description={t("lead")} />
      {user && <AccountNav current="consents" />}
      {outcome === "saved" && <Alert live tone="positive" title={t("saved")} className="mb-6" />}
      {outcome === "notSaved" && (
        <Alert live tone="danger" title={t("failed")} className="mb-6">
          {t("failedText")}
        </Alert>
      )}
      {user ? <OwnConsents /> : <SignInPrompt next="/account/consents">{t("lead")}</SignInPrompt>}
    </div>
  );
}

async function OwnConsents() {
  const ctx = await getRequestContext();
  const t = await getTranslations("legal.mine");
  const [outdated, entries, [marketing]] = await Promise.all([
    outdatedConsents(ctx),
    consentsOf(ctx),
    documentsToAccept(["marketing"]),
  ]);
  const isOn = entries.find(({ document }) => document === "marketing")?.given ?? false;
  return (
    <div className="grid grid-cols-1 gap-6">
      {outdated.length > 0 && <OutdatedForm documents={outdated} action={agreeTo} />}
      <MarketingForm
        isOn={isOn}
        version={marketing?.version ?? ""}
        give={agreeTo}
        withdraw={withdrawMarketing}
      />
      <ConsentHistory entries={entries} />
      <p>
        <PageLink href="/account" className="inline-flex min-h-11 items-center font-semibold underline">
          {t("toAccount")}
        </PageLink>
      </p>
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/account/consents/page.tsx", ConsentsPage);
