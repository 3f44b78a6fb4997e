import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { hasLocale } from "next-intl";
import { authOptions } from "@/app/_lib/auth";
import { clientAddress } from "@/app/_lib/client-address";
import { routing } from "@/i18n/routing";

type Context = { params: Promise<{ nextauth: string[] }> };

/** Sign-in, sign-out and session, in the language that the visitor used last. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const chosen = request.cookies.get("NEXT_LOCALE")?.value;
  const locale = hasLocale(routing.locales, chosen) ? chosen : routing.defaultLocale;
  return NextAuth(request, context, authOptions({ locale, address: clientAddress(request.headers) }));
}

export { handler as GET, handler as POST };
