"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * Null until the native control may be replaced by its richer form; then the value that it held at that moment, so
 * that a choice made before JavaScript is kept. While the control, or one within it, has focus, the replacement waits.
 */
export function useEnhanced(native: RefObject<HTMLElement | null>): { nativeValue: string } | null {
  const [enhanced, setEnhanced] = useState<{ nativeValue: string } | null>(null);
  useEffect(() => {
    const control = native.current;
    if (!control) return;
    const enhance = () => setEnhanced({ nativeValue: heldBy(control) });
    if (!control.contains(document.activeElement)) return enhance();
    const onLeave = ({ relatedTarget }: FocusEvent) => {
      if (!control.contains(relatedTarget as Node | null)) enhance();
    };
    control.addEventListener("focusout", onLeave);
    return () => control.removeEventListener("focusout", onLeave);
  }, [native]);
  return enhanced;
}

const heldBy = (control: HTMLElement) =>
  control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.value : "";

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
    nativeProps:
      value === undefined ? { defaultValue: own ?? enhanced?.nativeValue ?? defaultValue } : { value },
  };
}
