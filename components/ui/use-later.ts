"use client";

import { useCallback, useRef, useState } from "react";
import { noteOutdated } from "./outdated";

/**
 * A part of the page whose script is loaded when somebody is about to need it. `want` starts that, and may be called
 * again and again. `failed` is true when the script did not come; the next `want` tries again.
 */
export function useLater<T>(load: () => Promise<T>) {
  const [part, setPart] = useState<{ loaded: T } | null>(null);
  const [failed, setFailed] = useState(false);
  const state = useRef<"idle" | "loading">("idle");
  const want = useCallback(async () => {
    if (state.current !== "idle") return;
    state.current = "loading";
    setFailed(false);
    try {
      const loaded = await load();
      setPart({ loaded });
    } catch (error) {
      state.current = "idle";
      noteOutdated(error);
      setFailed(true);
    }
  }, [load]);
  return { part: part?.loaded ?? null, failed, want };
}

/** Handlers for a control that load its part before it is pressed: a pointer comes near, a finger or the focus is on it. */
export const wantSoon = (want: () => unknown) => ({
  onPointerEnter: () => void want(),
  onPointerDown: () => void want(),
  onFocus: () => void want(),
});
