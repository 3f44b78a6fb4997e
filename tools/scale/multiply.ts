import type pg from "pg";
import { COPIED_TABLES, type CopiedTable } from "./copied-rows";

export type Multiplied = {
  /** The reservation whose rows are copied: paid, with all that followed it. */
  reservationId: string;
  /** How many times the flights that are there, half of the copies in the past. */
  flights: number;
  /** How many customers, with one trip each. */
  customers: number;
  /** How many rows of history each customer has. */
  historyEach: number;
  say?: (line: string) => void;
};

type Client = Pick<pg.Client, "query">;

/** Ids of copied flights are so much higher each time. */
const FLIGHT_STEP = 1_000_000;

/** The ids of copies follow from those of the template, so that they fit together without a table of pairs. */
const FUNCTIONS = `
  create schema if not exists scale;
  create or replace function scale.copy_of(old uuid, n bigint) returns uuid language sql immutable parallel safe as
    $$ select (substr(lpad(to_hex(n), 12, '0'), 1, 8) || '-' || substr(lpad(to_hex(n), 12, '0'), 9) || '-7'
      || substr(old::text, 16, 3) || '-8' || substr(old::text, 21, 16))::uuid $$;
  create or replace function scale.letters(n bigint) returns text language sql immutable parallel safe as
    $$ select string_agg(chr(65 + (n / (26 ^ i)::bigint % 26)::int), '' order by i desc) from generate_series(0, 4) i $$;
  create or replace function scale.locator(n bigint) returns text language sql immutable parallel safe as
    $$ select 'Z' || string_agg(substr('BCDFGHJKMNPQRSTVWXYZ23456789', (n / (28 ^ i)::bigint % 28)::int + 1, 1), ''
      order by i desc) from generate_series(0, 4) i $$;
  create or replace function scale.ticket(old text, n bigint) returns text language sql immutable parallel safe as
    $$ select substr(old, 1, 3) || (5000000000 + n * 10 + right(old, 1)::int)::text $$`;

/**
 * Fills a migrated database that has a timetable and a sold reservation with many more of both, by SQL alone. Each customer
 * has one trip with the rows that the template has in every table, spread over a year. Foreign keys and triggers are not
 * asked: the copies fit as the template does. Nobody else may use the database meanwhile; its user must be a superuser.
 */
export async function multiply(db: Client, wanted: Multiplied): Promise<void> {
  const say = wanted.say ?? (() => {});
  const { rows } = await db.query<{ customer_id: string }>(
    "select customer_id from reservation.reservations where id = $1",
    [wanted.reservationId],
  );
  const customerId = rows[0]?.customer_id;
  if (!customerId) throw new Error("there is no such reservation to copy");
  await db.query(FUNCTIONS);
  await db.query("set session_replication_role = replica");
  await db.query("set statement_timeout = 0");
  await db.query("set maintenance_work_mem = '512MB'");
  if (wanted.flights > 1) await copyFlights(db, wanted.flights);
  say("flights");
  await planSales(db, wanted.customers);
  const indexes = await dropIndexes(db);
  for (const each of COPIED_TABLES) {
    await copyRows(db, each, [wanted.reservationId, customerId, wanted.customers]);
    say(each.table);
  }
  await copyHistory(db, wanted, customerId);
  say("history.entries");
  await db.query(
    `update reservation.inventory_units u set sold = true, reservation_id = scale.copy_of($1::uuid, s.n)
    from scale.sales s where u.flight_id = s.flight_id and u.cabin = s.cabin and u.unit = s.unit`,
    [wanted.reservationId],
  );
  await sealAudit(db);
  for (const definition of indexes) await db.query(definition);
  await db.query("set session_replication_role = default");
  await db.query("vacuum analyze");
  say("indexes and statistics");
}

/** Copies the timetable to later and earlier days, a copy beside the other, with fares and units. */
async function copyFlights(db: Client, factor: number): Promise<void> {
  await db.query(`create unlogged table scale.copies as
    with span as (select max(departure_date) - min(departure_date) + 1 as days from schedule.flights
      where id < ${FLIGHT_STEP})
    select f.id as old, f.id + k * ${FLIGHT_STEP} as id,
      (case when k % 2 = 0 then k / 2 else -(k + 1) / 2 end) * span.days as days
    from schedule.flights f, span, generate_series(1, ${factor} - 1) k where f.id < ${FLIGHT_STEP}`);
  await db.query("analyze scale.copies");
  for (const [table, key] of [
    ["schedule.flights", "id"],
    ["schedule.flight_fares", "flight_id"],
    ["reservation.flights", "id"],
    ["reservation.fares", "flight_id"],
    ["reservation.inventory_units", "flight_id"],
  ] as const) {
    const columns = await columnsOf(db, table);
    const values = columns.map(({ name, type }) => {
      if (name === key) return "c.id";
      if (type === "date") return `t.${name} + c.days`;
      if (/^(departs|arrives)_at$/.test(name)) return `t.${name} + make_interval(days => c.days)`;
      return name === "sold" ? "false" : /^(reservation_id|held_until)$/.test(name) ? "null" : `t.${name}`;
    });
    await db.query(`insert into ${table} (${namesOf(columns)})
      select ${values.join(", ")} from ${table} t join scale.copies c on c.old = t.${key}`);
  }
}

