import { type SQL, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import type { CabinLayout } from "@/server/shared/cabin-layout";
import { addDays } from "@/server/shared/time";
import { aircraftOf } from "./data/aircraft";
import { DEMO_ACCOUNTS, demoAccountsAllowed } from "./demo-accounts";
import { seed } from "./main";
import { seedReference } from "./reference";

const url = process.env.DATABASE_URL!;
const today = "2026-11-24";

type Counts = Record<"flights" | "fares" | "sold" | "units" | "schedules" | "users" | "policies", number>;

async function counts(): Promise<Counts> {
  const { rows } = await database().execute<Counts>(sql`select
    (select count(*) from schedule.flights)::int as flights,
    (select count(*) from schedule.flight_fares)::int as fares,
    (select count(*) from reservation.flights)::int as sold,
    (select count(*) from reservation.inventory_units)::int as units,
    (select count(*) from schedule.season_schedules)::int as schedules,
    (select count(*) from identity.users)::int as users,
    (select count(*) from reservation.policies)::int as policies`);
  return rows[0] as Counts;
}

let first: Counts;
beforeAll(async () => {
  await seed(url, { days: 3, today });
  first = await counts();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(closeDatabase);

test("every flight of the period is on sale, with a unit for each seat", async () => {
  expect(first.flights).toBeGreaterThan(200);
  expect(first.sold).toBe(first.flights);
  const { rows } = await database().execute(sql`
    select f.id from schedule.flights f
    left join lateral (select count(*) as units from reservation.inventory_units u where u.flight_id = f.id) u on true
    left join lateral (select max(unit_limit) as top, count(*) as brands from reservation.fares r
                       where r.flight_id = f.id) r on true
    where u.units < 70 or r.brands < 3 or r.top > u.units
      or f.departure_date not between ${today} and ${addDays(today, 3)}`);
  expect(rows).toEqual([]);
});

test("a second run adds nothing, and does not take long", async () => {
  const started = performance.now();
  await seed(url, { days: 3, today });
  expect(await counts()).toEqual(first);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("layouts of an earlier release get their doors and wings, and one with other seats stays as it is", async () => {
  const tables = [
    [sql.raw("schedule.aircraft_types"), sql.raw("code")],
    [sql.raw("reservation.cabin_layouts"), sql.raw("aircraft_type")],
  ] as const;
  const layoutsOf = async (table: SQL) => {
    const { rows } = await database().execute<{ layouts: CabinLayout[] }>(sql`select layouts from ${table}`);
    return rows.map(({ layouts }) => layouts);
  };
  const own = [{ cabin: "ECONOMY", columns: "AB", firstRow: 1, lastRow: 2 }];
  for (const [table, key] of tables) {
    await database().execute(sql`update ${table} set layouts = (
      select jsonb_agg(l.each - 'fixtures' - 'wingRows' order by l.n)
      from jsonb_array_elements(layouts) with ordinality l(each, n))`);
    await database().execute(
      sql`update ${table} set layouts = ${JSON.stringify(own)}::jsonb where ${key} = 'AT7'`,
    );
    expect((await layoutsOf(table)).flat().some(({ fixtures }) => fixtures)).toBe(false);
  }
  await seedReference();
  for (const [table, key] of tables) {
    const all = await layoutsOf(table);
    expect(all).toContainEqual(own);
    const drawn = all.flat().filter(({ fixtures }) => fixtures);
    expect(drawn.length).toBe(all.flat().length - own.length);
    const atr = JSON.stringify(aircraftOf("AT7").layouts);
    await database().execute(sql`update ${table} set layouts = ${atr}::jsonb where ${key} = 'AT7'`);
  }
});

test("a run on the next day adds the missing day only", async () => {
  await seed(url, { days: 3, today: addDays(today, 1) });
  const { rows } = await database().execute<{ date: string; n: number }>(sql`
    select service_date::text as date, count(*)::int as n from schedule.flights group by 1 order by 1`);
  expect(rows.map((row) => row.date)).toEqual([0, 1, 2, 3].map((day) => addDays(today, day)));
  const later = await counts();
  expect(later.sold).toBe(later.flights);
  expect({ ...later, ...pick(first) }).toEqual({
    ...first,
    flights: later.flights,
    fares: later.fares,
    sold: later.sold,
    units: later.units,
  });
});

const pick = ({ schedules, users, policies }: Counts) => ({ schedules, users, policies });

test("flights need no delivery any more, the new accounts do", async () => {
  const { rows } = await database().execute(sql`
    select name, count(*)::int as waiting from shared.outbox where published_at is null group by name`);
  expect(rows).toEqual([{ name: "identity/user.registered", waiting: DEMO_ACCOUNTS.length }]);
});

test("a password from the source opens nothing that others can reach", () => {
  vi.stubEnv("SEED_DEMO_PASSWORD", "");
  expect(demoAccountsAllowed("postgres://u@db.example/msa")).toBe(false);
  expect(demoAccountsAllowed("postgres://u@127.0.0.1:54329/msa")).toBe(true);
  vi.stubEnv("SEED_DEMO_PASSWORD", "something of one's own");
  expect(demoAccountsAllowed("postgres://u@db.example/msa")).toBe(true);
});
