import { getTranslations } from "next-intl/server";
import { handle } from "@/app/_lib/http/api";
import { csvResponse, csvRows } from "@/app/_lib/http/csv-response";
import { fileRequest } from "@/app/_lib/lists/file-request";
import {
  type FlightRow,
  flightFilter,
  flightListOf,
  maySeeLoads,
  readPage,
} from "@/app/_lib/lists/flight-list";
import { formatInstant, localDay } from "@/i18n/format";
import { exportFlights } from "@/server/schedule";
import { KOREA_ZONE } from "@/server/shared/airline";
import { keysetBatches } from "@/server/shared/keyset";
import { MAX_EXPORT_ROWS } from "@/server/shared/list-export";

const columns = [
  ...(["designator", "origin", "destination", "departs", "arrives", "departsInKorea"] as const),
  ...(["aircraft", "status"] as const),
];
/** For staff who may see how full flights are. */
const loadColumns = ["capacity", "sold", "held"] as const;

/** The list of flights that an address asks for, whole, as CSV. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => {
    const { raw, locale, today } = await fileRequest(request);
    const list = flightListOf(raw, today);
    const loads = maySeeLoads(ctx) ? loadColumns : [];
    const { isCut } = await exportFlights(ctx, flightFilter(list));
    const t = await getTranslations({ locale, namespace: "admin.export" });
    const statuses = await getTranslations({ locale, namespace: "admin.flightStatus" });
    const at = (instant: Date, zone: string) =>
      `${localDay(instant, zone)} ${formatInstant(instant, zone, "time", locale)}`;
    const cells = (flight: FlightRow) => {
      const sum = (part: (typeof loadColumns)[number]) =>
        flight.loads.reduce((total, load) => total + load[part], 0);
      const state = flight.status === "ON_SALE" && flight.departed ? "DEPARTED" : flight.status;
      return [
        ...[flight.designator, flight.origin, flight.destination, at(flight.departsAt, flight.originZone)],
        ...[at(flight.arrivesAt, flight.destinationZone), at(flight.departsAt, KOREA_ZONE)],
        ...[flight.aircraftType, statuses(state)],
        ...loads.map(sum),
      ];
    };
    const batches = keysetBatches((cursor, limit) => readPage(ctx, list, cursor, limit), MAX_EXPORT_ROWS);
    const head = [...columns, ...loads].map((column) => t(column));
    return csvResponse(`flights-${list.query.date}`, head, csvRows(batches, cells, isCut ? t("cut") : null));
  });
