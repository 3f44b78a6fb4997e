"use client";

import type { CalendarDate } from "@internationalized/date";
import { useState } from "react";

/** The focused day of a calendar. Calls `onMonthChange` when it enters another month ("2026-11"). */
export function useDayFocus(start: string, onMonthChange: ((isoMonth: string) => void) | undefined) {
  const [focused, setFocused] = useState(start);
  const onFocusChange = (date: CalendarDate) => {
    const next = date.toString();
    if (next.slice(0, 7) !== focused.slice(0, 7)) onMonthChange?.(next.slice(0, 7));
    setFocused(next);
  };
  return { focused, onFocusChange };
}
