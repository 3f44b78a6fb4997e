import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { userChanged, userRegistered } from "@/server/identity/events";
import { mileageIncreased } from "@/server/mileage/events";
import { reservationCancelled, reservationCreated } from "@/server/reservation/events";
import { flightCancelled } from "@/server/schedule/events";
import { transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { resetProjection } from "@/server/shared/projection";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { cancelled, created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { catchUpDeliveries, deliverWebhooks, forgetDeliveries, switchEndpoint } from ".";
import { takeDue } from "./lease-deliveries";
import { settleDelivery } from "./settle-delivery";
import {
  deliverDue,
  deliveriesOf,
  endpoint,
  endpointRow,
  fanOut,
  makeDue,
  system,
} from "./testing/endpoints";
import { type Reply, startReceiver } from "./testing/receiver";
import { tryDelivery } from "./try-delivery";

vi.stubEnv("WEBHOOKS_ALLOW_PRIVATE", "true");

type Receiver = Awaited<ReturnType<typeof startReceiver>>;
let receiver: Receiver;
const others: Receiver[] = [];
beforeEach(async () => {
  // Endpoints of earlier tests would get the events of this one.
  await database().execute(
    sql`truncate webhooks.endpoints, webhooks.deliveries, webhooks.attempts, webhooks.secrets`,
  );
  await database().execute(sql`delete from shared.rate_limits`);
  receiver = await startReceiver();
});
afterEach(async () => {
  await Promise.all([receiver, ...others.splice(0)].map((each) => each.stop()));
});
afterAll(closeDatabase);

async function another(reply?: typeof startReceiver extends (r?: infer R) => unknown ? R : never) {
  const one = await startReceiver(reply);
  others.push(one);
  return one;
}

const createdEvent = (r = reservationData()) => recorded(reservationCreated, created(r), r.reservationId);
const cancelledEvent = (r: ReturnType<typeof reservationData>) =>
  recorded(reservationCancelled, cancelled(r), r.reservationId);

/** A reservation with two events. */
async function trip() {
  const r = reservationData();
  return { r, events: [(await createdEvent(r)).eventId, (await cancelledEvent(r)).eventId] };
}
/** The seconds from the end of the last try to the next one. */
async function pauseOf(endpointId: string): Promise<number> {
  const { rows } = await database().execute<{ seconds: number }>(sql`
    select extract(epoch from d.next_try_at - (
      select max(a.tried_at + make_interval(secs => a.duration_ms / 1000.0)) from webhooks.attempts a
      where a.delivery_id = d.id))::float8 as seconds
    from webhooks.deliveries d where d.endpoint_id = ${endpointId} order by d.id limit 1`);
  return rows[0]?.seconds ?? 0;
}
const states = async (endpointId: string) => (await deliveriesOf(endpointId)).map(({ state }) => state);

describe("the queue of an endpoint", () => {
  test("has each public event once, in order, also when two catch up at the same time and when all is read again", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const events: string[] = [];
    for (let n = 0; n < 4; n += 1) events.push(...(await trip()).events);
    const queued = await Promise.all([fanOut(), fanOut(), fanOut()]);
    expect(queued.reduce((sum, n) => sum + n, 0)).toBe(events.length);
    expect((await deliveriesOf(endpointId)).map(({ eventId }) => eventId)).toEqual(events);
    await transaction(system, (tx) => resetProjection(tx, "webhooks"));
    await fanOut();
    expect((await deliveriesOf(endpointId)).map(({ eventId }) => eventId)).toEqual(events);
  });

  test("has what its endpoint asked for: types, an account, nothing from before, nothing that is not public", async () => {
    const early = await createdEvent();
    const all = await endpoint(receiver.url);
    const r = reservationData();
    const one = await endpoint(receiver.url, { eventTypes: ["reservation.cancelled"] });
    const account = { id: r.customerId, email: "partner@example.com" };
    const partner = await endpoint(receiver.url, { account });
    await createdEvent();
    await createdEvent(r);
    await cancelledEvent(r);
    const miles = { memberId: r.customerId, reservationId: r.reservationId, locator: r.locator };
    await recorded(
      mileageIncreased,
      { ...miles, deltaMiles: 5, balanceMiles: 5, ledgerEntryIds: [uuidv7()] },
      r.reservationId,
    );
    await recorded(flightCancelled, {
      ...{ flightId: 1, version: 2, designator: "MA101", departureDate: "2026-12-02", reason: "기상" },
    });
    const user = {
      userId: uuidv7(),
      email: "a@example.com",
      name: "A",
      locale: "ko" as const,
      role: "CUSTOMER" as const,
    };
    await recorded(userRegistered, user);
    await recorded(userChanged, { ...user, change: "LANGUAGE", profileVersion: 2 });
    await fanOut();
    const typesOf = async ({ endpointId }: { endpointId: string }) =>
      (await deliveriesOf(endpointId)).map(({ type }) => type);
    const [made, ended] = ["reservation.created", "reservation.cancelled"];
    expect(await typesOf(all)).toEqual([made, made, ended, "mileage.increased", "flight.cancelled"]);
    expect((await deliveriesOf(all.endpointId)).map(({ eventId }) => eventId)).not.toContain(early.eventId);
    expect(await typesOf(one)).toEqual([ended]);
    expect(await typesOf(partner)).toEqual([made, ended, "mileage.increased"]);
  });

  test("takes no event again that is older than its retention, and forgets what is older", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const { events } = await trip();
    await database().execute(sql`update webhooks.endpoints set listens_from = now() - interval '1 year'`);
    await database().execute(sql`
      update shared.outbox set occurred_at = now() - interval '31 days' where id = ${events[0]}`);
    await fanOut();
    expect((await deliveriesOf(endpointId)).map(({ eventId }) => eventId)).toEqual(events.slice(1));
    await deliverDue();
    expect(await forgetDeliveries(system)).toBe(0);
    await database().execute(sql`update webhooks.deliveries set occurred_at = now() - interval '31 days'`);
    expect(await forgetDeliveries(system)).toBe(1);
    const { rows } = await database().execute(sql`select from webhooks.attempts`);
    expect(rows).toEqual([]);
  });

  test("is only for the system", async () => {
    const ctx = staff();
    const calls = [
      () => catchUpDeliveries(ctx, { onPoison: async () => {} }),
      () => deliverWebhooks(ctx, {}),
      () => deliverWebhooks(customerOf(), {}),
      async () => forgetDeliveries(ctx),
    ];
    for (const call of calls) expect(await codeOf((async () => call())())).toBe("FORBIDDEN");
  });
});

