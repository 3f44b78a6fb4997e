import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { redirect } from "@/i18n/navigation";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { AppError, type ErrorCode } from "@/server/shared/errors";

const missing = new Set<ErrorCode>(["FORBIDDEN", "NOT_FOUND", "INVALID_INPUT"]);

/**
 * What a page of the dashboard shows. Whoever has not signed in is asked to and comes back to `here`;
 * whoever may not see it, or asks for what does not or cannot exist, gets a page that was not found.
 */
export async function adminRead<T>(
  here: string,
  read: (ctx: RequestContext) => T | Promise<T>,
): Promise<Awaited<T>> {
  try {
    const ctx = await getRequestContext();
    requireAdmin(ctx.actor);
    return await read(ctx);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "UNAUTHENTICATED") {
      return redirect({ href: { pathname: "/sign-in", query: { next: here } }, locale: await getLocale() });
    }
    if (missing.has(error.code)) return notFound();
    throw error;
  }
}
