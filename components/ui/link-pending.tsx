"use client";

import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";
import { useTranslations } from "next-intl";

/**
 * These show inside a link that its page is loading. They replace loading.tsx: a page that streams in behind a
 * loading.tsx stays hidden until JavaScript arrives, and every page must be readable before that.
 */

/** A spinner in the link itself, for choices within a page. */
export function LinkPending({ className = "" }: { className?: string }) {
  return useLinkStatus().pending ? <Spinner className={className} /> : null;
}

/** A bar along the top of the window, for links to another page. It shifts nothing on the page. */
export function PagePending() {
  return useLinkStatus().pending ? <Bar /> : null;
}

function Spinner({ className }: { className: string }) {
  const t = useTranslations("common");
  return (
    <span role="status" className={className}>
      <LoaderCircle aria-hidden className="size-4 animate-spin-slow" />
      <span className="sr-only">{t("loading")}</span>
    </span>
  );
}

function Bar() {
  const t = useTranslations("common");
  return (
    <span
      role="status"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 h-1 origin-left animate-page-pending bg-accent forced-colors:bg-[Highlight]"
    >
      <span className="sr-only">{t("loading")}</span>
    </span>
  );
}
