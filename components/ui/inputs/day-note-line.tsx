"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatLocalDate } from "@/i18n/format";
import type { DayNotes } from "./calendar";

/** The full note of the focused day. Screen readers hear it in the name of the day. */
export function DayNoteLine({ isoDate, notes }: { isoDate: string; notes: DayNotes | undefined }) {
  const t = useTranslations("common");
  const locale = useLocale();
  if (!notes) return null;
  const note = notes[isoDate];
  return (
    <>
      <p className="min-h-6 pt-1 text-sm">
        {note && (
          <>
            {formatLocalDate(isoDate, "shortDate", locale)}{" "}
            <strong className={note.best ? "text-accent-text" : undefined}>{note.label}</strong>
          </>
        )}
      </p>
      {/* No width of its own: the days decide how wide the calendar is. */}
      <p className="w-0 min-w-full text-xs text-ink-muted">{t("lowestFareNote")}</p>
    </>
  );
}