describe("a delivery", () => {
  test("is signed, carries its event's id, and is delivered once", async () => {
    const { endpointId, secret } = await endpoint(receiver.url);
    const { r, events } = await trip();
    await fanOut();
    expect(await deliverDue()).toEqual({ delivered: 2, failed: 0 });
    expect(await deliverDue()).toEqual({ delivered: 0, failed: 0 });
    expect(receiver.ids()).toEqual(events);
    for (const { text, headers } of receiver.received) new Webhook(secret).verify(text, headers);
    expect(receiver.received[0]?.body).toMatchObject({
      ...{ id: events[0], type: "reservation.created", version: 1, data: { locator: r.locator } },
    });
    expect(receiver.received[0]?.headers).toMatchObject({ "content-type": "application/json" });
    expect(await states(endpointId)).toEqual(["DELIVERED", "DELIVERED"]);
  });

  test("that fails holds the later ones of its reservation back, and no others", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const [first, second] = [await trip(), await trip()];
    receiver.answers(({ headers }) => (headers["webhook-id"] === first.events[0] ? 500 : 204));
    await fanOut();
    // One try at a time while the last one failed: the others follow.
    await deliverDue();
    expect(receiver.ids()).not.toContain(first.events[1]);
    expect(receiver.ids().filter((id) => second.events.includes(id))).toEqual(second.events);
    expect(await states(endpointId)).toEqual(["PENDING", "PENDING", "DELIVERED", "DELIVERED"]);
    receiver.answers(() => 204);
    await makeDue();
    await deliverDue();
    expect(receiver.ids().filter((id) => first.events.includes(id))).toEqual([
      ...[first.events[0], first.events[0], first.events[1]],
    ]);
  });

  test("is tried again after 5 seconds, 30 seconds and so on, and given up after 72 hours; then the next one goes", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const { events } = await trip();
    receiver.answers(() => ({ status: 500, body: "x".repeat(10_000) }));
    await fanOut();
    await deliverDue();
    expect((await deliveriesOf(endpointId))[0]).toMatchObject({ state: "PENDING", tries: 1, failures: 1 });
    const first = await pauseOf(endpointId);
    expect(first).toBeGreaterThan(4.4);
    expect(first).toBeLessThan(6);
    await makeDue();
    await deliverDue();
    const second = await pauseOf(endpointId);
    expect(second).toBeGreaterThan(26.9);
    expect(second).toBeLessThan(34);
    // The endpoint answers others, so that it stays enabled.
    await database().execute(sql`
      update webhooks.deliveries set failing_since = now() - interval '73 hours' where event_id = ${events[0]}`);
    receiver.answers(({ headers }) => (headers["webhook-id"] === events[0] ? 500 : 204));
    await makeDue();
    await deliverDue();
    expect((await deliveriesOf(endpointId)).map(({ state, cause }) => [state, cause])).toEqual([
      ...[
        ["GIVEN_UP", "EXHAUSTED"],
        ["DELIVERED", null],
      ],
    ]);
    const { rows } = await database().execute<{
      status: number;
      failure: string | null;
      characters: number;
    }>(sql`
      select status, failure, length(excerpt) as characters from webhooks.attempts order by id`);
    expect(rows.map(({ status, failure }) => [status, failure])).toEqual([
      [500, "STATUS"],
      [500, "STATUS"],
      [500, "STATUS"],
      [204, null],
    ]);
    expect(rows[0]?.characters).toBe(1_000);
  });

  test("waits as long as the endpoint asks by Retry-After", async () => {
    const { endpointId } = await endpoint(receiver.url);
    await createdEvent();
    await fanOut();
    receiver.answers(() => ({ status: 429, headers: { "retry-after": "600" } }));
    await deliverDue();
    const pause = await pauseOf(endpointId);
    expect(pause).toBeGreaterThanOrEqual(599);
    expect(pause).toBeLessThan(602);
  });

  test("whose process dies between sending and writing it down is sent again when the lease ends", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const { events } = await trip();
    await fanOut();
    const [leased] = await takeDue({ failing: false, limit: 1 });
    if (!leased) throw new Error("nothing was due");
    const outcome = await tryDelivery(leased);
    // While the lease lasts nobody else has it, and the next one waits.
    await deliverDue();
    expect(receiver.ids()).toEqual([events[0]]);
    await database().execute(
      sql`update webhooks.deliveries set leased_until = now() where leased_until is not null`,
    );
    await deliverDue();
    expect(receiver.ids()).toEqual([events[0], events[0], events[1]]);
    // The first process wakes up: what it writes changes nothing.
    expect(await settleDelivery(system, leased, outcome)).toBe("LOST");
    expect(await states(endpointId)).toEqual(["DELIVERED", "DELIVERED"]);
  });

  test("is taken by one of several processes, and never before the one that it follows", async () => {
    await endpoint(receiver.url);
    const trips = await Promise.all([trip(), trip(), trip(), trip(), trip()]);
    await fanOut();
    await Promise.all([deliverDue(), deliverDue(), deliverDue()]);
    const ids = receiver.ids();
    expect(ids.toSorted()).toEqual(trips.flatMap(({ events }) => events).toSorted());
    for (const { events } of trips) expect(ids.filter((id) => events.includes(id))).toEqual(events);
  });

  test("whose event is no longer kept is given up, and the next one goes", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const { events } = await trip();
    await fanOut();
    await database().execute(sql`delete from shared.outbox where id = ${events[0]}`);
    // The next one may go in the same run or in the one after it.
    for (let run = 0; run < 2; run += 1) await deliverDue();
    expect((await deliveriesOf(endpointId)).map(({ cause }) => cause)).toEqual(["UNREADABLE", null]);
    expect(receiver.ids()).toEqual(events.slice(1));
  });
});

