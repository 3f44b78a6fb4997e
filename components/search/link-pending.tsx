"use client";

import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";
import { useTranslations } from "next-intl";

/**
 * Shows inside a link that its page is on the way. These pages have no loading.tsx: what streams in
 * behind one stays hidden until JavaScript arrives, and they must be readable before that.
 */
export function LinkPending({ className = "" }: { className?: string }) {
  const t = useTranslations("common");
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span role="status" className={className}>
      <LoaderCircle aria-hidden className="size-4 animate-spin-slow" />
      <span className="sr-only">{t("loading")}</span>
    </span>
  );
}
