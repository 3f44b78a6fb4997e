"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatLocalDate } from "@/i18n/format";
import type { DayNotes } from "./calendar";

/** The note of the day in focus, in full and read aloud: a day's own name leaves no room for it. */
export function DayNoteLine({ isoDate, notes }: { isoDate: string; notes: DayNotes | undefined }) {
  const t = useTranslations("common");
  const locale = useLocale();
  if (!notes) return null;
  const note = notes[isoDate];
  return (
    <>
      <p aria-live="polite" className="min-h-6 pt-1 text-sm">
        {note && (
          <>
            {formatLocalDate(isoDate, "shortDate", locale)} {t("lowestFare")}{" "}
            <strong className={note.best ? "text-accent-text" : undefined}>{note.label}</strong>
          </>
        )}
      </p>
      {/* Without a width of its own: the days make the calendar as wide as it is. */}
      <p className="w-0 min-w-full text-xs text-ink-muted">{t("lowestFareNote")}</p>
    </>
  );
}
