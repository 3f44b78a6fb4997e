import { createHash } from "node:crypto";
import { TYPEFACE_STYLESHEET } from "@/local/shared/typeface";
import { COPY, type Language } from "./copy";
import { type Html, html, Html as Raw } from "@/local/shared/html";
import { STYLES } from "./styles";

const STYLE_HASH = createHash("sha256").update(STYLES).digest("base64");
const REFRESH_SECONDS = 3;

/** Everything but the page's own style and the typeface is forbidden; a paid form may lead to `formTarget` (an origin). */
export function contentSecurityPolicy(formTarget: string | null): string {
  const target = formTarget ? ` ${formTarget}` : "";
  return [
    "default-src 'none'",
    `style-src 'self' 'sha256-${STYLE_HASH}'`,
    "font-src 'self'",
    `form-action 'self'${target}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The frame around every page. */
export function document(language: Language, title: string, body: Html[], refreshes = false): string {
  const copy = COPY[language];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${refreshes && html`<meta http-equiv="refresh" content="${REFRESH_SECONDS}">`}
<title>${title} · MSA Air</title>
<link rel="stylesheet" href="${TYPEFACE_STYLESHEET}">
<style>${new Raw(STYLES)}</style>
</head>
<body>
<div class="frame">
<header class="top"><span class="logo">${WING}MSA Air</span><span class="badge">${copy.testBadge}</span></header>
${body}
</div>
</body>
</html>`.text;
}

/** As the airline's site writes it: "157,000원", "₩157,000". */
export function won(amount: number, language: Language): string {
  const digits = new Intl.NumberFormat("en-US").format(amount);
  return language === "ko" ? `${digits}원` : `₩${digits}`;
}

/** A line drawing that says nothing to a screen reader. */
export const icon = (path: string) =>
  new Raw(
    `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`,
  );
const WING = icon('<path d="M2 20c8 0 14-4 20-16-8 2-15 6-17 11"/><path d="M9 18c3-1 6-3 8-6"/>');
