import enErrors from "@/messages/en/errors.json";
import enLayout from "@/messages/en/layout.json";
import koErrors from "@/messages/ko/errors.json";
import koLayout from "@/messages/ko/layout.json";
import type { Locale } from "@/server/shared/airline";
import { document, NOTICE_POLICY, NOTICE_STYLE, rootAttributes } from "./notice-page";
import type { Visitor } from "./visitor";

const words = {
  ko: { ...koErrors, site: koLayout.title },
  en: { ...enErrors, site: enLayout.title },
} as const;

/**
 * As `errors.reference`. The build compiles messages with a placeholder, so that they are no text here; only those without one
 * may be taken from the files.
 */
const reference = { ko: (id: string) => `문의 번호 ${id}`, en: (id: string) => `Reference ${id}` } as const;

export type Failed = { status: 404 | 500; path: string; visitor: Visitor };

/** What the head of the answer says: the nonce of its policy, and the style sheets that the page would have had. */
export type Head = { nonce: string | undefined; sheets: readonly string[] };

/** How Next begins the document of a page that failed: its body is empty until JavaScript draws the page. */
const BLANK = '<html id="__next_error__">';

/**
 * Makes a document that Next has left empty whole: language, title, and in the body what happened and where to go on, so
 * that it is there without JavaScript. When the scripts of the document run, React draws the page's own frame over it.
 *
 * @param head without a nonce no script of the document may run, and a document of our own takes its place.
 * @returns the document, and its policy if that is another one; null when Next's own is whole.
 */
export function completeDocument(
  html: string,
  failed: Failed,
  { nonce, sheets }: Head,
): { html: string; policy?: string } | null {
  if (!html.includes(BLANK)) return null;
  const { title, main } = contents(html, failed);
  if (nonce === undefined) return { html: document(title, main, failed.visitor), policy: NOTICE_POLICY };
  const links = sheets.map((href) => `<link rel="stylesheet" href="${href}"/>`).join("");
  const head = `<title>${title}</title>${links}<style nonce="${nonce}">${NOTICE_STYLE}</style></head>`;
  const [before = "", after = ""] = splitOnce(html.replace(/<title>[^<]*<\/title>/, ""), "</head>");
  return {
    html:
      before.replace(BLANK, `${BLANK.slice(0, -1)} ${rootAttributes(failed.visitor)}>`) +
      head +
      after.replace(/<body[^>]*>/, (body) => `${body}<main id="notice">${main}</main>`),
  };
}

function contents(html: string, failed: Failed): { title: string; main: string } {
  const { locale } = failed.visitor;
  const t = words[locale];
  const isStaff = /^\/\w+\/admin(\/|$)/.test(failed.path);
  const heading = failed.status === 404 ? t.notFoundTitle : t.unexpectedTitle;
  const lines = failed.status === 404 ? [t.notFoundBody] : faultLines(t, isStaff);
  const home: [string, string] =
    isStaff && failed.status === 500 ? [`/${locale}/admin`, t.dashboard] : [`/${locale}`, t.home];
  const links = [
    ...(failed.status === 500 ? [["", t.retry] as const] : []),
    home,
    ...(isStaff ? [] : [[`/${locale}/trips`, t.myTrips] as const]),
  ];
  const digest = /\\"digest\\":\\"(\w{1,40})\\"/.exec(html)?.[1];
  return {
    title: `${heading} | ${t.site}`,
    main: [
      `<div role="alert"><h1>${heading}</h1>`,
      ...lines.map((line) => `<p>${line}</p>`),
      "</div>",
      `<div class="links">${links.map(([href, name]) => `<a href="${href}">${name}</a>`).join("")}</div>`,
      failed.status === 500 && digest ? `<small>${reference[locale](digest)}</small>` : "",
    ].join(""),
  };
}

const faultLines = (t: (typeof words)[Locale], isStaff: boolean) =>
  isStaff ? [t.unexpectedAdminBody, t.unexpectedSaving] : [t.unexpectedBody, t.unexpectedPaid];

function splitOnce(text: string, sign: string): string[] {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + sign.length)];
}
