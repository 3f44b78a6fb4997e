import { type NextRequest, NextResponse } from "next/server";
import createMiddleware from "next-intl/middleware";
import { isReadableAddress } from "@/app/_lib/edge/address";
import { refusalResponse } from "@/app/_lib/edge/refusal";
import { robotsHeader, siteFiles } from "@/app/_lib/edge/robots";
import { isHttps, securityHeaders } from "@/app/_lib/edge/security-headers";
import { localeCookie, routing } from "@/i18n/routing";
import { type Env, env } from "@/server/shared/env";

const files = new Set<string>(siteFiles);

let localeMiddleware: ReturnType<typeof createMiddleware> | undefined;

/** The language is kept in a cookie, which https does not send in the clear. */
function withLocale(request: NextRequest) {
  localeMiddleware ??= createMiddleware({
    ...routing,
    localeCookie: { ...localeCookie, secure: isHttps(env().APP_URL) },
  });
  return localeMiddleware(request);
}

/** Where a form may end up by redirect: Stripe's page, its local stand-in, the sign-in providers in use. */
function formTargets(from: Env): string[] {
  return [
    ...(from.STRIPE_API_URL ? standInOrigins(from.STRIPE_API_URL) : ["https://checkout.stripe.com"]),
    ...(from.GOOGLE_CLIENT_ID ? ["https://accounts.google.com"] : []),
    ...(from.KAKAO_CLIENT_ID ? ["https://kauth.kakao.com", "https://accounts.kakao.com"] : []),
    ...(from.NAVER_CLIENT_ID ? ["https://nid.naver.com"] : []),
  ];
}

/** The stand-in is called at 127.0.0.1, but its page is shown under the name that the browser knows. */
function standInOrigins(apiUrl: string): string[] {
  const { origin } = new URL(apiUrl);
  return [origin, origin.replace("//127.0.0.1", "//localhost")];
}

/** Chooses the language and sets the security headers. It authorises nothing: the verbs do. */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  if (files.has(pathname)) return NextResponse.next();
  const nonce = btoa(crypto.randomUUID());
  const headers = securityHeaders({
    nonce,
    appUrl: env().APP_URL,
    formTargets: formTargets(env()),
    development: env().NODE_ENV === "development",
  });
  // Next takes the nonce for its own scripts from the policy on the request.
  request.headers.set("x-nonce", nonce);
  request.headers.set("Content-Security-Policy", headers["Content-Security-Policy"]);
  const response = isReadableAddress(pathname + search)
    ? withLocale(request)
    : refusalResponse("BAD_ADDRESS");
  for (const [name, value] of Object.entries({ ...headers, ...robotsHeader(pathname) }))
    response.headers.set(name, value);
  return response;
}

export const config = {
  // Pages only, also those that do not exist: no API and no build output.
  matcher: "/((?!api/|_next/|_vercel/).*)",
};
