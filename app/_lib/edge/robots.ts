import { legalDocumentNames } from "@/server/consent/schemas";
import { locales } from "@/server/shared/airline";

/** The pages that search engines may show, without their language. They look the same for everybody. */
export const publicPages: readonly string[] = [
  ...["", "/trips/find", "/flight-status", "/legal", "/legal/accessibility"],
  ...legalDocumentNames.map((name) => `/legal/${name}`),
];

/** Files of the site that have no language. */
export const siteFiles = ["/robots.txt", "/sitemap.xml", "/icon.svg", "/favicon.ico"] as const;

const publicPaths = new Set<string>([
  "/",
  ...siteFiles,
  ...locales.flatMap((locale) => publicPages.map((page) => `/${locale}${page}`)),
]);

/** The header that keeps an answer out of search engines: all but the public pages and the build output have it. */
export const robotsHeader = (path: string): Record<string, string> =>
  publicPaths.has(path) || path.startsWith("/_next/") ? {} : { "X-Robots-Tag": "noindex, nofollow" };
