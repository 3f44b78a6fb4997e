import { createHash } from "node:crypto";
import { type Locale, locales } from "@/server/shared/airline";
import type { Visitor } from "./visitor";

/**
 * Pages that need nothing of the site: no database, no script, no style sheet. The visitor's language comes first; the other
 * one follows, since the language may only be a guess.
 */

type Words = { title: string; lines: readonly string[] };
export type NoticeText = Record<Locale, Words>;

/** The rules begin with the id, so that they change nothing of a page that React draws over such a document. */
export const NOTICE_STYLE = `
body:has(>#notice){margin:0}
#notice{color-scheme:light dark;min-height:100dvh;display:grid;align-content:center;justify-items:start;
font:1rem/1.6 var(--font-sans,Pretendard,system-ui,sans-serif);color:light-dark(#10212f,#e8eef4);background:light-dark(#fff,#0a131e);
word-break:keep-all;padding:2rem max(1rem,calc(50% - 20rem));box-sizing:border-box}
#notice h1{font-size:1.6rem;line-height:1.3;margin:0 0 .5rem}#notice h2{font-size:1.1rem;margin:2rem 0 .25rem}
#notice p{margin:.25rem 0}#notice .links{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:2rem}
#notice a{padding:.7rem 1.2rem;border-radius:.6rem;background:light-dark(#0b5cab,#8cc2ff);
color:light-dark(#fff,#0a131e);font-weight:600;text-decoration:none}#notice small{margin-top:1rem}
[data-theme=light] #notice{color-scheme:light}[data-theme=dark] #notice{color-scheme:dark}`;

const paragraphs = (lines: readonly string[]) => lines.map((line) => `<p>${line}</p>`).join("\n");

/** The attributes of the document's first tag. */
export const rootAttributes = ({ locale, theme }: Visitor): string =>
  `lang="${locale}"${theme === "system" ? "" : ` data-theme="${theme}"`}`;

const retry: Record<Locale, string> = { ko: "다시 시도", en: "Try again" };

function page(text: NoticeText, visitor: Visitor): string {
  const { locale } = visitor;
  const first = text[locale];
  const others = locales.filter((other) => other !== locale);
  return document(
    `${first.title} | MSA Air`,
    `<h1>${first.title}</h1>
${paragraphs(first.lines)}
${others.map((other) => `<div lang="${other}">\n<h2>${text[other].title}</h2>\n${paragraphs(text[other].lines)}\n</div>`).join("\n")}
<div class="links"><a href="">${retry[locale]}${others.map((other) => ` · <span lang="${other}">${retry[other]}</span>`).join("")}</a></div>`,
    visitor,
  );
}

/** A whole document around what its main part consists of. */
export const document = (title: string, main: string, visitor: Visitor): string => `<!doctype html>
<html ${rootAttributes(visitor)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${NOTICE_STYLE}</style>
</head>
<body>
<main id="notice">
${main}
</main>
</body>
</html>
`;

/** The policy of such a document: it allows its one style sheet. */
export const NOTICE_POLICY = [
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(NOTICE_STYLE).digest("base64")}'`,
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join("; ");

/** A whole answer that asks the visitor to come back in so many seconds. */
export type NoticePage = { status: number; headers: Record<string, string>; body: Buffer };

export function noticePage(
  status: number,
  retryAfterSeconds: number,
  text: NoticeText,
  visitor: Visitor,
): NoticePage {
  const body = Buffer.from(page(text, visitor));
  return {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Length": String(body.length),
      "Content-Language": visitor.locale,
      "Cache-Control": "no-store",
      "Retry-After": String(retryAfterSeconds),
      "Content-Security-Policy": NOTICE_POLICY,
    },
    body,
  };
}
