import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { readFunctions } from "@/local/inngest-server/function-config";
import { PLAN_LIMITS, planProblems } from "@/local/inngest-server/plan-limits";
import { notifiableEvents } from "@/server/notification/events";
import { reservationCreated } from "@/server/reservation/events";
import { flightsPublished } from "@/server/schedule/events";
import { FLIGHTS_PER_EVENT } from "@/server/schedule/publish-flights";
import { uuidv7 } from "@/server/shared/ids";
import { event, type OutboxRow } from "@/server/shared/outbox";
import { created, reservationData, segmentData } from "@/server/shared/testing/events";
import { aircraftTypes } from "@/tools/seed/data/aircraft";
import { airports } from "@/tools/seed/data/airports";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { mayShareMessage, subscriptions } from "./subscriptions";

type Registered = { id: string; triggers: { event?: string; cron?: string }[] };
let registered: Registered[] = [];

/** What the SDK sends to an engine to register these functions. */
async function registrationOf(client: Inngest, functions: Parameters<typeof serve>[0]["functions"]) {
  let body = "";
  vi.stubGlobal("fetch", async (_: string, init: { body: string }) => {
    body = init.body;
    return Response.json({ ok: true, modified: true });
  });
  try {
    const handler = serve({ client, functions, enableUnauthedSync: true });
    const answer = await handler(
      new Request("http://localhost:3000/api/inngest", { method: "PUT", headers: { host: "localhost" } }),
    );
    if (answer.status !== 200) throw new Error(await answer.text());
    return (JSON.parse(body) as { functions: Registered[] }).functions;
  } finally {
    vi.unstubAllGlobals();
  }
}

beforeAll(async () => {
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  const { inngest } = await import("./client");
  const { functions } = await import("./functions");
  registered = await registrationOf(inngest, functions);
});

const consumer = (id: string) => registered.find((fn) => fn.id === `msa-air-${id}`);

describe("the functions", () => {
  test("are accepted by an engine, also on its smallest plan", () => {
    const read = readFunctions(registered);
    expect(read).toHaveLength(registered.length);
    expect(planProblems(read, "free")).toEqual([]);
  });

  test("are refused with an eleventh trigger or an unknown option", async () => {
    const client = new Inngest({ id: "test", isDev: false, fetch: (input, init) => fetch(input, init) });
    const with_ = async (options: object) => {
      const fn = client.createFunction({ id: "f", ...options } as never, async () => {});
      return readFunctions(await registrationOf(client, [fn]));
    };
    const triggers = (count: number) => Array.from({ length: count }, (_, n) => ({ event: `test/${n}` }));
    expect(await with_({ triggers: triggers(10) })).toHaveLength(1);
    await expect(with_({ triggers: triggers(11) })).rejects.toThrow(/trigger/);
    const [valid] = await registrationOf(client, [
      client.createFunction({ id: "f", triggers: triggers(1) }, async () => {}),
    ]);
    expect(() => readFunctions([{ ...valid, haste: true }])).toThrow(/haste/);
  });

  test("include one for each subscription, with its triggers and its failure handler", () => {
    for (const [id, events] of Object.entries(subscriptions)) {
      expect(consumer(id)?.triggers, id).toEqual(events.map(({ name }) => ({ event: name })));
      expect(consumer(`${id}-failure`), id).toBeDefined();
    }
  });

  test("notify customers of every notifiable event", () => {
    const notifiable = Object.entries(subscriptions)
      .filter(([id]) => id.startsWith("notify-on-"))
      .flatMap(([, events]) => events.map(({ name }) => name));
    expect(notifiable.sort()).toEqual(
      Object.values(notifiableEvents)
        .map(({ name }) => name)
        .sort(),
    );
  });

  test("that call the payment provider get one event per message", () => {
    const asking = [
      "refund-on-reservation-cancelled",
      "refund-on-payment-refused",
      "close-checkout-on-reservation-expired",
    ];
    for (const id of asking as (keyof typeof subscriptions)[])
      for (const { name } of subscriptions[id]) expect(mayShareMessage(name), name).toBe(false);
  });
});

describe("a message fits an engine's smallest plan", () => {
  const bytesOf = (message: object) => Buffer.byteLength(JSON.stringify(message));
  const largest = PLAN_LIMITS.free.eventBytes;
  const row = (name: string, data: Record<string, unknown>): OutboxRow => ({
    ...{
      seq: 1,
      id: uuidv7(),
      name,
      version: 1,
      data,
      correlationId: uuidv7(),
      causationId: null,
      xid: "1",
      traceparent: null,
    },
    ...{ occurredAt: new Date(), publishedAt: null, parkedReason: null },
  });

  test("with the largest booking (nine passengers, two flights), and with as many of them as share a message", async () => {
    const { MAX_TOGETHER_BYTES, messagesOf } = await import("./relay/message-rules");
    const r = reservationData(Array.from({ length: 9 }, () => "ADULT" as const));
    const seats = r.passengers.map(({ id }) => ({ passengerId: id, seat: "28F" }));
    const segments = [segmentData(), segmentData()].map((segment) => ({ ...segment, seats }));
    const { data } = event(reservationCreated, created({ ...r, segments }));
    const rows = Array.from({ length: 200 }, () =>
      row(reservationCreated.name, data as Record<string, unknown>),
    );
    const sizes = messagesOf(rows).map(bytesOf);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(Math.min(largest, 1.5 * MAX_TOGETHER_BYTES));
  });

  test("with as many flights as one event may publish", async () => {
    const { messageOf } = await import("./relay/message-rules");
    const fares = Array.from({ length: 6 }, () => ({
      ...{ brand: "STANDARD_PLUS", cabin: "PREMIUM_ECONOMY", amount: 1_234_000, unitLimit: 189 },
    }));
    const flight = {
      ...{ id: 123_456, version: 12, designator: "MA1234", origin: "ICN", destination: "CJU", fares },
      ...{ departsAt: "2026-12-01T22:30:00.000Z", arrivesAt: "2026-12-01T22:30:00.000Z" },
      ...{
        departureDate: "2026-12-01",
        arrivalDate: "2026-12-01",
        aircraftType: "7M8",
        distanceMiles: 12_345,
      },
      units: { ECONOMY: 189, BUSINESS: 12, PREMIUM_ECONOMY: 20 },
    };
    const flights = Array.from({ length: FLIGHTS_PER_EVENT }, () => flight);
    const { data } = event(flightsPublished, {
      flights,
      airports: [...airports],
      aircraft: aircraftTypes.map((type) => ({ ...type, layouts: [...type.layouts] })),
    });
    expect(bytesOf(messageOf(row(flightsPublished.name, data as Record<string, unknown>)))).toBeLessThan(
      largest,
    );
  });
});
