import type { Metadata } from "next";

export const metadata: Metadata = { title: "404 | MSA Air" };

/** Only for addresses without a language (a missing file): it speaks both, and needs no script. */
export default function NotFound() {
  return (
    <html lang="ko">
      <body>
        <main className="page-width grid min-h-dvh max-w-2xl content-center gap-3">
          <h1 className="text-title font-bold">찾으시는 페이지가 없습니다</h1>
          <p>
            <a href="/ko" className="text-brand-text underline">
              MSA 항공 홈
            </a>
          </p>
          <p lang="en" className="text-ink-muted">
            There is no such page.{" "}
            <a href="/en" className="text-brand-text underline">
              MSA Air home
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
