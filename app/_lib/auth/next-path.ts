import { hasLocale } from "next-intl";
import { type Locale, routing } from "@/i18n/routing";

/**
 * Where to go after signing in: the path asked for, with its language in front, or the home page.
 * Whatever would lead to another site counts as nothing asked for.
 */
export function nextPath(asked: string | string[] | undefined, locale: Locale, appUrl: string): string {
  const home = `/${locale}`;
  if (typeof asked !== "string" || asked === "") return home;
  const { origin } = new URL(appUrl);
  // The parser is the browser's own: it sees through //host, /\host and control characters.
  const target = URL.canParse(asked, origin) ? new URL(asked, origin) : null;
  if (target?.origin !== origin || target.pathname.startsWith("//")) return home;
  const inLocale = hasLocale(routing.locales, target.pathname.split("/")[1]);
  const path = inLocale ? target.pathname : `${home}${target.pathname.replace(/^\/$/, "")}`;
  const isSignIn = /^\/[^/]+\/sign-(in|up)(\/|$)/.test(path);
  return isSignIn || path.startsWith(`${home}/api/`) ? home : path + target.search + target.hash;
}
