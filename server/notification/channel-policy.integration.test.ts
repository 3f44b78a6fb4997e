import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { channelPolicies, type MessageChannel } from "@/db/schema/notification";
import { mileageIncreased } from "@/server/mileage/events";
import { paymentFailed } from "@/server/payment/events";
import { reservationCreated, reservationExpired, reservationHeld } from "@/server/reservation/events";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { created, reservationData } from "@/server/shared/testing/events";
import { queueMessages } from ".";
import { listMessages } from "./queries";
import { queueOne } from "./testing/queue";
import { rememberRecipient } from "./testing/recipients";

const system = systemContext("test");
const before = await database().select().from(channelPolicies);

beforeEach(() => database().execute(sql`truncate notification.messages`));
/** Tests add and delete rows. */
afterEach(() =>
  database().transaction(async (tx) => {
    await tx.delete(channelPolicies);
    await tx.insert(channelPolicies).values(before);
  }),
);
afterAll(closeDatabase);

const envelope = (occurredAt = "2026-12-01T03:00:00.000Z") => ({
  eventId: uuidv7(),
  version: 1,
  correlationId: uuidv7(),
  occurredAt,
});
const booked = (occurredAt?: string, r = reservationData()) => ({
  ...envelope(occurredAt),
  name: reservationCreated.name,
  data: created(r) as unknown,
});
/** An event of a member who is not known here. */
const milesOf = (memberId: string) => ({
  ...envelope(),
  name: mileageIncreased.name,
  data: {
    memberId,
    reservationId: uuidv7(),
    locator: "BCDFGH",
    deltaMiles: 138,
    balanceMiles: 138,
    ledgerEntryIds: [uuidv7()],
  },
});
const policy = (eventName: string, validFrom: string, channels: string[]) =>
  database()
    .insert(channelPolicies)
    .values({
      eventName,
      validFrom: new Date(validFrom),
      channels: channels as MessageChannel[],
      source: "test",
    });
const stored = async () => {
  const { rows } = await database().execute<{ event_id: string; channel: string }>(
    sql`select event_id, channel from notification.messages`,
  );
  return rows.map((row) => `${row.event_id} ${row.channel}`).sort();
};
const channelsOf = async (eventId: string) =>
  (await stored()).filter((m) => m.startsWith(eventId)).map((m) => m.split(" ")[1]);

describe("the channels of an event", () => {
  test("are the inbox alone before payment and for miles, both otherwise", async () => {
    const r = reservationData();
    await rememberRecipient({
      userId: r.customerId,
      email: "a@example.com",
      name: "A",
      locale: "ko",
    });
    const { reservationId, customerId, locator, locale } = r;
    const payment = { paymentId: uuidv7(), reservationId, customerId, locator, locale, amount: 98_000 };
    const unpaid = [
      { ...envelope(), name: reservationHeld.name, data: { ...r, paymentDeadline: "2026-12-01T03:20:00Z" } },
      ...(["DEADLINE", "RELEASED", "FLIGHT_CANCELLED"] as const).map((cause) => ({
        ...envelope(),
        name: reservationExpired.name,
        data: { ...r, cause },
      })),
      { ...envelope(), name: paymentFailed.name, data: { ...payment, reason: "declined" } },
      milesOf(customerId),
    ];
    const { results } = await queueMessages(system, { events: [...unpaid, booked(undefined, r)] });
    for (const result of results.slice(0, -1)) expect(result).toMatchObject({ emailId: null, queued: 1 });
    expect(results.at(-1)).toMatchObject({ emailId: expect.any(String), queued: 2 });
    for (const { eventId } of unpaid) expect(await channelsOf(eventId)).toEqual(["INBOX"]);
  });

  test("change with a later row, for events that occur from its moment on", async () => {
    await policy(reservationCreated.name, "2026-12-01T00:00:00Z", ["INBOX"]);
    await policy(reservationCreated.name, "2027-01-01T00:00:00Z", []);
    const [old, first, last, none] = [
      booked("2026-11-30T23:59:59.999Z"),
      booked("2026-12-01T09:00:00+09:00"),
      booked("2026-12-31T23:59:59.999Z"),
      booked("2027-01-01T00:00:00.000Z"),
    ];
    // They may arrive in any order and at any time.
    const { results } = await queueMessages(system, { events: [none, last, old, first] });
    expect(results).toEqual([
      { eventId: none.eventId, emailId: null, queued: 0 },
      { eventId: last.eventId, emailId: null, queued: 1 },
      { eventId: old.eventId, emailId: expect.any(String), queued: 2 },
      { eventId: first.eventId, emailId: null, queued: 1 },
    ]);
    expect(await channelsOf(old.eventId)).toEqual(["EMAIL", "INBOX"]);
    expect(await channelsOf(first.eventId)).toEqual(["INBOX"]);
    expect(await channelsOf(none.eventId)).toEqual([]);
  });

  test("need a policy row: an event before the first row, or without one, gets no message", async () => {
    await expect(queueOne(booked("1999-12-31T00:00:00Z"))).rejects.toThrow(
      "reservation/reservation.created has no channel policy for 1999-12-31T00:00:00Z",
    );
    await database().delete(channelPolicies).where(sql`event_name = ${reservationCreated.name}`);
    await expect(queueOne(booked())).rejects.toThrow("has no channel policy");
    await policy(reservationCreated.name, "2000-01-01T00:00:00Z", ["INBOX", "MAIL"]);
    await expect(queueOne(booked())).rejects.toThrow("unknown channel: MAIL");
    expect(await stored()).toEqual([]);
  });
});

