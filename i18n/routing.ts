import { defineRouting } from "next-intl/routing";

/** Korean is the default; the prefix is always shown, so that an address says its language. */
export const routing = defineRouting({
  locales: ["ko", "en"],
  defaultLocale: "ko",
  localePrefix: "always",
});

export type Locale = (typeof routing.locales)[number];
