"use client";

import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * The inside of a form that cannot work before JavaScript: closed until then, so that nothing typed
 * early is lost.
 */
export function FormFieldset({ className, children }: { className: string; children: ReactNode }) {
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <fieldset disabled={!ready} className={className}>
      {children}
    </fieldset>
  );
}
