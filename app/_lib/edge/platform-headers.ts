import { DOCUMENTATION, documentationPolicy, standingHeaders } from "./security-headers";

/**
 * Returns true on Vercel, where the site runs without our Node server: nothing hooks into `node:http` there. The
 * platform sets the variable when it builds and when it runs.
 */
export const isServedByPlatform = (): boolean => Boolean(process.env.VERCEL);

type HeaderRule = { source: string; headers: { key: string; value: string }[] };

/**
 * The standing headers as rules of Next's configuration, for a platform that serves the site without our Node server and
 * so without its guard (guard.ts). Platforms serve by https. A page gets its content policy from `proxy.ts`, so these
 * rules set one only below /api.
 */
export function platformHeaders(): HeaderRule[] {
  const { "Content-Security-Policy": policy = "", ...standing } = standingHeaders("https://platform.example");
  const listed = (headers: Record<string, string>) =>
    Object.entries(headers).map(([key, value]) => ({ key, value }));
  const api = { "Content-Security-Policy": policy, "X-Robots-Tag": "noindex, nofollow" };
  return [
    { source: "/:path*", headers: listed(standing) },
    { source: "/api/:path*", headers: listed(api) },
    // Of two rules for one header the later one counts.
    { source: DOCUMENTATION, headers: listed({ "Content-Security-Policy": documentationPolicy }) },
  ];
}
