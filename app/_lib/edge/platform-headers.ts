import { standingHeaders } from "./security-headers";

type HeaderRule = { source: string; headers: { key: string; value: string }[] };

/**
 * The standing headers as Next's own configuration sets them, for platforms that answer without our Node server and
 * so without its guard (edge/guard.ts). They serve by https. A page gets its policy from `proxy.ts`: none here.
 */
export function platformHeaders(): HeaderRule[] {
  const { "Content-Security-Policy": policy = "", ...standing } = standingHeaders("https://platform.example");
  const listed = (headers: Record<string, string>) =>
    Object.entries(headers).map(([key, value]) => ({ key, value }));
  const api = { "Content-Security-Policy": policy, "X-Robots-Tag": "noindex, nofollow" };
  return [
    { source: "/:path*", headers: listed(standing) },
    { source: "/api/:path*", headers: listed(api) },
  ];
}
