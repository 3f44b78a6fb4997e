import type { MetadataRoute } from "next";
import { env } from "@/server/shared/env";

// The site's address is known when it runs, not when it is built.
export const dynamic = "force-dynamic";

/** Pages that are not for search engines say so themselves (X-Robots-Tag), which must be readable; the API need not be. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: "*", disallow: "/api/" },
    sitemap: new URL("/sitemap.xml", env().APP_URL).href,
  };
}
