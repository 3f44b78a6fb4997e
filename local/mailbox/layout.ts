import { createHash } from "node:crypto";
import { type Html, html, Html as Raw } from "@/local/shared/html";
import { TYPEFACE_STYLESHEET } from "@/local/shared/typeface";
import { COPY, type Language } from "./copy";
import { STYLES } from "./styles";

const STYLE_HASH = createHash("sha256").update(STYLES).digest("base64");

export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'self' 'sha256-${STYLE_HASH}'`,
  "font-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A mail's own HTML runs nothing and loads nothing but the typeface; its links open beside the mailbox. */
export const MAIL_POLICY = [
  "default-src 'none'",
  "img-src data:",
  "font-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");

/** The frame around every page. */
export function document(language: Language, title: string, body: Html): string {
  const copy = COPY[language];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · MSA Air</title>
<link rel="stylesheet" href="${TYPEFACE_STYLESHEET}">
<style>${new Raw(STYLES)}</style>
</head>
<body>
<div class="frame">
<header class="top"><a class="logo" href="/">${ENVELOPE}${copy.title}</a><span class="badge">${copy.badge}</span></header>
${body}
</div>
</body>
</html>`.text;
}

const ENVELOPE = new Raw(
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3 7 9 6 9-6"/></svg>',
);
