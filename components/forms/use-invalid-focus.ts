"use client";

import { useEffect, useRef } from "react";

/** Moves the focus to the first field with an error each time `answer` changes. Returns the ref for the form. */
export function useInvalidFocus(answer: unknown) {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is the trigger, its value is not needed.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [answer]);
  return form;
}
