"use client";

import type { FormEvent, ReactNode } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";

/**
 * The inside of a form that cannot work before JavaScript: closed until then, so that nothing typed
 * early is lost.
 */
export function FormFieldset({ className, children }: { className: string; children: ReactNode }) {
  const ready = useHydrated();
  return (
    <fieldset disabled={!ready} className={className}>
      {children}
    </fieldset>
  );
}

/** Submits by `send` alone. A form action would put lists and boxes back to how the page was drawn. */
export const submitting = (send: () => void) => (event: FormEvent) => {
  event.preventDefault();
  send();
};
