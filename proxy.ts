import { type NextRequest, NextResponse } from "next/server";
import createMiddleware from "next-intl/middleware";
import { securityHeaders } from "@/app/_lib/security-headers";
import { routing } from "@/i18n/routing";
import { type Env, env } from "@/server/shared/env";

const withLocale = createMiddleware(routing);

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
  const response = readable(request.nextUrl.pathname) ? withLocale(request) : badAddress();
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** Whether all of a path can be decoded: Next answers 500 to one that cannot. */
function readable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

const badAddress = () =>
  new NextResponse(
    "주소가 올바르지 않습니다. 다시 확인해 주세요.\nThis address is not valid. Please check it.\n",
    {
      status: 400,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    },
  );

export const config = {
  // Pages only: no API, no build output, no files with an extension.
  matcher: "/((?!api|_next|_vercel|.*\\..*).*)",
};
