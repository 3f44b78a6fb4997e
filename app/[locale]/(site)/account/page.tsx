import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getSessionUser, type SessionUser } from "@/app/_lib/session";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { SignOutButton } from "./sign-out-button";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const t = await getTranslations("account");
  const user = await getSessionUser();
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader title={t("title")} />
      {user ? <Account user={user} /> : <SignInPrompt next="/account">{t("signInForAccount")}</SignInPrompt>}
    </div>
  );
}

const places = ["trips", "mileage", "history", "messages"] as const;

async function Account({ user }: { user: SessionUser }) {
  const t = await getTranslations("account");
  const layout = await getTranslations("layout");
  return (
    <div className="grid gap-6">
      <Card as="section" title={t("profile")}>
        <DescriptionList
          items={[
            { term: t("name"), value: user.name },
            { term: t("email"), value: <span className="break-all">{user.email}</span> },
            { term: t("language"), value: t(`languageOf.${user.locale}`) },
          ]}
        />
        <p className="mt-4 text-sm text-ink-muted">{t("languageNote")}</p>
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
        <SignOutButton label={t("signOut")} />
      </Card>
    </div>
  );
}
