import { defineRouting } from "next-intl/routing";
import { locales } from "@/server/shared/airline";

/** In a browser a script of the page writes the cookie; on the server `proxy.ts` does. */
const isHttpsPage = () => typeof location !== "undefined" && location.protocol === "https:";

export const localeCookie = { maxAge: 31_536_000, ...(isHttpsPage() && { secure: true }) };

/** Korean is the default. The prefix is always there, so that an address says its language. */
export const routing = defineRouting({
  locales,
  defaultLocale: "ko",
  localePrefix: "always",
  // A choice is remembered for a year, like the theme.
  localeCookie,
});

export type { Locale } from "@/server/shared/airline";
