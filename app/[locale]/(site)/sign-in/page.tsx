import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { mayBeGuest, nextPath, signInLead } from "@/app/_lib/auth/next-path";
import { oauthProviderIds } from "@/app/_lib/auth/oauth-providers";
import { endOfSession, getSessionUser } from "@/app/_lib/auth/session";
import { IdentityPage } from "@/components/identity/identity-page";
import { ProviderButtons } from "@/components/identity/provider-buttons";
import { SignInForm } from "@/components/identity/sign-in-form";
import { SignInNews } from "@/components/identity/sign-in-news";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageLink } from "@/components/ui/page-link";
import { env } from "@/server/shared/env";
import { signIn } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("identity");
  return { title: t("signInTitle") };
}

async function SignInPage({ searchParams }: Props) {
  const { next: asked, callbackUrl, error, ...news } = await searchParams;
  const locale = await getLocale();
  const t = await getTranslations("identity");
  const next = nextPath(asked ?? callbackUrl, locale, env().APP_URL);
  if (await getSessionUser()) redirect(next);
  return (
    <IdentityPage
      title={t("signInTitle")}
      lead={t(mayBeGuest(next) ? "guest.threeWays" : signInLead(next))}
      elsewhere={
        <>
          <p>
            <PageLink href="/forgotten-password" className="font-semibold text-brand-text underline">
              {t("toForgotten")}
            </PageLink>
          </p>
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
      <SignInNews asked={news} ended={await endOfSession()} />
      <SignInForm next={next} refusal={typeof error === "string" ? error : undefined} signIn={signIn} />
      <ProviderButtons providers={oauthProviderIds(env())} next={next} />
      {mayBeGuest(next) && <GuestOffer next={next} />}
    </IdentityPage>
  );
}

/** The third way to book, beside an account that one has and a new one. */
async function GuestOffer({ next }: { next: string }) {
  const t = await getTranslations("identity.guest");
  return (
    <section aria-labelledby="guest" className="grid gap-3 border-t border-line pt-6">
      <h2 id="guest" className="font-bold">
        {t("offerTitle")}
      </h2>
      <p className="text-ink-muted">{t("offer")}</p>
      <LinkButton
        href={{ pathname: "/guest", query: { next } }}
        variant="secondary"
        className="justify-self-stretch"
      >
        {t("toGuest")}
      </LinkButton>
    </section>
  );
}

export default withClientMessages("app/[locale]/(site)/sign-in/page.tsx", SignInPage);
