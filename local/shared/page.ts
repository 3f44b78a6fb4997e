import { createHash } from "node:crypto";
import { type Html, html, Html as Raw } from "./html";
import type { Language } from "./language";
import { TYPEFACE, TYPEFACE_STYLESHEET } from "./typeface";

/** What the pages of the stand-ins have in common. */
const BASE_STYLES = `
:root {
  color-scheme: light dark;
  --page: #f4f7fb; --surface: #ffffff; --ink: #10233b; --soft: #52657d; --line: #d5deea; --field-line: #7b8ca3;
  --brand: #0b5fb8; --brand-ink: #ffffff; --brand-hover: #094c94; --tint: #e8f1fc; --hover: #f0f6fd;
  --warm: #8a4b00; --warm-tint: #fff3df; --warm-line: #f0cf95;
  --bad: #b3261e; --bad-tint: #fdecea; --good: #146c43; --good-tint: #e5f5ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0b1420; --surface: #131f2e; --ink: #e9f0f8; --soft: #a3b4c8; --line: #27384c; --field-line: #6d829b;
    --brand: #7cbcff; --brand-ink: #06203c; --brand-hover: #a5d0ff; --tint: #17304b; --hover: #1a2a3d;
    --warm: #ffd08a; --warm-tint: #322611; --warm-line: #5d4720;
    --bad: #ffb4ab; --bad-tint: #3a1a18; --good: #8fdcb3; --good-tint: #12301f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink); line-height: 1.55; overflow-wrap: anywhere; word-break: keep-all;
  font-family: ${TYPEFACE}, system-ui, -apple-system, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
}
h1, h2, p, dl, dd, ul { margin: 0; padding: 0; }
h1 { font-size: 1.375rem; line-height: 1.3; letter-spacing: -0.01em; }
h2 { font-size: 1.0625rem; line-height: 1.3; }
a { color: var(--brand); text-underline-offset: 0.2em; }
a:hover { color: var(--brand-hover); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; border-radius: 6px; }
.frame { max-width: 64rem; margin: 0 auto; padding: 0 1rem 3rem; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 0.75rem; padding: 1rem 0; }
.logo { display: flex; align-items: center; gap: 0.5rem; font-weight: 700; font-size: 1.125rem; letter-spacing: -0.01em; color: var(--ink); text-decoration: none; }
.logo svg { width: 1.75rem; height: 1.75rem; flex: none; color: var(--brand); }
.badge {
  border-radius: 999px; padding: 0.125rem 0.75rem; font-size: 0.8125rem; font-weight: 600; white-space: nowrap;
  background: var(--warm-tint); color: var(--warm); border: 1px solid var(--warm-line);
}
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; }
label { display: block; font-weight: 600; font-size: 0.9375rem; }
input {
  width: 100%; min-height: 2.75rem; margin-top: 0.25rem; padding: 0.375rem 0.875rem; font: inherit;
  color: var(--ink); background: var(--surface); border: 1px solid var(--field-line); border-radius: 10px;
}
.button { font: inherit; font-weight: 600; cursor: pointer; text-decoration: none; text-align: center; border-radius: 10px; }
@media (min-width: 48rem) { .frame { padding: 0 2rem 4rem; } }
@media (forced-colors: active) { .panel, .button, .badge { border: 1px solid; } }
`;

export type Look = {
  styles: string;
  /** Stands at the top of every page, beside `badge`. */
  logo: (language: Language) => Html;
  badge: (language: Language) => string;
  /** Directives that come on top of those of every page. */
  policy: string[];
};

type Page = { language: Language; title: string; body: Html | Html[]; refreshSeconds?: number };

/** A line drawing that a screen reader skips. */
export const icon = (drawing: string): Html =>
  new Raw(
    `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawing}</svg>`,
  );

/** The pages of one stand-in: each with the same top, one style sheet in the page itself, and no script. */
export function pagesOf(look: Look) {
  const styles = BASE_STYLES + look.styles;
  /** Everything but the page's own style and the typeface is forbidden; a form may lead to `formTarget` (an origin). */
  const policy = (formTarget = "") =>
    [
      "default-src 'none'",
      `style-src 'self' 'sha256-${createHash("sha256").update(styles).digest("base64")}'`,
      "font-src 'self'",
      `form-action 'self' ${formTarget}`.trim(),
      "base-uri 'none'",
      "frame-ancestors 'none'",
      ...look.policy,
    ].join("; ");
  const render = ({ language, title, body, refreshSeconds }: Page): string =>
    html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${refreshSeconds && html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${title} · MSA Air</title>
<link rel="stylesheet" href="${TYPEFACE_STYLESHEET}">
<style>${new Raw(styles)}</style>
</head>
<body>
<div class="frame">
<header class="top">${look.logo(language)}<span class="badge">${look.badge(language)}</span></header>
${body}
</div>
</body>
</html>`.text;
  return { policy, render };
}
