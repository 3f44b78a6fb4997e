import { guestCookieName } from "@/app/_lib/auth/guest-cookie";
import { sessionCookieName } from "@/app/_lib/auth/session-cookie";
import { tripCookieName } from "@/app/_lib/auth/trip-cookie";
import { locales } from "@/server/shared/airline";

/** Pages that ask for nothing personal and show nothing personal to a visitor. Forms with names or passwords are not here. */
const paths = new Set(locales.flatMap((locale) => [`/${locale}`, `/${locale}/flights`]));

/** Tells the layout of a page that its document is the same for every visitor. */
export const SHARED_PAGE_HEADER = "x-msa-shared-page";

/**
 * Nobody but the browser keeps the document, and it asks again before it uses it for a new visit. Only the browser's "back"
 * shows it at once.
 */
export const SHARED_PAGE_CACHING = "private, no-cache";

type Asked = { pathname: string; accept: string | null; hasCookie: (name: string) => boolean };

/**
 * Returns true for the document of a public page that somebody opens who is neither signed in nor a guest, and manages no trip by a
 * code. Every other page stays `no-store`, so that no browser shows it after its person has left.
 */
export function isSharedPage({ pathname, accept, hasCookie }: Asked, appUrl: string): boolean {
  if (!paths.has(pathname) || !accept?.includes("text/html")) return false;
  const personal = [
    sessionCookieName(appUrl),
    guestCookieName(appUrl),
    tripCookieName("code", appUrl),
    tripCookieName("grant", appUrl),
  ];
  // A long session is cut into several cookies: name.0, name.1.
  return ![...personal, `${sessionCookieName(appUrl)}.0`].some(hasCookie);
}
