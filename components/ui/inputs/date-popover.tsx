"use client";

import { clsx } from "clsx";
import { CalendarDays } from "lucide-react";
import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, I18nProvider, Popover } from "react-aria-components";
import { monthsThatFit } from "./calendar";
import { controlClass, type useFieldIds } from "./field";

/** The field that shows the chosen date or dates and opens the calendar given as children. */
export function DatePopover({
  ids,
  shown,
  placeholder,
  isOpen,
  onOpenChange,
  children,
}: {
  ids: ReturnType<typeof useFieldIds>;
  shown: string;
  placeholder: string;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  const valueId = `${ids.id}-value`;
  return (
    <I18nProvider locale={useLocale()}>
      <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
        <Button
          id={ids.id}
          aria-labelledby={`${ids.labelId} ${valueId}`}
          aria-describedby={ids.describedBy}
          className={clsx(controlClass, "flex items-center justify-between gap-2 text-left font-semibold")}
        >
          <span id={valueId} className={clsx("truncate", !shown && "font-normal text-ink-muted")}>
            {shown || placeholder}
          </span>
          <CalendarDays aria-hidden className="size-5 shrink-0 text-ink-muted" />
        </Button>
        <Popover
          // On a phone the calendar is as wide as the form: centred, it stays within the card.
          placement={isOpen && monthsThatFit() === 1 ? "bottom" : "bottom start"}
          containerPadding={8}
          className="overflow-auto rounded-card border border-line bg-surface p-2 shadow-pop sm:p-4"
        >
          <Dialog aria-labelledby={ids.labelId} className="outline-none">
            {children}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </I18nProvider>
  );
}
