"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * Null until the native control may be replaced by its richer form; then the value that it held at that moment, so
 * that a choice made before JavaScript is kept. While the control has focus, the replacement waits.
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

/**
 * The value of a control that starts as a native one. In this order: `value` of a controlled use, what was chosen
 * here, what the native control held, `defaultValue`.
 */
export function useEnhancedValue<E extends HTMLInputElement | HTMLSelectElement>({
  value,
  defaultValue = "",
  onChange,
}: {
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
}) {
  const native = useRef<E>(null);
  const enhanced = useEnhanced(native);
  const [own, setOwn] = useState<string>();
  const choose = (next: string) => {
    setOwn(next);
    onChange?.(next);
  };
  return {
    native,
    isEnhanced: enhanced !== null,
    chosen: value ?? own ?? enhanced?.nativeValue ?? defaultValue,
    choose,
    /** The value of the native control. It reports its changes in a controlled use too. */
    nativeProps: value === undefined ? { defaultValue } : { value },
  };
}
