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

/**
 * The page needs nothing of the site: no database, no script, no message file. It does not know the visitor's language,
 * so it has both.
 */
const PAGE = `<!doctype html>
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
<h1>지금은 화면을 열 수 없습니다</h1>
<p>일시적으로 시스템에 연결할 수 없습니다. 잠시 후 다시 시도해 주세요.</p>
<p>확정된 예약과 완료된 결제는 그대로 유지됩니다.</p>
<div lang="en">
<h2>This page is temporarily unavailable</h2>
<p>We cannot reach our systems right now. Please try again in a moment.</p>
<p>Confirmed bookings and completed payments are safe.</p>
</div>
<a href="">다시 시도 · <span lang="en">Try again</span></a>
</main>
</body>
</html>
`;

const BODY = Buffer.from(PAGE);

/** The answer of a page whose data cannot be read now: 503 in both languages, with Retry-After. */
export const unavailablePage = {
  status: 503,
  headers: {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": String(BODY.length),
    "Cache-Control": "no-store",
    "Retry-After": String(RETRY_AFTER_SECONDS),
    "Content-Security-Policy": [
      `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ].join("; "),
  },
  body: BODY,
} as const;
