"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button, Dialog, Heading, I18nProvider, Modal, ModalOverlay } from "react-aria-components";
import { useBackCloses } from "./use-back-closes";

/**
 * A window over all of a phone's screen. The focus stays in it and returns to where it was; Escape, "back" and its button
 * close it.
 */
export function Sheet({
  title,
  isOpen,
  onOpenChange,
  children,
}: {
  title: ReactNode;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  const t = useTranslations("common");
  useBackCloses(isOpen, () => onOpenChange(false));
  return (
    <I18nProvider locale={useLocale()}>
      <ModalOverlay
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        className="fixed inset-0 z-40 h-(--visual-viewport-height) bg-surface"
      >
        <Modal className="h-full">
          <Dialog className="flex h-full flex-col outline-none">
            <div className="flex min-h-14 shrink-0 items-center justify-between gap-3 border-b border-line pr-1 pl-4">
              <Heading slot="title" className="text-lg font-bold">
                {title}
              </Heading>
              <Button
                slot="close"
                aria-label={t("close")}
                className="grid size-12 shrink-0 place-items-center rounded-full hover:bg-brand-soft"
              >
                <X aria-hidden className="size-6" />
              </Button>
            </div>
            {children}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
}
