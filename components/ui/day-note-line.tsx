"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatLocalDate } from "@/i18n/format";
import type { DayNote } from "./calendar";

/** The note of the day in focus, in full and read aloud: a day's own name leaves no room for it. */
export function DayNoteLine({ isoDate, note }: { isoDate: string; note: DayNote | undefined }) {
  const t = useTranslations("common");
  const locale = useLocale();
  return (
    <p aria-live="polite" className="min-h-6 pt-1 text-sm">
      {note && (
        <>
          {formatLocalDate(isoDate, "shortDate", locale)} {t("lowestFare")}{" "}
          <strong className={note.best ? "text-accent-text" : undefined}>{note.label}</strong>
        </>
      )}
    </p>
  );
}