describe("an endpoint", () => {
  test("that does not answer holds no other up", async () => {
    const silent = await another(() => "silence" as Reply);
    const { endpointId } = await endpoint(silent.url);
    await endpoint(receiver.url);
    for (let n = 0; n < 6; n += 1) await createdEvent();
    await fanOut();
    let settled = false;
    const work = deliverDue({ withinMs: 30_000 }).finally(() => {
      settled = true;
    });
    await expect.poll(() => receiver.received.length).toBe(6);
    // The silent one is still waited for, by no more tries than one endpoint has.
    expect([settled, silent.received.length]).toEqual([false, 4]);
    await silent.stop();
    others.splice(0);
    await work;
    expect(await endpointRow(endpointId)).toMatchObject({ failing: true });
  });

  test("that fails is tried by one delivery at a time, until one succeeds", async () => {
    let open = 0;
    let most = 0;
    const slow = await another(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 30));
      open -= 1;
      return 500;
    });
    const { endpointId } = await endpoint(slow.url);
    await database().execute(sql`update webhooks.endpoints set failing_since = now()`);
    for (let n = 0; n < 5; n += 1) await createdEvent();
    await fanOut();
    await deliverDue();
    expect([slow.received.length >= 5, most]).toEqual([true, 1]);
    slow.answers(() => 200);
    await makeDue();
    await deliverDue();
    expect(await endpointRow(endpointId)).toEqual({ state: "ACTIVE", cause: null, failing: false });
  });

  test.each([
    ["that answers 410", 410, "GONE", sql`now()`],
    ["that failed for 72 hours", 500, "FAILURES", sql`now() - interval '72 hours 1 second'`],
  ])(
    "%s is disabled; what waits, and what comes later, is given up and can be sent then",
    async (_, status, cause, since) => {
      const { endpointId } = await endpoint(receiver.url);
      await trip();
      await fanOut();
      await database().execute(sql`update webhooks.endpoints set failing_since = ${since}`);
      receiver.answers(() => status);
      await deliverDue();
      expect(await endpointRow(endpointId)).toMatchObject({ state: "DISABLED", cause });
      await createdEvent();
      await fanOut();
      expect(await states(endpointId)).toEqual(["GIVEN_UP", "GIVEN_UP", "GIVEN_UP"]);
      const before = receiver.received.length;
      await makeDue();
      await deliverDue();
      expect(receiver.received.length).toBe(before);
      const { rows } = await database().execute(sql`
      select actor_kind, action from shared.audit_log where entity_id = ${endpointId} and actor_kind = 'SYSTEM'`);
      expect(rows).toEqual([{ actor_kind: "SYSTEM", action: "disable-webhook-endpoint" }]);
      await switchEndpoint(staff(), { endpointId, state: "ACTIVE" });
      expect(await endpointRow(endpointId)).toEqual({ state: "ACTIVE", cause: null, failing: false });
    },
  );

  test("that failed for less than 72 hours stays enabled", async () => {
    const { endpointId } = await endpoint(receiver.url);
    await createdEvent();
    await fanOut();
    await database().execute(
      sql`update webhooks.endpoints set failing_since = now() - interval '71 hours 50 minutes'`,
    );
    receiver.answers(() => 500);
    await deliverDue();
    expect(await endpointRow(endpointId)).toMatchObject({ state: "ACTIVE", failing: true });
  });
});
