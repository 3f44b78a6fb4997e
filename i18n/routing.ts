import { defineRouting } from "next-intl/routing";

/** Korean is the default; the prefix is always shown, so that an address says its language. */
export const routing = defineRouting({
  locales: ["ko", "en"],
  defaultLocale: "ko",
  localePrefix: "always",
  // A choice made by hand is remembered for a year, like the theme.
  localeCookie: { maxAge: 31_536_000 },
});

export type Locale = (typeof routing.locales)[number];
