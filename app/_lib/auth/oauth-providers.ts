import GoogleProvider from "next-auth/providers/google";
import KakaoProvider from "next-auth/providers/kakao";
import NaverProvider from "next-auth/providers/naver";
import type { Env } from "@/server/shared/env";

export type OauthProviderId = "google" | "kakao" | "naver";

/** The providers whose id and secret are both set, in the order of their buttons. */
export function oauthProviders(from: Env) {
  const client = (clientId?: string, clientSecret?: string) =>
    clientId && clientSecret ? { clientId, clientSecret } : null;
  const kakao = client(from.KAKAO_CLIENT_ID, from.KAKAO_CLIENT_SECRET);
  const naver = client(from.NAVER_CLIENT_ID, from.NAVER_CLIENT_SECRET);
  const google = client(from.GOOGLE_CLIENT_ID, from.GOOGLE_CLIENT_SECRET);
  return [
    ...(kakao ? [KakaoProvider(kakao)] : []),
    ...(naver ? [NaverProvider(naver)] : []),
    ...(google ? [GoogleProvider(google)] : []),
  ];
}

export const oauthProviderIds = (from: Env): OauthProviderId[] =>
  oauthProviders(from).map((provider) => provider.id as OauthProviderId);

type Claims = {
  email?: string;
  email_verified?: boolean;
  kakao_account?: { email?: string; is_email_valid?: boolean; is_email_verified?: boolean };
  response?: { email?: string };
};

/**
 * The e-mail address that the provider has verified, or null. Kakao says so in `is_email_valid` and `is_email_verified`.
 * Naver does not say whether an address is verified, so only its own mailboxes count.
 */
export function verifiedEmail(provider: string, profile: unknown): string | null {
  const claims = (profile ?? {}) as Claims;
  switch (provider) {
    case "google":
      return (claims.email_verified === true && claims.email) || null;
    case "kakao": {
      const account = claims.kakao_account;
      return (account?.is_email_valid && account.is_email_verified && account.email) || null;
    }
    case "naver": {
      const email = claims.response?.email;
      return email?.toLowerCase().endsWith("@naver.com") ? email : null;
    }
    default:
      return null;
  }
}