describe("a list of events", () => {
  test("gets its messages, except for events that give an error each", async () => {
    const [first, last] = [booked(), booked()];
    const broken = { ...booked(), data: { reservationId: "?" } };
    const notNotifiable = { ...booked(), name: "payment/payment.captured" };
    const unknown = milesOf(uuidv7());
    const events = [first, broken, unknown, notNotifiable, last];
    const { results } = await queueMessages(system, { events });
    expect(results.map((result) => result.eventId)).toEqual(events.map((event) => event.eventId));
    expect(results).toMatchObject([
      { emailId: expect.any(String), queued: 2 },
      { error: expect.stringContaining("locator") },
      { error: expect.stringContaining("is not known yet") },
      { error: "customers are not notified of payment/payment.captured" },
      { emailId: expect.any(String), queued: 2 },
    ]);
    expect(await stored()).toHaveLength(4);
  });

  test("gives one message to an event that it has twice, and keeps its order in the inbox", async () => {
    const r = reservationData();
    const events = Array.from({ length: 5 }, () => booked(undefined, r));
    const { results } = await queueMessages(system, { events: [...events, ...events.slice(0, 1)] });
    expect(results.map((result) => "queued" in result && result.queued)).toEqual([2, 2, 2, 2, 2, 0]);
    expect(results[5]).toMatchObject({ emailId: (results[0] as { emailId: string }).emailId });
    const { rows } = await database().execute<{ event_id: string }>(
      sql`select event_id from notification.messages where channel = 'INBOX' order by created_at`,
    );
    expect(rows.map((row) => row.event_id)).toEqual(events.map((event) => event.eventId));
    expect(
      (await listMessages({ actor: { kind: "CUSTOMER", id: r.customerId, email: "", address: "" } }, {}))
        .items,
    ).toHaveLength(5);
  });

  test("may overlap with another, in another order and at the same moment", async () => {
    // Each row takes some milliseconds, so that the calls overlap.
    await database().execute(sql`
      create function pause() returns trigger language plpgsql as
        $$ begin perform pg_sleep(0.005); return new; end $$`);
    await database().execute(sql`
      create trigger pause before insert on notification.messages for each row execute function pause()`);
    try {
      const events = Array.from({ length: 10 }, () => booked());
      const calls = [events, events.toReversed(), events, events.toReversed()].map((list) =>
        queueMessages(system, { events: list }),
      );
      const results = (await Promise.all(calls)).flatMap((answer) => answer.results);
      expect(results.reduce((sum, result) => sum + ("queued" in result ? result.queued : 0), 0)).toBe(20);
      expect(await stored()).toHaveLength(20);
    } finally {
      await database().execute(sql`drop trigger pause on notification.messages`);
      await database().execute(sql`drop function pause`);
    }
  });

  test("may be empty, and is bounded", async () => {
    expect(await queueMessages(system, { events: [] })).toEqual({ results: [] });
    const tooMany = Array.from({ length: 501 }, () => booked());
    await expect(queueMessages(system, { events: tooMany })).rejects.toThrow("INVALID_INPUT");
  });

  test("gives the messages of the policy, however it is divided, repeated and shuffled", async () => {
    const moments = ["2026-11-30T00:00:00.000Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"];
    await policy(reservationCreated.name, moments[1]!, ["INBOX"]);
    await policy(reservationCreated.name, moments[2]!, []);
    const kinds = [
      { make: () => booked(moments[0]), channels: ["EMAIL", "INBOX"] },
      { make: () => booked(moments[1]), channels: ["INBOX"] },
      { make: () => booked(moments[2]), channels: [] },
      { make: () => ({ ...booked(), data: null }), channels: [] },
      { make: () => milesOf(uuidv7()), channels: [] },
    ];
    const picks = fc.array(fc.nat({ max: kinds.length - 1 }), { minLength: 1, maxLength: 8 });
    /** Lists of positions among the events: each call takes some of them, in any order and repeatedly. */
    const calls = fc.array(fc.array(fc.nat({ max: 7 }), { maxLength: 12 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(picks, calls, async (picked, cuts) => {
        await database().execute(sql`truncate notification.messages`);
        const events = picked.map((kind) => ({ ...kinds[kind]!, event: kinds[kind]!.make() }));
        const at = (position: number) => events[position % events.length]!.event;
        const lists = [...cuts.map((cut) => cut.map(at)), events.map(({ event }) => event)];
        let queued = 0;
        for (const list of lists) {
          const { results } = await queueMessages(system, { events: list });
          expect(results.map((result) => result.eventId)).toEqual(list.map((event) => event.eventId));
          for (const result of results) queued += "queued" in result ? result.queued : 0;
        }
        const expected = events.flatMap(({ event, channels }) =>
          channels.map((c) => `${event.eventId} ${c}`),
        );
        expect(await stored()).toEqual(expected.sort());
        expect(queued).toBe(expected.length);
      }),
      { numRuns: 40 },
    );
  });
});
