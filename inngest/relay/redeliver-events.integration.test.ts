import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { reservationCreated } from "@/server/reservation/events";
import {
  deliveriesInVain,
  expectReceipts,
  MAX_TRIES,
  receipt,
  tryAgainAlone,
  tryAllAgain,
} from "@/server/shared/deliveries";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { unpacked } from "@/inngest/steps/received-event";
import { redeliverOverdue } from "./redeliver-events";

const { sent, isRegistered, away, refused, refusedIds } = vi.hoisted(() => {
  const refused = new Set<string>();
  return {
    sent: [] as { id: string; name: string; data: Record<string, unknown> }[],
    isRegistered: vi.fn(async () => true),
    away: { error: null as Error | null },
    refused,
    refusedIds: () => (refused.size > 0 ? new RegExp([...refused].join("|")) : /^never$/),
  };
});
vi.mock("@/inngest/registration/engine-state", () => ({ isRegistered }));
vi.mock("@/inngest/client", () => ({
  inngest: {
    send: async (messages: typeof sent) => {
      if (away.error) throw away.error;
      if (messages.some((message) => JSON.stringify(message.data).match(refusedIds())))
        throw new Error("Inngest API Error: 413 too large");
      sent.push(...messages);
    },
  },
}));

beforeEach(async () => {
  sent.length = 0;
  refused.clear();
  away.error = null;
  isRegistered.mockResolvedValue(true);
  await database().execute(sql`truncate shared.outbox, shared.deliveries, operations.dead_letters`);
});
afterAll(closeDatabase);

const CREDIT = "credit-miles-on-reservation-created";
const NOTIFY = "notify-on-reservation-event";

/** An event that was published, and that these functions have to confirm. */
async function published(consumers = [CREDIT]): Promise<string> {
  const { eventId } = await recorded(reservationCreated, created(reservationData()));
  await expectReceipts(consumers.map((consumer) => ({ eventId, consumer })));
  await stamp(eventId);
  return eventId;
}

const stamp = (eventId: string) =>
  database().execute(sql`update shared.outbox set published_at = now() where id = ${eventId}`);

type Row = { consumer: string; tries: number; pause: number };
async function rowsOf(eventId: string): Promise<Row[]> {
  const { rows } = await database().execute<Row>(sql`
    select consumer, tries, round(extract(epoch from next_try_at - clock_timestamp()))::int as pause
    from shared.deliveries where event_id = ${eventId} order by consumer`);
  return rows;
}
const pass = (eventId: string, hours = 0) =>
  database().execute(sql`
    update shared.deliveries set next_try_at = clock_timestamp() - interval '1 second',
      published_at = published_at - make_interval(hours => ${hours}) where event_id = ${eventId}`);

test("what is confirmed is not published again, and what is not yet due neither", async () => {
  const [confirmed, fresh] = [await published(), await published()];
  await database().transaction((tx) => receipt(tx, { eventId: confirmed, consumer: CREDIT }));
  expect(await redeliverOverdue()).toBe("empty");
  expect(sent).toEqual([]);
  expect(await rowsOf(confirmed)).toEqual([]);
  expect(await rowsOf(fresh)).toMatchObject([{ tries: 1, pause: 30 }]);
});

test("what nobody confirmed in time is published again under its own id, after growing pauses", async () => {
  const eventId = await published();
  const pauses: number[] = [];
  for (let n = 0; n < 6; n++) {
    await pass(eventId);
    await redeliverOverdue();
    pauses.push((await rowsOf(eventId))[0]?.pause ?? 0);
  }
  expect(sent.map((message) => message.id)).toEqual(Array(6).fill(eventId));
  expect(sent[0]).toMatchObject({ name: reservationCreated.name, data: { eventId } });
  expect(pauses).toEqual([60, 120, 240, 480, 900, 1_800]);
});

test("an event that two functions have not confirmed is published once for both", async () => {
  const eventId = await published([CREDIT, NOTIFY]);
  await pass(eventId);
  await redeliverOverdue();
  expect(sent).toHaveLength(1);
  expect(await rowsOf(eventId)).toMatchObject([{ tries: 2 }, { tries: 2 }]);
});

test("two processes do not publish the same again", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => published()));
  for (const eventId of ids) await pass(eventId);
  await Promise.all(Array.from({ length: 5 }, () => redeliverOverdue()));
  // Events that are late together travel together: an engine that is only slow gets no more messages than before.
  const inside = sent.flatMap((message) => unpacked(message).map(({ id }) => id));
  expect(inside.sort()).toEqual(ids.sort());
  expect(sent.length).toBeLessThanOrEqual(5);
});

test("what belongs to the relay is left to it, and a receipt that comes before the stamp is kept", async () => {
  const { eventId } = await recorded(reservationCreated, created(reservationData()));
  const both = [CREDIT, NOTIFY].map((consumer) => ({ eventId, consumer }));
  await expectReceipts(both);
  await pass(eventId);
  await redeliverOverdue();
  expect(sent).toEqual([]);
  // The engine had it, though its answer was lost; the relay publishes it again.
  await database().transaction((tx) => receipt(tx, both[0]!));
  await expectReceipts(both);
  await stamp(eventId);
  await redeliverOverdue();
  expect(await rowsOf(eventId)).toMatchObject([{ consumer: NOTIFY }]);
});

