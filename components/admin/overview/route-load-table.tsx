import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { Table, Td, Th } from "@/components/ui/table";
import { formatLocalDate } from "@/i18n/format";
import type { RouteLoad } from "@/server/reservation/schemas";
import { percentText } from "./percent";

const ROUTES = 12;

/** The stronger the tint, the fuller the flights: the number says it too. */
const tints = ["", "bg-brand/8", "bg-brand/16", "bg-brand/24", "bg-brand/32"];
const tintOf = ({ sold, capacity }: Seats) =>
  tints[capacity === 0 ? 0 : Math.min(tints.length - 1, Math.ceil((sold / capacity) * (tints.length - 1)))];

type Seats = { sold: number; capacity: number };
const add = (a: Seats, b: Seats): Seats => ({ sold: a.sold + b.sold, capacity: a.capacity + b.capacity });
const none: Seats = { sold: 0, capacity: 0 };

/** How full the flights of each route are on each day, as a table whose cells are tinted. */
export function RouteLoadTable({ loads }: { loads: readonly RouteLoad[] }) {
  const t = useTranslations("admin.overview");
  const locale = useLocale();
  const dates = [...new Set(loads.map(({ date }) => date))].sort();
  if (dates.length === 0) return <p className="text-ink-muted">{t("noFlights")}</p>;
  return (
    <Table
      caption={t("routeLoads")}
      head={
        <>
          <Th>{t("route")}</Th>
          {dates.map((date) => (
            <Th key={date} numeric>
              <time dateTime={date}>{formatLocalDate(date, "shortDate", locale)}</time>
            </Th>
          ))}
          <Th numeric>{t("total")}</Th>
        </>
      }
    >
      {routesOf(loads).map(({ route, byDate, total }) => (
        <tr key={route}>
          <Td className="font-semibold whitespace-nowrap">{route}</Td>
          {dates.map((date) => (
            <LoadCell key={date} seats={byDate.get(date) ?? none} />
          ))}
          <LoadCell seats={total} />
        </tr>
      ))}
    </Table>
  );
}

const LoadCell = ({ seats }: { seats: Seats }) => (
  <Td numeric className={clsx("whitespace-nowrap", tintOf(seats))}>
    {percentText(seats.sold, seats.capacity)}
  </Td>
);

/** The routes with the most seats sold. */
function routesOf(loads: readonly RouteLoad[]) {
  const routes = new Map<string, { byDate: Map<string, Seats>; total: Seats }>();
  for (const { origin, destination, date, ...seats } of loads) {
    const route = `${origin} – ${destination}`;
    const known = routes.get(route) ?? { byDate: new Map(), total: none };
    known.byDate.set(date, seats);
    routes.set(route, { ...known, total: add(known.total, seats) });
  }
  return [...routes]
    .map(([route, rest]) => ({ route, ...rest }))
    .sort((a, b) => b.total.sold - a.total.sold || a.route.localeCompare(b.route))
    .slice(0, ROUTES);
}
