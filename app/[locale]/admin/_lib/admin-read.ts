import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { redirect } from "@/i18n/navigation";
import { type RequestContext, requireStaff } from "@/server/shared/context";
import { AppError, type ErrorCode } from "@/server/shared/errors";

const notFoundCodes = new Set<ErrorCode>(["FORBIDDEN", "NOT_FOUND", "INVALID_INPUT"]);

/**
 * Reads what a page of the dashboard shows. A person who is not signed in goes to the sign-in page and comes back to
 * `here`. A person who is not staff gets the not-found page, and so does a request for what does not exist.
 */
export async function adminRead<T>(
  here: string,
  read: (ctx: RequestContext) => T | Promise<T>,
): Promise<Awaited<T>> {
  try {
    const ctx = await getRequestContext();
    requireStaff(ctx.actor);
    return await read(ctx);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "UNAUTHENTICATED") {
      return redirect({ href: { pathname: "/sign-in", query: { next: here } }, locale: await getLocale() });
    }
    if (notFoundCodes.has(error.code)) return notFound();
    throw error;
  }
}
