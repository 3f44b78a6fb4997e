import { createHash } from "node:crypto";

const RETRY_AFTER_SECONDS = 5;

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;min-height:100dvh;display:grid;align-content:center;font:1rem/1.6 Pretendard,system-ui,sans-serif;
color:#10212f;background:#fff;word-break:keep-all}
main{max-width:40rem;padding:2rem 1rem;margin:auto;width:100%;box-sizing:border-box}
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:2rem 0 .25rem}p{margin:.25rem 0}
a{display:inline-block;margin-top:2rem;padding:.7rem 1.2rem;border-radius:.6rem;background:#0b5cab;color:#fff;
font-weight:600;text-decoration:none}
@media(prefers-color-scheme:dark){body{color:#e8eef4;background:#0a131e}a{background:#8cc2ff;color:#0a131e}}`;

type Words = { title: string; lines: readonly string[] };
type Notice = { ko: Words; en: Words };

const paragraphs = (lines: readonly string[]) => lines.map((line) => `<p>${line}</p>`).join("\n");

/**
 * The page needs nothing of the site: no database, no script, no message file. It does not know the visitor's language,
 * so it has both.
 */
const page = ({ ko, en }: Notice): string => `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>잠시 후 다시 시도해 주세요 | MSA Air</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${ko.title}</h1>
${paragraphs(ko.lines)}
<div lang="en">
<h2>${en.title}</h2>
${paragraphs(en.lines)}
</div>
<a href="">다시 시도 · <span lang="en">Try again</span></a>
</main>
</body>
</html>
`;

const POLICY = [
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join("; ");

/** A whole answer that asks the visitor to come back in so many seconds. */
export type NoticePage = { status: number; headers: Record<string, string>; body: Buffer };

function noticePage(status: number, retryAfterSeconds: number, body: Buffer): NoticePage {
  return {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Length": String(body.length),
      "Cache-Control": "no-store",
      "Retry-After": String(retryAfterSeconds),
      "Content-Security-Policy": POLICY,
    },
    body,
  };
}

const safe = {
  ko: "확정된 예약과 완료된 결제는 그대로 유지됩니다.",
  en: "Confirmed bookings and completed payments are safe.",
};

const away = Buffer.from(
  page({
    ko: {
      title: "지금은 화면을 열 수 없습니다",
      lines: ["일시적으로 시스템에 연결할 수 없습니다. 잠시 후 다시 시도해 주세요.", safe.ko],
    },
    en: {
      title: "This page is temporarily unavailable",
      lines: ["We cannot reach our systems right now. Please try again in a moment.", safe.en],
    },
  }),
);

const busy = Buffer.from(
  page({
    ko: {
      title: "지금은 이용하시는 분이 많습니다",
      lines: [
        "요청을 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.",
        "입력하신 내용은 브라우저의 뒤로 가기로 돌아가시면 남아 있습니다.",
        safe.ko,
      ],
    },
    en: {
      title: "We are very busy right now",
      lines: [
        "We could not handle your request. Please try again in a moment.",
        "To find what you entered, go back in your browser.",
        safe.en,
      ],
    },
  }),
);

const tooMany = Buffer.from(
  page({
    ko: {
      title: "요청이 너무 많았습니다",
      lines: ["같은 네트워크에서 짧은 시간에 요청이 너무 많았습니다. 잠시 후 다시 시도해 주세요.", safe.ko],
    },
    en: {
      title: "Too many requests",
      lines: [
        "There were too many requests from your network in a short time. Please try again in a moment.",
        safe.en,
      ],
    },
  }),
);

/** The answer of a page whose data cannot be read now: 503 in both languages, with Retry-After. */
export const unavailablePage: NoticePage = noticePage(503, RETRY_AFTER_SECONDS, away);

/** The answer of a page that is refused under load: 503. */
export const busyPage = (retryAfterSeconds: number): NoticePage => noticePage(503, retryAfterSeconds, busy);

/** The answer of a page whose visitor's address has asked too often: 429. */
export const tooManyPage = (retryAfterSeconds: number): NoticePage =>
  noticePage(429, retryAfterSeconds, tooMany);
