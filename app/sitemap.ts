import type { MetadataRoute } from "next";
import { routing } from "@/i18n/routing";
import { env } from "@/server/shared/env";
import { publicPages } from "./_lib/edge/robots";

// The site's address is known when it runs, not when it is built.
export const dynamic = "force-dynamic";

/** The public pages, each with its address in the other language. */
export default function sitemap(): MetadataRoute.Sitemap {
  const address = (locale: string, page: string) => new URL(`/${locale}${page}`, env().APP_URL).href;
  return publicPages.flatMap((page) => {
    const languages = Object.fromEntries(routing.locales.map((locale) => [locale, address(locale, page)]));
    return routing.locales.map((locale) => ({ url: address(locale, page), alternates: { languages } }));
  });
}
