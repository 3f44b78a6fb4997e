import { getTranslations } from "next-intl/server";
import { handle } from "@/app/_lib/http/api";
import { csvResponse, csvRows } from "@/app/_lib/http/csv-response";
import { fileRequest } from "@/app/_lib/lists/file-request";
import { reservationFilter, reservationListOf } from "@/app/_lib/lists/reservation-list";
import { formatInstant, localDay } from "@/i18n/format";
import { exportReservations } from "@/server/reservation";
import type { FoundReservation } from "@/server/reservation/schemas";
import { KOREA_ZONE } from "@/server/shared/airline";
import { formatPhone } from "@/server/shared/phone";

const columns = [
  ...(["locator", "status", "passenger", "passengers", "email", "phone"] as const),
  ...(["itinerary", "departureDate", "booked", "total", "heldAt", "createdAt", "endedAt"] as const),
];

/** The list of reservations that an address asks for, whole, as CSV. Times are Korean. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => {
    const { raw, locale, today } = await fileRequest(request);
    const { batches, isCut } = await exportReservations(
      ctx,
      await reservationFilter(ctx, reservationListOf(raw)),
    );
    const t = await getTranslations({ locale, namespace: "admin.export" });
    const statuses = await getTranslations({ locale, namespace: "admin.reservationStatus" });
    const at = (instant: string | null) =>
      instant && `${localDay(instant, KOREA_ZONE)} ${formatInstant(instant, KOREA_ZONE, "time", locale)}`;
    const cells = (row: FoundReservation) => [
      ...[row.locator, statuses(row.status), row.lead, row.passengers, row.contactEmail],
      row.contactPhone && formatPhone(row.contactPhone),
      row.segments
        .map((leg) => `${leg.designator} ${leg.origin}-${leg.destination} ${leg.departureDate}`)
        .join(" / "),
      ...[row.segments[0]?.departureDate ?? null, row.bookedAmount, row.totalAmount],
      ...[at(row.heldAt), at(row.createdAt), at(row.endedAt)],
    ];
    const head = columns.map((column) => t(column));
    return csvResponse(`reservations-${today}`, head, csvRows(batches, cells, isCut ? t("cut") : null));
  });
