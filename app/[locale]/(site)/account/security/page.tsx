import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { AccountNav } from "@/components/identity/account-nav";
import { DeviceList } from "@/components/identity/device-list";
import { SecurityNewsAlert, securityNews } from "@/components/identity/security-news";
import { withClientMessages } from "@/components/layout/client-messages";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { Card } from "@/components/ui/card";
import { knownKey } from "@/components/ui/known-key";
import { PageHeader } from "@/components/ui/page-header";
import { accountSecurity, listOwnSessions } from "@/server/identity/queries";
import { endDevice, endOtherDevices } from "./actions";
import { EmailSection, PasswordSection } from "./sections";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.security");
  return { title: t("title") };
}

type Props = { searchParams: Promise<RawParams> };

/** No loading.tsx: behind one, the page would stay hidden without JavaScript. */
async function SecurityPage({ searchParams }: Props) {
  const t = await getTranslations("account.security");
  const news = knownKey(securityNews, firstValues(await searchParams).news, null);
  const isSignedIn = (await getSessionUser()) !== null;
  return (
    <div className="page-width grid max-w-3xl grid-cols-1 gap-6 py-8">
      <div>
        <PageHeader title={t("title")} />
        {isSignedIn && <AccountNav current="security" />}
      </div>
      {news && isSignedIn && <SecurityNewsAlert news={news} />}
      {isSignedIn ? <Security /> : <SignInPrompt next="/account/security">{t("signIn")}</SignInPrompt>}
    </div>
  );
}

async function Security() {
  const t = await getTranslations("account.security");
  const ctx = await getRequestContext();
  const [security, sessions] = [await accountSecurity(ctx), await listOwnSessions(ctx)];
  return (
    <>
      <EmailSection security={security} />
      {security.hasPassword && <PasswordSection />}
      <Card as="section" title={t("sessionsTitle")}>
        <p className="mb-4 text-ink-muted">{t("sessionsNote")}</p>
        <DeviceList sessions={sessions} end={endDevice} endOthers={endOtherDevices} />
      </Card>
    </>
  );
}

export default withClientMessages("app/[locale]/(site)/account/security/page.tsx", SecurityPage);
