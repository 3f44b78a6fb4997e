import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getSessionUser, type SessionUser } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { AccountNav } from "@/components/identity/account-nav";
import { LanguageForm } from "@/components/identity/language-form";
import { SignOutForm } from "@/components/identity/sign-out-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { buttonClass } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { saveLanguage } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

type Props = { searchParams: Promise<RawParams> };

/** No loading.tsx: behind one, the page would stay hidden without JavaScript. */
async function AccountPage({ searchParams }: Props) {
  const t = await getTranslations("account");
  const user = await getSessionUser();
  const { language } = firstValues(await searchParams);
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader title={t("title")} />
      {user && <AccountNav current="overview" />}
      {user ? (
        <Account user={user} outcome={language} />
      ) : (
        <SignInPrompt next="/account">{t("signInForAccount")}</SignInPrompt>
      )}
    </div>
  );
}

const places = ["trips", "mileage", "history", "messages"] as const;

async function Account({ user, outcome }: { user: SessionUser; outcome: string | undefined }) {
  const t = await getTranslations("account");
  const layout = await getTranslations("layout");
  const legal = await getTranslations("legal.mine");
  return (
    <div className="grid gap-6">
      <Card as="section" title={t("profile")}>
        <DescriptionList
          items={[
            { term: t("name"), value: user.name },
            { term: t("email"), value: <span className="break-all">{user.email}</span> },
          ]}
        />
      </Card>
      <Card as="section" title={t("security.title")}>
        <p className="mb-4 text-ink-muted">{t("securityLead")}</p>
        <LinkButton href="/account/security" variant="secondary">
          {t("security.title")}
        </LinkButton>
      </Card>
      <Card as="section" title={t("language")}>
        <LanguageForm current={user.locale} outcome={outcome} action={saveLanguage} />
      </Card>
      <Card as="section" title={legal("title")}>
        <p className="mb-4 text-ink-muted">{legal("lead")}</p>
        <LinkButton href="/account/consents" variant="secondary" size="sm">
          {legal("title")}
        </LinkButton>
      </Card>
      <nav aria-label={t("elsewhere")} className="flex flex-wrap gap-2">
        {places.map((place) => (
          <LinkButton key={place} href={`/${place}`} variant="secondary" size="sm">
            {layout(place)}
          </LinkButton>
        ))}
      </nav>
      <Card as="section" title={t("signOutTitle")}>
        <p className="mb-4 text-ink-muted">{t("signOutNote")}</p>
        <SignOutForm className={buttonClass({ variant: "secondary" })}>{t("signOut")}</SignOutForm>
        <p className="mt-6 mb-4 text-ink-muted">{t("signOutEverywhereNote")}</p>
        <SignOutForm everywhere className={buttonClass({ variant: "secondary" })}>
          {t("signOutEverywhere")}
        </SignOutForm>
      </Card>
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/account/page.tsx", AccountPage);
