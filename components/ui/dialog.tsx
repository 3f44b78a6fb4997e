"use client";

import { useEffect, useRef } from "react";
import { buttonClass } from "./button-style";
import type { DialogProps } from "./dialog-props";
import { useLater, wantSoon } from "./use-later";

const loadWindow = () => import("./dialog-window");

/** A modal window with its trigger. It may contain a form with a server action. Its script comes at the first press. */
export function Dialog({
  trigger,
  triggerVariant = "secondary",
  triggerSize,
  title,
  role = "dialog",
  isOpen,
  onOpenChange,
  children,
}: DialogProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { part, failed, want } = useLater(loadWindow);
  useEffect(() => {
    // A window that could not be loaded must not open by itself later.
    if (failed) onOpenChange(false);
  }, [failed, onOpenChange]);
  const open = () => {
    // The window gives the focus back to where it was. Safari focuses no button that is pressed.
    button.current?.focus();
    void want();
    onOpenChange(true);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-expanded={part !== null && isOpen}
        {...wantSoon(want)}
        onClick={open}
        className={buttonClass({ variant: triggerVariant, size: triggerSize })}
      >
        {trigger}
      </button>
      {part && (
        <part.DialogWindow title={title} role={role} isOpen={isOpen} onOpenChange={onOpenChange}>
          {children}
        </part.DialogWindow>
      )}
    </>
  );
}
