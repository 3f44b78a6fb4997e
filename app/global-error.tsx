"use client";

import "./globals.css";
import { useEffect } from "react";
import { isOutdated, reloadOnce } from "@/components/ui/outdated";

const texts = {
  ko: {
    title: "화면을 불러오지 못했습니다",
    body: "일시적인 문제가 생겼습니다. 이 오류 때문에 결제되거나 취소된 것은 없으며, 예약은 그대로입니다.",
    retry: "다시 시도",
  },
  en: {
    title: "This page could not be loaded",
    body: "Nothing was charged or cancelled by it, and your bookings are safe.",
    retry: "Try again",
  },
};

const language = () => (typeof location !== "undefined" && location.pathname.startsWith("/en") ? "en" : "ko");

/** The last resort: the frame itself failed, so nothing of it is used here, not even the messages. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  const locale = language();
  const text = texts[locale];
  // A script of the version that drew the page is gone.
  useEffect(() => {
    if (isOutdated(error)) reloadOnce();
  }, [error]);
  return (
    <html lang={locale} suppressHydrationWarning>
      <body>
        <title>{`${text.title} | MSA Air`}</title>
        <main className="page-width grid min-h-dvh max-w-2xl content-center justify-items-start gap-3">
          <div role="alert" className="grid gap-3">
            <h1 className="text-title font-bold">{text.title}</h1>
            <p>{text.body}</p>
          </div>
          <button
            type="button"
            onClick={retry}
            className="min-h-11 rounded-control bg-brand px-4 font-semibold text-on-brand"
          >
            {text.retry}
          </button>
          {digest && <p className="text-xs text-ink-muted">{digest}</p>}
        </main>
      </body>
    </html>
  );
}
