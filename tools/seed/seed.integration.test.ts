import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { addDays } from "@/server/shared/time";
import { DEMO_ACCOUNTS, demoAccountsAllowed } from "./demo-accounts";
import { seed } from "./main";

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
