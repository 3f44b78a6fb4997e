import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { hasLocale } from "next-intl";
import { authOptions } from "@/app/_lib/auth/auth";
import { visitOf } from "@/app/_lib/auth/note-visit";
import { oauthProviderIds } from "@/app/_lib/auth/oauth-providers";
import { isCallback, signInRequest } from "@/app/_lib/auth/sign-in-request";
import { refusalResponse } from "@/app/_lib/edge/refusal";
import { routing } from "@/i18n/routing";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * The actions of next-auth that sign-in through a provider needs. The others are closed: `_log` writes what anybody sends
 * into our log, `session` extends a copied cookie, and passwords and sign-out have their own routes.
 */
const open = new Set(["providers", "csrf", "signin", "callback", "error"]);

/** next-auth fails on a provider that it does not know. */
const isInUse = (provider: string | undefined) =>
  provider === undefined || (oauthProviderIds(env()) as string[]).includes(provider);

/** Sign-in through a provider, in the language that the visitor used last. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const [action, provider] = (await context.params).nextauth;
  if (!action || !open.has(action) || !isInUse(provider)) return new Response(null, { status: 404 });
  const chosen = request.cookies.get("NEXT_LOCALE")?.value;
  const locale = hasLocale(routing.locales, chosen) ? chosen : routing.defaultLocale;
  const options = authOptions({ locale, ...visitOf(request.headers) });
  try {
    await forgetBadCallback();
    return await NextAuth(await signInRequest(request), context, options);
  } catch (error) {
    if (error instanceof AppError && error.code === "TOO_LARGE") return refusalResponse("TOO_LARGE");
    throw error;
  }
}

/** next-auth keeps its callback address in a cookie, and answers 500 while that address is not valid. */
async function forgetBadCallback(): Promise<void> {
  const store = await cookies();
  for (const name of ["next-auth.callback-url", "__Secure-next-auth.callback-url"]) {
    const kept = store.get(name)?.value;
    if (kept && !isCallback(kept)) store.delete(name);
  }
}

export { handler as GET, handler as POST };
