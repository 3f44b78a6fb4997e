import { defineRouting } from "next-intl/routing";

/** In a browser the cookie is written by a script of the page; on the server `proxy.ts` says how. */
const isHttpsPage = () => typeof location !== "undefined" && location.protocol === "https:";

export const localeCookie = { maxAge: 31_536_000, ...(isHttpsPage() && { secure: true }) };

/** Korean is the default; the prefix is always shown, so that an address says its language. */
export const routing = defineRouting({
  locales: ["ko", "en"],
  defaultLocale: "ko",
  localePrefix: "always",
  // A choice made by hand is remembered for a year, like the theme.
  localeCookie,
});

export type Locale = (typeof routing.locales)[number];
