import { hasLocale } from "next-intl";
import { type Locale, routing } from "@/i18n/routing";

/**
 * The path to show after signing in: the path that was asked for, with its language in front, or the home page.
 * A path that would lead to another site leads home.
 */
export function nextPath(asked: string | string[] | undefined, locale: Locale, appUrl: string): string {
  const home = `/${locale}`;
  if (typeof asked !== "string" || asked === "") return home;
  const { origin } = new URL(appUrl);
  // The URL parser reads //host, /\host and control characters as browsers do.
  const target = URL.canParse(asked, origin) ? new URL(asked, origin) : null;
  if (target?.origin !== origin || target.pathname.startsWith("//")) return home;
  const inLocale = hasLocale(routing.locales, target.pathname.split("/")[1]);
  const path = inLocale ? target.pathname : `${home}${target.pathname.replace(/^\/$/, "")}`;
  const isSignIn = /^\/[^/]+\/sign-(in|up)(\/|$)/.test(path);
  return isSignIn || path.startsWith(`${home}/api/`) ? home : path + target.search + target.hash;
}

/** The message (`identity`) that says why to sign in. `next` is the path that follows, with its language in front. */
export function signInLead(next: string): "signInLead" | "signInLeadBooking" | "signInLeadAdmin" {
  const { pathname, searchParams } = new URL(next, "http://site");
  const path = pathname.replace(/^\/[^/]+/, "");
  if (/^\/admin(\/|$)/.test(path)) return "signInLeadAdmin";
  const booking = path.startsWith("/book/") || (path === "/flights" && searchParams.has("pick"));
  return booking ? "signInLeadBooking" : "signInLead";
}

/** Returns true when a flight was chosen and nothing is held yet: that can go on without an account. */
export function mayBeGuest(next: string): boolean {
  const { pathname, searchParams } = new URL(next, "http://site");
  return /^\/[^/]+\/flights$/.test(pathname) && searchParams.has("pick");
}
