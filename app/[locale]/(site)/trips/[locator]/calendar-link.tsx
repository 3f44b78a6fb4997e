import { getLocale, getTranslations } from "next-intl/server";
import type { BookingView } from "@/server/reservation/queries";

/** Downloads the flights of a paid trip for the customer's own calendar. */
export async function CalendarLink({
  booking: { id, status, createdAt },
}: {
  booking: Pick<BookingView, "id" | "status" | "createdAt">;
}) {
  if (createdAt === null) return null;
  const t = await getTranslations("trips");
  return (
    <a
      href={`/api/pages/reservations/${id}/calendar?locale=${await getLocale()}`}
      download
      className="inline-flex min-h-11 items-center text-sm font-semibold text-brand-text hover:underline"
    >
      {t(status === "CANCELLED" ? "calendarCancelled" : "calendar")}
    </a>
  );
}
