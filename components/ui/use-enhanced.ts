"use client";

import { type RefObject, useEffect, useState } from "react";

/**
 * Null until the native control may be replaced by its richer form; then the value it held at that
 * moment, so that nothing chosen before JavaScript arrived is lost. It waits while the control has focus.
 */
export function useEnhanced(
  native: RefObject<HTMLInputElement | HTMLSelectElement | null>,
): { nativeValue: string } | null {
  const [enhanced, setEnhanced] = useState<{ nativeValue: string } | null>(null);
  useEffect(() => {
    const control = native.current;
    if (!control) return;
    const enhance = () => setEnhanced({ nativeValue: control.value });
    if (document.activeElement !== control) return enhance();
    control.addEventListener("blur", enhance, { once: true });
    return () => control.removeEventListener("blur", enhance);
  }, [native]);
  return enhanced;
}
