import { getTranslations } from "next-intl/server";
import { handle } from "@/app/_lib/http/api";
import { csvResponse, csvRows } from "@/app/_lib/http/csv-response";
import { customerListOf } from "@/app/_lib/lists/customer-list";
import { fileRequest } from "@/app/_lib/lists/file-request";
import { formatInstant, localDay } from "@/i18n/format";
import type { ListedCustomer } from "@/server/flows/customers-view";
import { exportCustomers } from "@/server/flows/export-customers";
import { KOREA_ZONE } from "@/server/shared/airline";

const columns = ["customer", "email", "language", "staff", "joinedAt", "lastBookedAt"] as const;

/** The list of customers that an address asks for, whole, as CSV. Times are Korean. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => {
    const { raw, locale, today } = await fileRequest(request);
    const { batches, isCut } = await exportCustomers(ctx, customerListOf(raw));
    const t = await getTranslations({ locale, namespace: "admin.export" });
    const words = await getTranslations({ locale, namespace: "admin.customers" });
    const languages = await getTranslations({ locale, namespace: "admin.reservation.languages" });
    const at = (instant: Date | null) =>
      instant && `${localDay(instant, KOREA_ZONE)} ${formatInstant(instant, KOREA_ZONE, "time", locale)}`;
    const cells = (row: ListedCustomer) => [
      ...[row.name, row.email, languages(row.locale), row.isStaff ? words("staff") : null],
      ...[at(row.joinedAt), at(row.lastBookedAt)],
    ];
    const head = columns.map((column) => t(column));
    return csvResponse(`customers-${today}`, head, csvRows(batches, cells, isCut ? t("cut") : null));
  });
