"use client";

import "./globals.css";
import { useEffect } from "react";
import { isOutdated, reloadOnce } from "@/components/ui/outdated";

/** The last resort: the frame itself failed, so nothing of it is used here, not even the messages. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  // A script of the version that drew the page is gone.
  useEffect(() => {
    if (isOutdated(error)) reloadOnce();
  }, [error]);
  return (
    <html lang="ko">
      <body className="page-width grid min-h-dvh max-w-2xl content-center justify-items-start gap-3">
        <title>MSA Air</title>
        <h1 className="text-title font-bold">화면을 불러오지 못했습니다</h1>
        <p>일시적인 문제가 생겼습니다. 이 오류 때문에 결제되거나 취소된 것은 없으며, 예약은 그대로입니다.</p>
        <p lang="en" className="text-ink-muted">
          This page could not be loaded. Nothing was charged or cancelled by it, and your bookings are safe.
        </p>
        <button
          type="button"
          onClick={retry}
          className="min-h-11 rounded-control bg-brand px-4 font-semibold text-on-brand"
        >
          다시 시도 · Try again
        </button>
        {digest && <p className="text-xs text-ink-muted">{digest}</p>}
      </body>
    </html>
  );
}
