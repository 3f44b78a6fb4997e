import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { measureProcess } from "@/app/_lib/edge/measure-requests";
import { closeDatabase, database } from "@/db/client";
import { hasReservedConnections, withReservedConnections } from "@/db/pool-queue";
import { recordEngineAnswer } from "@/server/assurance";
import type { countEventsAfter } from "@/server/assurance/queries";
import { reservationCreated } from "@/server/reservation/events";
import { customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import { systemContext } from "@/server/shared/context";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { samplesOf, seriesValue } from "@/tools/monitoring/exposition";
import { promtool, reasonToSkip } from "@/tools/monitoring/promtool";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

const TOKEN = "only-for-tests-metrics";

beforeAll(async () => {
  measureProcess();
  await policies();
});
beforeEach(() => {
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("METRICS_TOKEN", TOKEN);
  // The route keeps a reading of the database for some seconds; a new module has none.
  vi.resetModules();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(closeDatabase);

async function asked(authorization: string | null = `Bearer ${TOKEN}`): Promise<Response> {
  const { GET } = await import("./route");
  return GET(
    new Request("http://localhost/api/metrics", { headers: authorization ? { authorization } : {} }),
  );
}
const scraped = async () => (await asked()).text();

test("the answer passes Prometheus' own parser, and our names keep its conventions", async (context) => {
  const response = await asked();
  expect(response.headers.get("Content-Type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await response.text();
  const reason = reasonToSkip();
  if (reason) return context.skip(reason);
  // Some names of Node's own figures do not keep the conventions: promtool says so with status 3.
  expect([0, 3]).toContain(promtool(["check", "metrics"], text).status);
  const ours = text.split("\n").filter((line) => /^(# \w+ )?msa_/.test(line));
  expect(promtool(["check", "metrics"], `${ours.join("\n")}\n`)).toEqual({ status: 0, output: "" });
});

test("what waits in the database is counted, with its age", async () => {
  const { reservationId } = await hold(customer(), await flightOnSale(), named);
  await database().execute(sql`
    update reservation.reservations set payment_deadline = now() - interval '2 minutes' where id = ${reservationId}`);
  await database().execute(sql`update shared.outbox set occurred_at = now() - interval '90 seconds'`);
  const text = await scraped();
  expect(seriesValue(text, "msa_database_up")).toBe(1);
  expect(seriesValue(text, "msa_holds_overdue")).toBe(1);
  expect(seriesValue(text, "msa_queue_waiting", { queue: "overdue_holds" })).toBe(1);
  expect(seriesValue(text, "msa_queue_oldest_seconds", { queue: "overdue_holds" })).toBeCloseTo(120, -1);
  expect(seriesValue(text, "msa_outbox_waiting")).toBeGreaterThan(0);
  for (const name of ["msa_outbox_oldest_seconds", "msa_saga_lag_seconds"])
    expect(seriesValue(text, name)).toBeCloseTo(90, -1);
  expect(seriesValue(text, "msa_projection_lag_seconds", { projection: "history" })).toBeCloseTo(90, -1);
  expect(seriesValue(text, "msa_projection_lag_seconds", { projection: "recipients" })).toBe(0);
  expect(seriesValue(text, "msa_pool_open_connections")).toBeGreaterThan(0);
});

test("the laws stand with the moment of their check; nothing is oversold until a unit is lost", async () => {
  const calm = await scraped();
  expect(seriesValue(calm, "msa_oversold_units")).toBe(0);
  expect(seriesValue(calm, "msa_law_broken", { law: "L1" })).toBe(0);
  expect(seriesValue(calm, "msa_laws_checked_timestamp_seconds")).toBeCloseTo(Date.now() / 1_000, -2);
  // Sold with its order, and then its unit is gone.
  await database().execute(sql`
    with booked as (update reservation.reservations set status = 'CREATED', created_at = now()
      where id = (select id from reservation.reservations limit 1) returning id)
    update reservation.passengers set ticket_number = '9982100000999' where reservation_id = (select id from booked)`);
  await database().execute(sql`update reservation.inventory_units set reservation_id = null, held_until = null
    where reservation_id is not null`);
  await database().execute(sql`select reservation.adopt_order(id) from reservation.reservations`);
  vi.resetModules();
  const text = await scraped();
  expect(seriesValue(text, "msa_oversold_units")).toBe(1);
  expect(seriesValue(text, "msa_law_broken", { law: "L1" })).toBe(1);
});

test("the engine's last answer is shown", async () => {
  expect(seriesValue(await scraped(), "msa_engine_registered")).toBe(0);
  const system = systemContext("test");
  const engine = TEST_ENVIRONMENT.INNGEST_BASE_URL;
  await recordEngineAnswer(system, { engine, functionsHash: "h", refusal: null });
  vi.resetModules();
  expect(seriesValue(await scraped(), "msa_engine_registered")).toBe(1);
});

test("each event is counted once over many scrapes, from the first scrape on", async () => {
  const { countEventsAfter } = await import("@/server/assurance/queries");
  const system = systemContext("test");
  const { position, counts } = await countEventsAfter(system, null);
  expect(counts[reservationCreated.name]).toBe(0);
  for (let times = 0; times < 3; times += 1) {
    const r = reservationData();
    await recorded(reservationCreated, created(r), r.reservationId);
  }
  // Two at a time: each count continues behind the one before. An older transaction, also of another test's database, holds
  // the newest events back until it ends.
  let at = position;
  const found: number[] = [];
  const countNext = async () => {
    const next = await countEventsAfter(system, at, 2);
    at = next.position;
    found.push(next.counts[reservationCreated.name] ?? 0);
    return found.reduce((sum, each) => sum + each, 0);
  };
  await expect.poll(countNext).toBe(3);
  expect(Math.max(...found)).toBeLessThanOrEqual(2);
  expect(await countNext()).toBe(3);
});

test("scrapes that come together, and those of the next seconds, share one reading", async () => {
  const system = await import("./system-metrics");
  const reads = vi.spyOn(database(), "transaction");
  await Promise.all([system.systemMetrics(), system.systemMetrics(), system.systemMetrics()]);
  const once = reads.mock.calls.length;
  await system.systemMetrics();
  expect(reads.mock.calls.length).toBe(once);
  // The figures and the laws.
  expect(once).toBe(2);
  reads.mockRestore();
});

test("the laws, whose check may take long, leave the reserved connections to payments", async () => {
  const system = await import("./system-metrics");
  const rights: boolean[] = [];
  const open = database().transaction;
  const watched = vi.spyOn(database(), "transaction").mockImplementation((...given) => {
    rights.push(hasReservedConnections());
    return open.apply(database(), given);
  });
  await withReservedConnections(() => system.systemMetrics());
  // The laws and the figures.
  expect(rights.sort()).toEqual([false, true]);
  watched.mockRestore();
});

test("a count of events that ends after the next one changes no sum: a sum never falls", async () => {
  type Count = Awaited<ReturnType<typeof countEventsAfter>>;
  const position = (seq: string, times: number): Count => ({
    position: { xid: "1", seq },
    counts: { [reservationCreated.name]: times },
  });
  let end: (count: Count) => void = () => {};
  const late = new Promise<Count>((resolve) => {
    end = resolve;
  });
  const answers = [late, Promise.resolve(position("2", 2)), Promise.resolve(position("2", 0))];
  vi.doMock("@/server/assurance/queries", async (original) => ({
    ...(await original<object>()),
    countEventsAfter: () => answers.shift(),
  }));
  const { systemMetrics } = await import("./system-metrics");
  const began = performance.now();
  const clock = vi.spyOn(performance, "now");
  const counted = async (scrape: number) => {
    clock.mockReturnValue(began + scrape * 20_000);
    const text = await (await systemMetrics()).metrics();
    return text.includes("msa_events_total{") ? seriesValue(text, "msa_events_total") : null;
  };
  expect(await counted(0)).toBeNull();
  expect(await counted(1)).toBe(2);
  end(position("1", 1));
  expect(await counted(2)).toBe(2);
  clock.mockRestore();
  vi.doUnmock("@/server/assurance/queries");
});

test("without the database the process still gives its own figures, and says so", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://nobody:x@127.0.0.1:1/none");
  const response = await asked();
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(seriesValue(text, "msa_database_up")).toBe(0);
  expect(seriesValue(text, "process_cpu_seconds_total")).toBeGreaterThan(0);
  // What cannot be read is left out: an old figure would look like a new one.
  expect(text).not.toMatch(/^msa_(law_broken|outbox_waiting|holds_live|engine_registered)/m);
});

test("a database that never answers holds a scrape up for two seconds, not for ever", async () => {
  const silent = net.createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  vi.stubEnv("DATABASE_URL", `postgres://nobody:x@127.0.0.1:${port}/none`);
  const began = performance.now();
  expect(seriesValue(await scraped(), "msa_database_up")).toBe(0);
  // The pool itself would wait for five seconds.
  expect(performance.now() - began).toBeLessThan(4_500);
  silent.close();
});

test.each([null, "Bearer wrong", `Bearer ${TOKEN}2`, TOKEN])(
  "tells nothing to who comes with %s",
  async (authorization) => {
    const response = await asked(authorization);
    expect([response.status, await response.text()]).toEqual([401, ""]);
  },
);

test("the address does not exist when no token is set", async () => {
  vi.stubEnv("METRICS_TOKEN", undefined);
  expect((await asked("Bearer undefined")).status).toBe(404);
});

test("no figure has a label with an id, an address or a number of its own", async () => {
  for (const { labels } of samplesOf(await scraped()))
    for (const value of Object.values(labels)) expect(value).not.toMatch(/@|[0-9a-f]{8}-|\d{5}/);
});
