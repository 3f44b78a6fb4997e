"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState, useTransition } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import type { DialogProps } from "./dialog-props";

/**
 * Asks before an action that cannot be undone. The window shows that `onConfirm` is running; it stays open when
 * `onConfirm` returns false.
 */
export function ConfirmDialog({
  confirmLabel,
  danger = false,
  onConfirm,
  children,
  ...dialog
}: Omit<DialogProps, "role" | "isOpen" | "onOpenChange" | "children"> & {
  confirmLabel: ReactNode;
  danger?: boolean;
  onConfirm: () => unknown;
  children?: ReactNode;
}) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [pending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      if ((await onConfirm()) !== false) setOpen(false);
    });
  return (
    <Dialog {...dialog} role="alertdialog" isOpen={open} onOpenChange={(next) => !pending && setOpen(next)}>
      {children}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" disabled={pending} onClick={() => setOpen(false)}>
          {t("goBack")}
        </Button>
        <Button variant={danger ? "danger" : "primary"} pending={pending} onClick={confirm}>
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
}
