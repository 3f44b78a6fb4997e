import { locales } from "@/server/shared/airline";

/** The pages that search engines may show: the same for everybody, and worth finding. Without their language. */
export const publicPages = ["", "/trips/find"] as const;

/** Next's own files beside the pages: they have no language. */
export const siteFiles = ["/robots.txt", "/sitemap.xml", "/icon.svg", "/favicon.ico"] as const;

const publicPaths = new Set<string>([
  "/",
  ...siteFiles,
  ...locales.flatMap((locale) => publicPages.map((page) => `/${locale}${page}`)),
]);

/** What an answer tells search engines: bookings, accounts, results and the API are nobody else's to find. */
export const robotsHeader = (path: string): Record<string, string> =>
  publicPaths.has(path) || path.startsWith("/_next/") ? {} : { "X-Robots-Tag": "noindex, nofollow" };
