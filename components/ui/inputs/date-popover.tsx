"use client";

import { useLocale } from "next-intl";
import { type ReactNode, type RefObject, useState } from "react";
import { Dialog, I18nProvider, Popover } from "react-aria-components";
import { monthsThatFit } from "./calendar";
import { Sheet } from "./sheet";
import { isSheetScreen } from "./sheet-screen";

type Props = {
  /** The button that opens it. */
  triggerRef: RefObject<HTMLElement | null>;
  labelId: string;
  title: ReactNode;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** The calendar. */
  children: ReactNode;
};

/** The window of a date field: beside the field, or over all of a phone's screen. */
export function DatePopover(props: Props) {
  const isSheet = useLastOpened(props.isOpen);
  if (!isSheet) return <BesideField {...props} />;
  return (
    <Sheet title={props.title} isOpen={props.isOpen} onOpenChange={props.onOpenChange}>
      <div className="day-sheet grid grow content-start justify-center overflow-auto p-4">
        {props.children}
      </div>
    </Sheet>
  );
}

/** Decided when it opens: a screen that is turned meanwhile must not lose the choice that is under way. */
function useLastOpened(isOpen: boolean): boolean {
  const [before, setBefore] = useState({ isOpen: false, isSheet: false });
  if (before.isOpen !== isOpen) setBefore({ isOpen, isSheet: isOpen ? isSheetScreen() : before.isSheet });
  return before.isOpen === isOpen ? before.isSheet : isSheetScreen();
}

function BesideField({ triggerRef, labelId, isOpen, onOpenChange, children }: Props) {
  return (
    <I18nProvider locale={useLocale()}>
      <Popover
        triggerRef={triggerRef}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        // With one month the calendar is as wide as the form: centred, it stays within the card.
        placement={isOpen && monthsThatFit() === 1 ? "bottom" : "bottom start"}
        containerPadding={8}
        className="day-popover overflow-auto rounded-card border border-line bg-surface p-2 shadow-pop sm:p-4"
      >
        <Dialog aria-labelledby={labelId} className="outline-none">
          {children}
        </Dialog>
      </Popover>
    </I18nProvider>
  );
}
