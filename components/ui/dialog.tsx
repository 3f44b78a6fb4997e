"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  Dialog as AriaDialog,
  Button,
  DialogTrigger,
  Heading,
  I18nProvider,
  Modal,
  ModalOverlay,
} from "react-aria-components";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-style";

export type DialogProps = {
  /** The text of the button that opens it. */
  trigger: ReactNode;
  triggerVariant?: ButtonVariant;
  triggerSize?: ButtonSize;
  title: ReactNode;
  /** `alertdialog` for a question that must be answered; a press outside does not close it. */
  role?: "dialog" | "alertdialog";
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

/** A modal window with its trigger. It may contain a form with a server action. */
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
  const t = useTranslations("common");
  return (
    <I18nProvider locale={useLocale()}>
      <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
        <Button className={buttonClass({ variant: triggerVariant, size: triggerSize })}>{trigger}</Button>
        <ModalOverlay
          isDismissable={role === "dialog"}
          className="fixed inset-0 z-40 grid items-end bg-scrim sm:place-items-center sm:p-4"
        >
          <Modal className="max-h-[90dvh] w-full overflow-auto rounded-t-card border border-line bg-surface shadow-pop sm:max-w-lg sm:rounded-card">
            <AriaDialog role={role} className="grid gap-4 p-5 outline-none sm:p-6">
              <div className="flex items-start justify-between gap-3">
                <Heading slot="title" className="text-title font-bold">
                  {title}
                </Heading>
                <Button
                  slot="close"
                  aria-label={t("close")}
                  className="-mt-1 -mr-2 grid size-11 shrink-0 place-items-center rounded-full hover:bg-brand-soft"
                >
                  <X aria-hidden className="size-5" />
                </Button>
              </div>
              {children}
            </AriaDialog>
          </Modal>
        </ModalOverlay>
      </DialogTrigger>
    </I18nProvider>
  );
}
