import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { askedOfMembers } from "@/app/_lib/actions/consents";
import { nextPath } from "@/app/_lib/auth/next-path";
import { oauthProviderIds } from "@/app/_lib/auth/oauth-providers";
import { getSessionUser } from "@/app/_lib/auth/session";
import { IdentityPage } from "@/components/identity/identity-page";
import { ProviderButtons } from "@/components/identity/provider-buttons";
import { SignUpForm } from "@/components/identity/sign-up-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { PageLink } from "@/components/ui/page-link";
import { env } from "@/server/shared/env";
import { register } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("identity");
  return { title: t("signUpTitle") };
}

async function SignUpPage({ searchParams }: Props) {
  const { next: asked } = await searchParams;
  const locale = await getLocale();
  const t = await getTranslations("identity");
  const next = nextPath(asked, locale, env().APP_URL);
  if (await getSessionUser()) redirect(next);
  return (
    <IdentityPage
      title={t("signUpTitle")}
      lead={t("signUpLead")}
      elsewhere={
        <p>
          {t("haveAccount")}{" "}
          <PageLink
            href={{ pathname: "/sign-in", query: { next } }}
            className="font-semibold text-brand-text underline"
          >
            {t("toSignIn")}
          </PageLink>
        </p>
      }
    >
      <SignUpForm next={next} documents={await askedOfMembers()} register={register} />
      <ProviderButtons providers={oauthProviderIds(env())} next={next} />
    </IdentityPage>
  );
}

export default withClientMessages("app/[locale]/(site)/sign-up/page.tsx", SignUpPage);
