"use client";

import type { FormEvent, ReactNode } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";

/**
 * The fields of a form that needs JavaScript. They are disabled until it runs, so that no early input is lost. `legend`: what
 * the form is for, for assistive technology.
 */
export function FormFieldset({
  legend,
  className,
  children,
}: {
  legend: string;
  className: string;
  children: ReactNode;
}) {
  const ready = useHydrated();
  return (
    <fieldset disabled={!ready} className={className}>
      <legend className="sr-only">{legend}</legend>
      {children}
    </fieldset>
  );
}

/** An `onSubmit` that only calls `send`: React resets lists and boxes after a form action. */
export const submitting = (send: () => void) => (event: FormEvent) => {
  event.preventDefault();
  send();
};
