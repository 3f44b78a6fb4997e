import { airline, type Locale } from "@/server/shared/airline";
import type { MessageContent, Section } from "./templates/content";
import type { UnsubscribeLinks } from "./unsubscribe-rules";

/** The text of a message without greeting and link: the whole inbox message, and the main part of the plain-text e-mail. */
export function renderBody({ paragraphs, sections }: MessageContent): string {
  return [...paragraphs, ...sections.map(sectionText)].join("\n\n");
}

const sectionText = ({ title, rows }: Section): string =>
  [`■ ${title}`, ...rows.map((row) => `${row.label}: ${row.value}`)].join("\n");

/** The plain-text part of the e-mail. */
export function renderText(content: MessageContent, url: string, end?: UnsubscribeLinks): string {
  const greeting = content.greeting ? [content.greeting] : [];
  const parts = [...greeting, renderBody(content), `${content.action}: ${url}`, content.closing];
  return [...parts, ...(end ? [`${end.words}: ${end.page}`] : [])].join("\n\n");
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);

const cell = "padding:4px 16px 4px 0;text-align:left;vertical-align:top";

const sectionHtml = ({ title, rows }: Section): string => `
<h2 style="font-size:16px;margin:24px 0 8px">${escapeHtml(title)}</h2>
<table style="border-collapse:collapse;font-size:14px">${rows
  .map(
    (row) =>
      `<tr><th scope="row" style="${cell};font-weight:normal;color:#4a5565">${escapeHtml(row.label)}</th>` +
      `<td style="${cell}">${escapeHtml(row.value)}</td></tr>`,
  )
  .join("")}</table>`;

const unsubscribeHtml = ({ words, page }: UnsubscribeLinks): string =>
  `\n<p style="margin:16px 0 0;font-size:14px"><a href="${escapeHtml(page)}" style="color:#4a5565">${escapeHtml(words)}</a></p>`;

/** The subject without the airline's name, which the e-mail shows above it. */
const headingOf = ({ subject }: MessageContent) => subject.replace(/^\[[^\]]*\]\s*/, "");

/** The HTML part of the e-mail. It is readable without styles and loads nothing from the network. */
export function renderHtml(
  content: MessageContent,
  locale: Locale,
  url: string,
  end?: UnsubscribeLinks,
): string {
  const name = locale === "ko" ? airline.nameKo : airline.nameEn;
  const greeting = content.greeting ? [content.greeting] : [];
  const paragraphs = [...greeting, ...content.paragraphs]
    .map((p) => `<p style="margin:0 0 12px">${escapeHtml(p)}</p>`)
    .join("");
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(content.subject)}</title></head>
<body style="margin:0;background:#ffffff;color:#101828;font-family:'Pretendard Variable',Pretendard,sans-serif;font-size:16px;line-height:1.5">
<div style="max-width:600px;margin:0 auto;padding:24px">
<p style="margin:0 0 16px;font-weight:bold;color:#1d3a8a">${name}</p>
<h1 style="font-size:20px;margin:0 0 16px">${escapeHtml(headingOf(content))}</h1>
${paragraphs}${content.sections.map(sectionHtml).join("")}
<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;background:#1d3a8a;color:#ffffff;text-decoration:none;border-radius:6px">${escapeHtml(content.action)}</a></p>
<p style="margin:0;color:#4a5565">${escapeHtml(content.closing)}</p>${end ? unsubscribeHtml(end) : ""}
</div>
</body>
</html>`;
}
