"use client";

import { useEffect, useRef } from "react";

const MARK = "msaSheet";

const isMarked = () => Boolean((history.state as Record<string, unknown> | null)?.[MARK]);

/**
 * Makes the browser's "back" close what covers the page, as on a phone: it opens with an entry of its own in the history,
 * which goes when it is closed otherwise.
 */
export function useBackCloses(isOpen: boolean, close: () => void): void {
  const onBack = useRef(close);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    onBack.current = close;
  });
  useEffect(() => {
    if (!isOpen) return;
    // React takes effects back and gives them again in development: the entry is kept then.
    if (leaving.current !== undefined) clearTimeout(leaving.current);
    else history.pushState({ ...history.state, [MARK]: true }, "");
    leaving.current = undefined;
    const onPop = () => {
      if (!isMarked()) onBack.current();
    };
    window.addEventListener("popstate", onPop);
    return () => {
      window.removeEventListener("popstate", onPop);
      leaving.current = setTimeout(() => {
        leaving.current = undefined;
        if (isMarked()) history.back();
      });
    };
  }, [isOpen]);
}