test("one that the engine refuses is set aside, and the others go out", async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => published()));
  for (const eventId of ids) await pass(eventId);
  refused.add(ids[2]!);
  await redeliverOverdue();
  for (let n = 0; n < 3; n++) {
    for (const eventId of ids) await pass(eventId);
    await redeliverOverdue();
  }
  const parked = await database().execute<{ id: string }>(
    sql`select id from shared.outbox where parked_reason is not null`,
  );
  expect(parked.rows.map((row) => row.id)).toEqual([ids[2]]);
  expect(await rowsOf(ids[2]!)).toEqual([]);
  const inside = new Set(sent.flatMap((message) => unpacked(message).map(({ id }) => id)));
  expect(inside).toEqual(new Set(ids.filter((id) => id !== ids[2])));
});

test("one that failed in company and that nobody had written down is from then on", async () => {
  const { eventId } = await recorded(reservationCreated, created(reservationData()));
  await stamp(eventId);
  await tryAgainAlone([{ eventId, consumer: CREDIT }]);
  await redeliverOverdue();
  expect(sent.map((message) => message.id)).toEqual([eventId]);
  expect(await rowsOf(eventId)).toMatchObject([{ consumer: CREDIT, tries: 2 }]);
});

test("a delivery whose event is gone goes too", async () => {
  const eventId = await published();
  await database().execute(sql`delete from shared.outbox where id = ${eventId}`);
  await pass(eventId, 2);
  await redeliverOverdue();
  expect(await rowsOf(eventId)).toEqual([]);
});

test("once the engine has forgotten the id a new one is used", async () => {
  const eventId = await published();
  await pass(eventId, 25);
  await redeliverOverdue();
  expect(sent[0]?.id).not.toBe(eventId);
  expect(sent[0]?.data).toMatchObject({ eventId });
});

test("a receipt that comes late ends it, and one that comes twice changes nothing", async () => {
  const eventId = await published();
  await pass(eventId);
  await redeliverOverdue();
  for (let n = 0; n < 2; n++)
    await database().transaction((tx) => receipt(tx, { eventId, consumer: CREDIT }));
  await pass(eventId);
  await redeliverOverdue();
  expect(sent).toHaveLength(1);
});

test("after the last try it is a dead letter, and is left to a person", async () => {
  const eventId = await published();
  for (let n = 1; n < MAX_TRIES; n++) {
    await pass(eventId);
    await redeliverOverdue();
  }
  expect(sent).toHaveLength(MAX_TRIES - 1);
  await pass(eventId);
  await redeliverOverdue();
  await redeliverOverdue();
  expect(sent).toHaveLength(MAX_TRIES - 1);
  expect(await rowsOf(eventId)).toEqual([]);
  const { rows } = await database().execute(
    sql`select function_id, event_id, event_name, event->'data'->>'eventId' as inside from operations.dead_letters`,
  );
  expect(rows).toEqual([
    { function_id: CREDIT, event_id: eventId, event_name: reservationCreated.name, inside: eventId },
  ]);
});

test("an engine that is away uses up no try", async () => {
  const eventId = await published();
  await pass(eventId);
  away.error = new Error("connect ECONNREFUSED");
  await expect(redeliverOverdue()).rejects.toThrow("ECONNREFUSED");
  expect(await rowsOf(eventId)).toMatchObject([{ tries: 1, pause: 5 }]);
});

test("nothing is published to an engine that does not know our functions", async () => {
  const eventId = await published();
  await pass(eventId);
  isRegistered.mockResolvedValue(false);
  await redeliverOverdue();
  expect(sent).toEqual([]);
  expect(await rowsOf(eventId)).toMatchObject([{ tries: 1 }]);
});

test("one that failed in company is published by itself at once", async () => {
  const eventId = await published();
  await tryAgainAlone([{ eventId, consumer: CREDIT }]);
  await redeliverOverdue();
  expect(sent.map((message) => message.id)).toEqual([eventId]);
});

test("what was published in vain makes one doubt the engine; then all of it can be tried again", async () => {
  const eventId = await published();
  const other = await published();
  for (let n = 0; n < 2; n++) {
    expect(await deliveriesInVain()).toBe(false);
    await pass(eventId);
    await redeliverOverdue();
  }
  expect(await deliveriesInVain()).toBe(true);
  sent.length = 0;
  // What was at its last try must not end by it.
  await database().execute(
    sql`update shared.deliveries set tries = ${MAX_TRIES} where event_id = ${eventId}`,
  );
  await tryAllAgain();
  await redeliverOverdue();
  const inside = sent.flatMap((message) => unpacked(message).map(({ id }) => id));
  expect(inside.sort()).toEqual([eventId, other].sort());
});
