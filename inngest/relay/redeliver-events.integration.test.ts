import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { unpacked } from "@/inngest/steps/received-event";
import { reservationCreated } from "@/server/reservation/events";
import {
  expectReceipts,
  hasUnconfirmedRetries,
  MAX_TRIES,
  receipt,
  redeliverAllUnconfirmed,
  redeliverSeparately,
} from "@/server/shared/deliveries";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
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
  await database().execute(sql`truncate shared.outbox, shared.deliveries, assurance.dead_letters`);
});
afterAll(closeDatabase);

const CREDIT = "credit-miles-on-reservation-created";
const NOTIFY = "notify-on-reservation-event";

/** A published event that these functions have to confirm. */
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

test("confirmed events are not published again, nor are events that are not overdue", async () => {
  const [confirmed, fresh] = [await published(), await published()];
  await database().transaction((tx) => receipt(tx, { eventId: confirmed, consumer: CREDIT }));
  expect(await redeliverOverdue()).toBe("empty");
  expect(sent).toEqual([]);
  expect(await rowsOf(confirmed)).toEqual([]);
  expect(await rowsOf(fresh)).toMatchObject([{ tries: 1, pause: 30 }]);
});

test("an unconfirmed event is published again under its own id, after growing pauses", async () => {
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

test("two processes do not both publish the same event again", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => published()));
  for (const eventId of ids) await pass(eventId);
  await Promise.all(Array.from({ length: 5 }, () => redeliverOverdue()));
  // Late events share messages, so that an engine that is only slow gets no more messages than before.
  const inside = sent.flatMap((message) => unpacked(message).map(({ id }) => id));
  expect(inside.sort()).toEqual(ids.sort());
  expect(sent.length).toBeLessThanOrEqual(5);
});

test("unpublished events are left to the relay, and an early receipt is kept", async () => {
  const { eventId } = await recorded(reservationCreated, created(reservationData()));
  const both = [CREDIT, NOTIFY].map((consumer) => ({ eventId, consumer }));
  await expectReceipts(both);
  await pass(eventId);
  await redeliverOverdue();
  expect(sent).toEqual([]);
  // The engine got the event but its answer was lost. The relay publishes it again.
  await database().transaction((tx) => receipt(tx, both[0]!));
  await expectReceipts(both);
  await stamp(eventId);
  await redeliverOverdue();
  expect(await rowsOf(eventId)).toMatchObject([{ consumer: NOTIFY }]);
});

test("an event that the engine refuses is parked, and the others are published", async () => {
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

test("an event that failed in a shared run gets a delivery, also when none was recorded", async () => {
  const { eventId } = await recorded(reservationCreated, created(reservationData()));
  await stamp(eventId);
  await redeliverSeparately([{ eventId, consumer: CREDIT }]);
  await redeliverOverdue();
  expect(sent.map((message) => message.id)).toEqual([eventId]);
  expect(await rowsOf(eventId)).toMatchObject([{ consumer: CREDIT, tries: 2 }]);
});

test("a delivery whose event was deleted is deleted", async () => {
  const eventId = await published();
  await database().execute(sql`delete from shared.outbox where id = ${eventId}`);
  await pass(eventId, 2);
  await redeliverOverdue();
  expect(await rowsOf(eventId)).toEqual([]);
});

test("a new id is used once the engine has forgotten the old one", async () => {
  const eventId = await published();
  await pass(eventId, 25);
  await redeliverOverdue();
  expect(sent[0]?.id).not.toBe(eventId);
  expect(sent[0]?.data).toMatchObject({ eventId });
});

test("a late receipt ends the redelivery, and a second receipt changes nothing", async () => {
  const eventId = await published();
  await pass(eventId);
  await redeliverOverdue();
  for (let n = 0; n < 2; n++)
    await database().transaction((tx) => receipt(tx, { eventId, consumer: CREDIT }));
  await pass(eventId);
  await redeliverOverdue();
  expect(sent).toHaveLength(1);
});

test("after the last try the event becomes a dead letter", async () => {
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
    sql`select function_id, event_id, event_name, event->'data'->>'eventId' as inside from assurance.dead_letters`,
  );
  expect(rows).toEqual([
    { function_id: CREDIT, event_id: eventId, event_name: reservationCreated.name, inside: eventId },
  ]);
});

test("tries do not count while the engine is down", async () => {
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

test("an event that failed in a shared run is published by itself at once", async () => {
  const eventId = await published();
  await redeliverSeparately([{ eventId, consumer: CREDIT }]);
  await redeliverOverdue();
  expect(sent.map((message) => message.id)).toEqual([eventId]);
});

test("unconfirmed retries are reported, and all of them can be scheduled again", async () => {
  const eventId = await published();
  const other = await published();
  for (let n = 0; n < 2; n++) {
    expect(await hasUnconfirmedRetries()).toBe(false);
    await pass(eventId);
    await redeliverOverdue();
  }
  expect(await hasUnconfirmedRetries()).toBe(true);
  sent.length = 0;
  // A delivery at its last try must get another one.
  await database().execute(
    sql`update shared.deliveries set tries = ${MAX_TRIES} where event_id = ${eventId}`,
  );
  await redeliverAllUnconfirmed();
  await redeliverOverdue();
  const inside = sent.flatMap((message) => unpacked(message).map(({ id }) => id));
  expect(inside.sort()).toEqual([eventId, other].sort());
});
