type HeaderInput = {
  /** One fresh random value per response. */
  nonce: string;
  /** The public origin of the site, for example https://air.example. */
  appUrl: string;
  /** Origins to which a form of ours may be redirected: the payment page, sign-in providers. */
  formTargets: readonly string[];
  /** Development needs eval (React's stack traces), inline styles and a socket (hot reload). */
  development: boolean;
};

function contentSecurityPolicy({ nonce, appUrl, formTargets, development }: HeaderInput): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Positions of pop-ups and widths of bars are style attributes; they cannot run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...formTargets].join(" ")}`,
    "frame-ancestors 'none'",
  ];
  if (isHttps(appUrl)) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** Returns true when the site's public address is https. Cookies are then `Secure`, and browsers must use https. */
export const isHttps = (appUrl: string): boolean => appUrl.startsWith("https:");

/** Where the pages of the API's document are. */
export const DOCUMENTATION = "/api/v1/docs";

/**
 * The policy of those pages: their style sheets are written by their own script, so that inline styles are allowed. Nobody's
 * text but the airline's is on them.
 */
export const documentationPolicy = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'"],
  ...["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");

/** The headers of every answer: pages, JSON, files, redirects and refusals. A page replaces this policy by its own. */
export function standingHeaders(appUrl: string): Record<string, string> {
  return {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    ...(isHttps(appUrl) && { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" }),
  };
}

/** The headers of a page. The policy goes on the request too: Next reads the nonce there. */
export function securityHeaders(
  input: HeaderInput,
): Record<string, string> & { "Content-Security-Policy": string } {
  return { ...standingHeaders(input.appUrl), "Content-Security-Policy": contentSecurityPolicy(input) };
}