/** Which unit of which flight each copy gets, its locator, and how long ago it was sold: the same number on each flight. */
async function planSales(db: Client, count: number): Promise<void> {
  await db.query(`create unlogged table scale.sales as
    with each as (select id, row_number() over (order by departs_at, id) - 1 as place, count(*) over () as total
      from reservation.flights where id < 100 * ${FLIGHT_STEP})
    select n, e.id as flight_id, 'ECONOMY'::text as cabin, (1 + (n - 1) / e.total)::smallint as unit,
      scale.locator(n) as locator, make_interval(secs => 31536000.0 * n / ${count}) as back
    from generate_series(1::bigint, ${count}) n join each e on e.place = (n - 1) % e.total`);
  await db.query("analyze scale.sales");
}

/** Drops what only speeds up reading, and returns how to make it again. */
async function dropIndexes(db: Client): Promise<string[]> {
  const tables = [...COPIED_TABLES.map(({ table }) => table), "history.entries"];
  const { rows } = await db.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any($1::text[]::regclass[])
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await db.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

type Column = { name: string; type: string };

/** The columns that can be written: the database numbers the others itself. */
async function columnsOf(db: Client, table: string): Promise<Column[]> {
  const { rows } = await db.query<Column>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity <> 'a'`,
    [table],
  );
  return rows;
}

const namesOf = (columns: readonly Column[]) => columns.map(({ name }) => `"${name}"`).join(", ");

/** The value of a column in copy `s.n` of row `t`, unless the table says another. */
function copiedValue({ name, type }: Column): string {
  if (type === "uuid") return `scale.copy_of(t."${name}", s.n)`;
  if (type === "timestamp with time zone") return `t."${name}" - s.back`;
  return name === "locator" ? "s.locator" : `t."${name}"`;
}

async function copyRows(
  db: Client,
  { table, where, copies, set }: CopiedTable,
  values: unknown[],
): Promise<void> {
  const columns = await columnsOf(db, table);
  const expressions = columns.map((column) => set?.[column.name] ?? copiedValue(column));
  // The rows of the template are read first: the statement must not copy its own copies.
  await db.query(
    `insert into ${table} (${namesOf(columns)})
     select ${expressions.join(", ")} from scale.sales s
     cross join (select * from ${table} t where ${where}) t
     where s.n <= $3::bigint${copies ? ` and ${copies}` : ""}`,
    values,
  );
}

/** The template's entries again and again, a day further back each time, until every customer has enough. */
async function copyHistory(db: Client, wanted: Multiplied, customerId: string): Promise<void> {
  const { customers, historyEach, reservationId } = wanted;
  const columns = await columnsOf(db, "history.entries");
  const expressions = columns.map((column) => {
    if (column.name === "event_id")
      return `scale.copy_of(t.event_id, s.n + $4::bigint * (1 + t.place / t.total))`;
    if (column.name === "occurred_at")
      return "t.occurred_at - s.back - make_interval(days => (t.place / t.total)::int)";
    return copiedValue(column);
  });
  await db.query(
    `insert into history.entries (${namesOf(columns)})
     select ${expressions.join(", ")} from scale.sales s cross join (
       select e.*, place from generate_series(0, $3::int - 1) place join (
         select *, row_number() over (order by occurred_at) - 1 as nth, count(*) over () as total
         from history.entries where reservation_id = $1::uuid and customer_id = $2::uuid) e
       on e.nth = place % e.total) t`,
    [reservationId, customerId, historyEach, customers],
  );
}

/** The running site would otherwise seal all copies. The hashes are no chain: the check of the night is not measured here. */
async function sealAudit(db: Client): Promise<void> {
  await db.query(`insert into assurance.audit_seals (seq, audit_id, sealed_at, hash)
    select (select coalesce(max(seq), 0) from assurance.audit_seals) + row_number() over (order by a.id), a.id, a.at,
      sha256(a.id::text::bytea)
    from shared.audit_log a where not exists (select from assurance.audit_seals s where s.audit_id = a.id)`);
}
