"use client";

import { clsx } from "clsx";
import { CalendarDays } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useLater, wantSoon } from "@/components/ui/use-later";
import { controlClass, type useFieldIds } from "./field";

const loadCalendars = () => import("./date-calendars");

export type Calendars = Awaited<ReturnType<typeof loadCalendars>>;

/** A date field's button state: whether its calendar is open, and the script of the calendars once it has come. */
export function useCalendar() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const later = useLater(loadCalendars);
  const open = () => {
    // The calendar gives the focus back to where it was. Safari focuses no button that is pressed.
    button.current?.focus();
    void later.want();
    setOpen(true);
  };
  return { ...later, isOpen, setOpen, open, button };
}

/** The button that shows the chosen date or dates and opens the calendar. */
export function DateButton({
  ids,
  title,
  shown,
  placeholder,
  calendar: { button, isOpen, open, part, want, setOpen },
  children,
}: {
  ids: ReturnType<typeof useFieldIds>;
  /** The heading of the window on a phone. */
  title: ReactNode;
  shown: string;
  placeholder: string;
  calendar: ReturnType<typeof useCalendar>;
  /** The calendar. Called once its script is there. */
  children: (calendars: Calendars) => ReactNode;
}) {
  const valueId = `${ids.id}-value`;
  return (
    <>
      <button
        ref={button}
        id={ids.id}
        type="button"
        aria-expanded={part !== null && isOpen}
        aria-labelledby={`${ids.labelId} ${valueId}`}
        aria-describedby={ids.describedBy}
        {...wantSoon(want)}
        onClick={open}
        className={clsx(controlClass, "flex items-center justify-between gap-2 text-left font-semibold")}
      >
        <span id={valueId} className={clsx("truncate", !shown && "font-normal text-ink-muted")}>
          {shown || placeholder}
        </span>
        <CalendarDays aria-hidden className="size-5 shrink-0 text-ink-muted" />
      </button>
      {part && (
        <part.DatePopover
          triggerRef={button}
          labelId={ids.labelId}
          title={title}
          isOpen={isOpen}
          onOpenChange={setOpen}
        >
          {children(part)}
        </part.DatePopover>
      )}
    </>
  );
}
