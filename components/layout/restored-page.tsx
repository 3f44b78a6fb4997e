"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * What happens when the browser's "back" brings a whole document back from memory. One that is as it was loaded and the same
 * for everybody is shown at once, and then brought up to date. Any other may show somebody who has signed out meanwhile: it
 * is hidden before the browser keeps it, and loaded anew.
 */
export function RestoredPage({ shared }: { shared: boolean }) {
  const path = usePathname();
  const { refresh } = useRouter();
  const loaded = useRef(path);
  const isShared = useRef(shared);
  // Another page within the document, or a refresh for somebody who has signed in in another tab: it may be personal.
  if (!shared || path !== loaded.current) isShared.current = false;
  useEffect(() => {
    const leave = (event: PageTransitionEvent) => {
      if (event.persisted && !isShared.current) document.documentElement.hidden = true;
    };
    const restore = (event: PageTransitionEvent) => {
      if (event.persisted) comeBack();
    };
    const comeBack = () => {
      if (!isShared.current) {
        location.reload();
        return;
      }
      // What the refresh brings may be personal.
      isShared.current = false;
      refresh();
    };
    // From the browser's files and not from its memory: the document is as old, and not personal.
    const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    if (isShared.current && visit?.type === "back_forward" && visit.transferSize === 0) comeBack();
    addEventListener("pagehide", leave);
    addEventListener("pageshow", restore);
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", restore);
    };
  }, [refresh]);
  return null;
}
