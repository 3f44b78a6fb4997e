import { type NextRequest, NextResponse } from "next/server";
import createMiddleware from "next-intl/middleware";
import { isReadableAddress } from "@/app/_lib/edge/address";
import { outageAnswer } from "@/app/_lib/edge/platform-outage";
import { refusalResponse } from "@/app/_lib/edge/refusal";
import { robotsHeader, siteFiles } from "@/app/_lib/edge/robots";
import { isHttps, securityHeaders } from "@/app/_lib/edge/security-headers";
import { isSharedPage, SHARED_PAGE_CACHING, SHARED_PAGE_HEADER } from "@/app/_lib/edge/shared-page";
import { visitorOf } from "@/app/_lib/edge/visitor";
import { localeCookie, routing } from "@/i18n/routing";
import { type Env, env } from "@/server/shared/env";

const files = new Set<string>(siteFiles);

let localeMiddleware: ReturnType<typeof createMiddleware> | undefined;

/** Chooses the language of a page. It is kept in a cookie, which is `Secure` where the site is served by https. */
function withLocale(request: NextRequest) {
  localeMiddleware ??= createMiddleware({
    ...routing,
    localeCookie: { ...localeCookie, secure: isHttps(env().APP_URL) },
  });
  return localeMiddleware(request);
}

/** Origins to which a form may be redirected: Stripe's page or its local stand-in, the sign-in providers in use. */
function formTargets(from: Env): string[] {
  return [
    ...(from.STRIPE_API_URL ? standInOrigins(from.STRIPE_API_URL) : ["https://checkout.stripe.com"]),
    ...(from.GOOGLE_CLIENT_ID ? ["https://accounts.google.com"] : []),
    ...(from.KAKAO_CLIENT_ID ? ["https://kauth.kakao.com", "https://accounts.kakao.com"] : []),
    ...(from.NAVER_CLIENT_ID ? ["https://nid.naver.com"] : []),
  ];
}

/** The site calls the stand-in at 127.0.0.1; the browser may show its page at localhost. */
function standInOrigins(apiUrl: string): string[] {
  const { origin } = new URL(apiUrl);
  return [origin, origin.replace("//127.0.0.1", "//localhost")];
}

/**
 * Chooses the language and sets the security headers; on a platform it also answers for an outage of the database. It
 * authorises nothing: the verbs do.
 */
export async function proxy(request: NextRequest): Promise<Response> {
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
  const isRead = request.method === "GET" || request.method === "HEAD";
  const shared =
    isRead &&
    isSharedPage(
      {
        pathname,
        accept: request.headers.get("accept"),
        hasCookie: (name) => request.cookies.has(name),
      },
      env().APP_URL,
    );
  if (shared) request.headers.set(SHARED_PAGE_HEADER, "1");
  else request.headers.delete(SHARED_PAGE_HEADER);
  const isReadable = isReadableAddress(pathname + search);
  const outage = isReadable
    ? await outageAnswer(request.method, visitorOf(pathname, Object.fromEntries(request.headers)))
    : null;
  const response = outage ?? (isReadable ? withLocale(request) : refusalResponse("BAD_ADDRESS"));
  // The unavailable page has a policy of its own, which allows its one style sheet.
  const policy = outage?.headers.get("Content-Security-Policy");
  for (const [name, value] of Object.entries({ ...headers, ...robotsHeader(pathname) }))
    response.headers.set(name, value);
  if (policy) response.headers.set("Content-Security-Policy", policy);
  if (shared && !outage) response.headers.set("Cache-Control", SHARED_PAGE_CACHING);
  return response;
}

export const config = {
  // All pages, also those that do not exist; not the API, not the build output, not the documents for clients.
  matcher: "/((?!api/|_next/|_vercel/|\\.well-known/).*)",
};
