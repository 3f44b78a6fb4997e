import pg from "pg";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import type { Airline } from "./airline";
import { type Customer, makeCustomers } from "./customers";
import { SEEDED_DAYS } from "./setup";

const READERS = 200;
const ENTRIES_PER_READER = 60;
const SEARCHED_ROUTES = 10;
/** The middle of the seeded days: the page shows fares of the days around it too. */
const SEARCHED_DAY = 4;
const ID_STEP = 1_000_000;

export type PageData = { searches: string[]; readers: Customer[]; flights: number; entries: number };

/**
 * Prepares a copy of the database for the pages: readers with a history of real entries and, at `size` 20, twenty
 * times as many of them and of the flights on the searched routes (on later days). A page shows the same amount at
 * both sizes: one day, twenty entries.
 */
export async function fillPageDatabase(
  airline: Airline,
  databaseUrl: string,
  size: number,
): Promise<PageData> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    // The event engine must get no events of the copy.
    await db.query("update shared.outbox set published_at = now() where published_at is null");
    const date = addDays(toLocal(new Date(), KOREA_ZONE).date, SEARCHED_DAY);
    const routes = await busiestRoutes(db, date);
    if (size > 1) await multiplyFlights(db, routes, size);
    const secret = airline.stack.environment.NEXTAUTH_SECRET ?? "";
    const readers = await makeCustomers(db, secret, READERS);
    await writeHistory(db, await realEntries(airline), readers, ENTRIES_PER_READER * size);
    await db.query("vacuum analyze");
    return {
      readers,
      searches: routes.map(
        ({ from, to }) => `/ko/flights?trip=oneway&from=${from}&to=${to}&depart=${date}&adults=1`,
      ),
      flights: await countOf(db, "reservation.flights"),
      entries: await countOf(db, "history.entries"),
    };
  } finally {
    await db.end();
  }
}

type Route = { from: string; to: string };

/** The routes with most flights are searched most. */
async function busiestRoutes(db: pg.Client, date: string): Promise<Route[]> {
  const { rows } = await db.query<Route>(
    `select origin as from, destination as to from reservation.flights where departure_date = $1
     group by 1, 2 order by count(*) desc, 1, 2 limit $2`,
    [date, SEARCHED_ROUTES],
  );
  return rows;
}

/** Copies the seeded days to later days, with their fares and units. */
async function multiplyFlights(db: pg.Client, routes: Route[], size: number): Promise<void> {
  const pairs = routes.map(({ from, to }) => `${from}${to}`);
  await db.query("begin");
  await db.query("create temporary table copies (old int, id int, later interval, days int) on commit drop");
  await db.query(
    `insert into copies
     select f.id, f.id + k * $3::int, make_interval(days => k * $4::int), k * $4::int
     from reservation.flights f, generate_series(1, $2::int - 1) k where f.origin || f.destination = any($1)`,
    [pairs, size, ID_STEP, SEEDED_DAYS],
  );
  await db.query("analyze copies");
  await db.query(
    `insert into reservation.flights (id, designator, origin, destination, origin_zone, destination_zone,
       origin_country, destination_country, departure_date, arrival_date, departs_at, arrives_at,
       aircraft_type, distance_miles, status, version)
     select c.id, designator, origin, destination, origin_zone, destination_zone, origin_country,
       destination_country, departure_date + c.days, arrival_date + c.days, departs_at + c.later,
       arrives_at + c.later, aircraft_type, distance_miles, status, version
     from reservation.flights f join copies c on c.old = f.id`,
  );
  await db.query(
    `insert into reservation.fares (flight_id, brand, cabin, amount, unit_limit)
     select c.id, brand, cabin, amount, unit_limit from reservation.fares f join copies c on c.old = f.flight_id`,
  );
  await db.query(
    `insert into reservation.inventory_units (flight_id, cabin, unit)
     select c.id, cabin, unit from reservation.inventory_units u join copies c on c.old = u.flight_id`,
  );
  await db.query("commit");
}

type Entry = { name: string; version: number; category: string; locator: string | null; summary: unknown };

/** Entries of bookings that were made in this run. */
async function realEntries({ db }: Airline): Promise<Entry[]> {
  const { rows } = await db.query<Entry>(
    `select name, version, category, locator, summary from history.entries
     where reservation_id is not null order by occurred_at limit 60`,
  );
  if (rows.length === 0) throw new Error("no booking has a history yet");
  return rows;
}

async function writeHistory(
  db: pg.Client,
  entries: Entry[],
  readers: Customer[],
  each: number,
): Promise<void> {
  await db.query(
    `insert into history.entries (event_id, customer_id, name, version, category, reservation_id, locator,
       summary, occurred_at)
     select gen_random_uuid(), reader, e.name, e.version, e.category, gen_random_uuid(), e.locator, e.summary,
       now() - make_interval(hours => i)
     from unnest($1::uuid[]) as reader, generate_series(1, $2::int) as i
     join (select row_number() over () - 1 as n, x.* from jsonb_to_recordset($3::jsonb)
         as x(name text, version int, category text, locator text, summary jsonb)) e
       on e.n = i % $4::int`,
    [readers.map((reader) => reader.id), each, JSON.stringify(entries), entries.length],
  );
}

async function countOf(db: pg.Client, table: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? 0;
}
