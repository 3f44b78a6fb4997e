import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { nextPath, signInLead } from "@/app/_lib/auth/next-path";
import { oauthProviderIds } from "@/app/_lib/auth/oauth-providers";
import { getSessionUser } from "@/app/_lib/auth/session";
import { IdentityPage } from "@/components/identity/identity-page";
import { ProviderButtons } from "@/components/identity/provider-buttons";
import { SignInForm } from "@/components/identity/sign-in-form";
import { Alert } from "@/components/ui/alert";
import { PageLink } from "@/components/ui/page-link";
import { env } from "@/server/shared/env";
import { signIn } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("identity");
  return { title: t("signInTitle") };
}

export default async function SignInPage({ searchParams }: Props) {
  const { next: asked, callbackUrl, error, signedOut } = await searchParams;
  const locale = await getLocale();
  const t = await getTranslations("identity");
  const next = nextPath(asked ?? callbackUrl, locale, env().APP_URL);
  if (await getSessionUser()) redirect(next);
  return (
    <IdentityPage
      title={t("signInTitle")}
      lead={t(signInLead(next))}
      elsewhere={
        <>
          <p>
            {t("noAccount")}{" "}
            <PageLink
              href={{ pathname: "/sign-up", query: { next } }}
              className="font-semibold text-brand-text underline"
            >
              {t("toSignUp")}
            </PageLink>
          </p>
          <p>
            {t("findTrip")}{" "}
            <PageLink href="/trips/find" className="font-semibold text-brand-text underline">
              {t("toFindTrip")}
            </PageLink>
          </p>
        </>
      }
    >
      {signedOut === "everywhere" && <Alert live tone="positive" title={t("signedOutEverywhere")} />}
      <SignInForm next={next} refusal={typeof error === "string" ? error : undefined} signIn={signIn} />
      <ProviderButtons providers={oauthProviderIds(env())} next={next} />
    </IdentityPage>
  );
}
