import type { NextAuthOptions } from "next-auth";
import { followUp } from "@/app/_lib/actions/after-commit";
import { takeTripsAlong } from "@/app/_lib/actions/take-trips-along";
import { failureOf } from "@/app/_lib/http/failure";
import type { Locale } from "@/i18n/routing";
import { linkOauthAccount, startSession } from "@/server/identity";
import type { Visit } from "@/server/identity/schemas";
import type { RequestContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { type OauthProviderId, oauthProviders, verifiedEmail } from "./oauth-providers";
import { COOKIE_SECONDS, claimsOf } from "./session-cookie";

/**
 * The options of next-auth for one request. next-auth is used only to sign in through a provider. Its session is the
 * same encrypted cookie that the sign-in form sets: it names the user and the session, and `getSessionUser` reads the
 * rest from the user's row.
 */
export function authOptions({ locale, ...visit }: { locale: Locale } & Visit): NextAuthOptions {
  const { APP_URL, NEXTAUTH_SECRET } = env();
  // next-auth builds its addresses from this variable only.
  process.env.NEXTAUTH_URL ??= APP_URL;
  const ctx: RequestContext = { actor: { kind: "ANONYMOUS", address: visit.address } };
  const signInPage = `/${locale}/sign-in`;
  return {
    secret: NEXTAUTH_SECRET,
    useSecureCookies: APP_URL.startsWith("https:"),
    session: { strategy: "jwt", maxAge: COOKIE_SECONDS },
    pages: { signIn: signInPage, error: signInPage },
    providers: oauthProviders(env()),
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.type !== "oauth") return true;
        const result = await linkAccount(ctx, locale, {
          provider: account.provider as OauthProviderId,
          providerAccountId: account.providerAccountId,
          name: user.name ?? null,
          email: verifiedEmail(account.provider, profile),
        });
        if ("code" in result) return `${signInPage}?error=${result.code}`;
        // Without an adapter next-auth gives this same object to `jwt`.
        user.id = result.id;
        await takeTripsAlong(result.id);
        return true;
      },
      jwt: async ({ user }) => claimsOf(await startSession(user.id, visit)),
    },
    logger: {
      error: (code, detail) => log.error({ err: detail }, `sign-in: ${code}`),
      warn: (code) => log.warn(`sign-in: ${code}`),
      debug: () => {},
    },
  };
}

type OauthIdentity = Omit<Parameters<typeof linkOauthAccount>[1], "email" | "locale"> & {
  email: string | null;
};

async function linkAccount(ctx: RequestContext, locale: Locale, identity: OauthIdentity) {
  try {
    if (!identity.email) throw new AppError("FORBIDDEN");
    const user = await linkOauthAccount(ctx, { ...identity, email: identity.email, locale });
    followUp();
    return user;
  } catch (error) {
    return failureOf(error);
  }
}
