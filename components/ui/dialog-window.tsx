"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import {
  Dialog as AriaDialog,
  Button,
  Heading,
  I18nProvider,
  Modal,
  ModalOverlay,
} from "react-aria-components";
import type { DialogProps } from "./dialog-props";

/** The window of a dialog. A file of its own, so that pages load it when it is opened. */
export function DialogWindow({
  title,
  role,
  isOpen,
  onOpenChange,
  children,
}: Pick<DialogProps, "title" | "role" | "isOpen" | "onOpenChange" | "children">) {
  const t = useTranslations("common");
  return (
    <I18nProvider locale={useLocale()}>
      <ModalOverlay
        isOpen={isOpen}
        onOpenChange={onOpenChange}
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
    </I18nProvider>
  );
}
