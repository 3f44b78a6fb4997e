import type { Airline } from "@/bench/support/airline";
import { Rotation } from "@/bench/support/customers";
import type { Row } from "@/bench/support/report";
import { type Arm, type Rate, sideBySide } from "@/bench/support/rounds";
import { SEEDED_DAYS } from "@/bench/support/setup";
import { CALENDAR_DAYS } from "@/server/reservation/schemas";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seed } from "@/tools/seed/main";
import type { Figure } from "./figure";
import { NO_OP } from "./holds";

const BUSY_ROUTES = 20;

/** A search: where, when and for whom. */
type Search = { from: string; to: string; date: string; adults: number; children: number; infants: number };

/**
 * The availability that all share for two seconds, beside a route that does nothing: the same search again and again, and
 * searches of which none comes twice within two seconds. The results page is measured with the same searches.
 */
export const availability: Figure = {
  name: "availability",
  engine: "stopped",
  async measure(airline) {
    const all = await searches(airline);
    const [hot] = all as [Search];
    const each = new Rotation(all);
    const pages = new Rotation(all);
    const arms = [
      arm(airline, "route that does nothing", () => NO_OP),
      arm(airline, "availability, one search", () => jsonOf(hot)),
      arm(airline, "availability, all different", () => jsonOf(each.take())),
      arm(airline, "results, one search", () => pageOf(hot)),
      arm(airline, "results, all different", () => pageOf(pages.take())),
    ];
    if (!(await airline.site.ask(jsonOf(hot))).includes('"designator":"MA'))
      throw new Error(`${jsonOf(hot)} has no flight`);
    const rates = await sideBySide(arms, airline.effort, () => airline.cpu());
    return { rates, rows: [...rowsOf(rates), ...(await calendarRows(airline))] };
  },
};

/** Ends of the busiest route, by city: most flights have to be looked at. */
const BUSIEST = { from: "SEL", to: "CJU" };
const CALENDARS = 20;
const CALENDAR_MS = 100;

/**
 * The time of a calendar of 60 days, both ways, of the busiest route, one after the other: the very first answer, and
 * those of which none is shared. Each begins on another day.
 */
async function calendarRows({ site, databaseUrl }: Airline): Promise<Row[]> {
  await seed(databaseUrl, { days: CALENDAR_DAYS + CALENDARS });
  const today = toLocal(new Date(), KOREA_ZONE).date;
  const timesMs: number[] = [];
  for (let day = 0; day <= CALENDARS; day++) {
    const started = performance.now();
    await site.ask(`/api/v1/fare-calendar?${queryOf({ ...BUSIEST, first: addDays(today, day) })}`);
    timesMs.push(performance.now() - started);
  }
  const [first = 0, ...others] = timesMs;
  const slowest = Math.max(...others);
  const row = (figure: string, value: number): Row => ({
    ...{ figure, value, unit: "ms", note: "SEL to CJU and back" },
    target: { atMost: CALENDAR_MS },
  });
  return [
    row("calendar of 60 days, first answer", first),
    row(`calendar of 60 days, slowest of ${CALENDARS}`, slowest),
  ];
}

const arm = ({ site }: Airline, name: string, path: () => string): Arm => ({
  name,
  run: async () => {
    await site.ask(path());
    return true;
  },
});

const jsonOf = (search: Search) => `/api/v1/availability?${queryOf(search)}`;
const pageOf = ({ date, ...search }: Search) => `/ko/flights?trip=oneway&depart=${date}&${queryOf(search)}`;
const queryOf = (search: object) =>
  new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));

/** Busy routes, seeded days and parties: more than are asked within two seconds. */
async function searches({ db }: Airline): Promise<Search[]> {
  const today = toLocal(new Date(), KOREA_ZONE).date;
  const { rows } = await db.query<{ from: string; to: string }>(
    `select origin as from, destination as to from reservation.flights where departure_date = $1
     group by 1, 2 order by count(*) desc, 1, 2 limit $2`,
    [addDays(today, 1), BUSY_ROUTES],
  );
  const found: Search[] = [];
  for (let adults = 1; adults <= 8; adults++)
    for (const infants of [0, 1])
      for (const children of [0, 1])
        for (let day = 1; day < SEEDED_DAYS; day++)
          for (const route of rows)
            found.push({ ...route, date: addDays(today, day), adults, children, infants });
  return found;
}

function rowsOf(rates: readonly Rate[]): Row[] {
  const [noOp, hot, different, page, pages] = rates as [Rate, Rate, Rate, Rate, Rate];
  const row = (figure: string, rate: Rate, base: Rate, note: string, atLeast?: number): Row => ({
    ...{ figure, value: rate.perSecond, unit: "/s", ratio: rate.perSecond / base.perSecond, note },
    ...(atLeast !== undefined && { target: { atLeast } }),
  });
  return [
    row("availability, one search", hot, noOp, "÷ route that does nothing", 0.8),
    row("availability, all different", different, noOp, "÷ route that does nothing", 0.35),
    row("results page, one search", page, pages, "÷ results page, all different"),
  ];
}
