"use client";

import { useEffect } from "react";
import { useRouter } from "@/i18n/navigation";

const firstMs = 2_000;
const longestMs = 30_000;

/** Renders the page afresh again and again: first after 2 seconds, then less often, at last every 30 seconds. */
export function KeepFresh() {
  const router = useRouter();
  useEffect(() => {
    let waitMs = firstMs;
    let timer = setTimeout(look, waitMs);
    function look() {
      if (document.visibilityState === "visible") router.refresh();
      waitMs = Math.min(waitMs * 1.5, longestMs);
      timer = setTimeout(look, waitMs);
    }
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}
