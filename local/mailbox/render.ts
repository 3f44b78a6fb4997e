import { type Html, html } from "@/local/shared/html";
import type { Language } from "@/local/shared/language";
import { icon, pagesOf } from "@/local/shared/page";
import { TYPEFACE_STYLESHEET } from "@/local/shared/typeface";
import { COPY, type Copy } from "./copy";
import type { Mail } from "./model";
import { STYLES } from "./styles";

const PAGE_SIZE = 50;
const ENVELOPE = icon('<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3 7 9 6 9-6"/>');

const { policy, render } = pagesOf({
  styles: STYLES,
  logo: (language) => html`<a class="logo" href="/">${ENVELOPE}${COPY[language].title}</a>`,
  badge: (language) => COPY[language].badge,
  policy: ["frame-src 'self'"],
});
export const PAGE_POLICY = policy();

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

export type ListView = { mails: Mail[]; total: number; query: string; page: number; smtpUrl: string };

/** The list of mails, newest first, `PAGE_SIZE` a page. */
export function renderList(language: Language, view: ListView): string {
  const copy = COPY[language];
  const start = view.page * PAGE_SIZE;
  const shown = view.mails.slice(start, start + PAGE_SIZE);
  const isFound = shown.length > 0;
  return render({
    language,
    title: copy.title,
    body: html`<main>
      ${tools(copy, view.query)}
      <h1 class="count">${copy.count(view.mails.length, view.total)}</h1>
      ${isFound ? html`<ul class="panel mails">${shown.map((mail) => listItem(mail, language))}</ul>` : blank(copy, view)}
      ${pageLinks(copy, view)}
    </main>`,
  });
}

function tools(copy: Copy, query: string): Html {
  return html`<div class="tools">
    <form class="find" method="get" action="/" role="search">
      <div><label for="q">${copy.search}</label><input id="q" name="q" type="search" value="${query}"></div>
      <button class="button main" type="submit">${copy.searchButton}</button>
    </form>
    <a class="button" href="/">${copy.refresh}</a>
    <form method="post" action="/clear"><button class="button danger" type="submit">${copy.clear}</button></form>
  </div>`;
}

function listItem(mail: Mail, language: Language): Html {
  const copy = COPY[language];
  return html`<li><a href="/messages/${mail.id}">
    <span class="subject">${mail.subject || copy.noSubject}</span>
    <span class="who">${mail.to.join(", ")}</span>
    <time class="when" datetime="${mail.receivedAt}">${instant(mail.receivedAt, language)}</time>
    <span class="preview">${mail.text.slice(0, 160)}</span>
  </a></li>`;
}

function blank(copy: Copy, view: ListView): Html {
  if (view.query) {
    return html`<div class="panel blank"><h2>${copy.noMatch}</h2><p>${copy.noMatchText}</p><a href="/">${copy.showAll}</a></div>`;
  }
  return html`<div class="panel blank"><h2>${copy.empty}</h2><p>${copy.emptyText(view.smtpUrl)}</p></div>`;
}

function pageLinks(copy: Copy, { mails, page, query }: ListView): Html {
  const link = (to: number, label: string) =>
    html`<a href="/?${new URLSearchParams({ q: query, page: String(to) }).toString()}">${label}</a>`;
  const hasOlder = (page + 1) * PAGE_SIZE < mails.length;
  return html`<nav class="pages"><span>${page > 0 && link(page - 1, copy.newer)}</span>${hasOlder && link(page + 1, copy.older)}</nav>`;
}

/** One mail: its facts, its HTML in a sandboxed frame, its text, attachments and headers. */
export function renderMail(language: Language, mail: Mail): string {
  const copy = COPY[language];
  const title = mail.subject || copy.noSubject;
  const attachments = mail.attachments.map(
    ({ filename, size }, index) =>
      html`<li><a href="/messages/${mail.id}/attachments/${index}" download="${filename}">${filename}</a> (${kilobytes(size, language)})</li>`,
  );
  const headers = Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}`);
  return render({
    language,
    title,
    body: html`<main>
      <a class="back" href="/">← ${copy.back}</a>
      <article class="panel mail">
        <h1>${title}</h1>
        <dl class="facts">
          <dt>${copy.from}</dt><dd>${mail.from}</dd>
          <dt>${copy.to}</dt><dd>${mail.to.join(", ")}</dd>
          <dt>${copy.received}</dt><dd><time datetime="${mail.receivedAt}">${instant(mail.receivedAt, language)}</time></dd>
        </dl>
        ${attachments.length > 0 && html`<section class="section"><h2>${copy.attachments}</h2><ul>${attachments}</ul></section>`}
        ${
          mail.html &&
          html`<section class="section"><h2>${copy.htmlView}</h2>
          <iframe title="${copy.htmlView}" src="/messages/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`
        }
        ${mail.text && html`<section class="section"><h2>${copy.textView}</h2><pre>${withLinks(mail.text)}</pre></section>`}
        <section class="section"><details><summary>${copy.headers}</summary><pre class="raw">${headers.join("\n")}</pre></details></section>
      </article>
    </main>`,
  });
}

/** A mail's own HTML, whose links open in a new tab. */
export function renderMailHtml(mail: Mail): string {
  return `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="${TYPEFACE_STYLESHEET}"><base target="_blank">${mail.html ?? ""}`;
}

export function renderMissing(language: Language): string {
  const copy = COPY[language];
  const body = html`<main class="panel blank"><h1>${copy.missing}</h1><p>${copy.missingText}</p><a href="/">${copy.back}</a></main>`;
  return render({ language, title: copy.missing, body });
}

/** Web addresses in plain text become links. */
function withLinks(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`
        : html`${part}`,
    );
}

function instant(iso: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "ko" ? "ko-KR" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: "Asia/Seoul",
  });
  return format.format(new Date(iso));
}

function kilobytes(bytes: number, language: Language): string {
  const value = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1024);
  return `${value} KB`;
}
