import type { NextRequest } from "next/server";
import createMiddleware from "next-intl/middleware";
import { securityHeaders } from "@/app/_lib/security-headers";
import { routing } from "@/i18n/routing";

const withLocale = createMiddleware(routing);

/** Where a form may end up by redirect: Stripe's page, its local stand-in, the sign-in providers in use. */
function formTargets(): string[] {
  const { STRIPE_API_URL, GOOGLE_CLIENT_ID, KAKAO_CLIENT_ID, NAVER_CLIENT_ID } = process.env;
  return [
    STRIPE_API_URL ? new URL(STRIPE_API_URL).origin : "https://checkout.stripe.com",
    ...(GOOGLE_CLIENT_ID ? ["https://accounts.google.com"] : []),
    ...(KAKAO_CLIENT_ID ? ["https://kauth.kakao.com", "https://accounts.kakao.com"] : []),
    ...(NAVER_CLIENT_ID ? ["https://nid.naver.com"] : []),
  ];
}

/** Chooses the language and sets the security headers. It authorises nothing: the verbs do. */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID());
  const headers = securityHeaders({
    nonce,
    appUrl: process.env.APP_URL ?? request.nextUrl.origin,
    formTargets: formTargets(),
    development: process.env.NODE_ENV === "development",
  });
  request.headers.set("x-nonce", nonce);
  request.headers.set("Content-Security-Policy", headers["Content-Security-Policy"] ?? "");
  const response = withLocale(request);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

export const config = {
  // Pages only: no API, no build output, no files with an extension.
  matcher: "/((?!api|_next|_vercel|.*\\..*).*)",
};
