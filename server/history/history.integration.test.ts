import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { entries } from "@/db/schema/history";
import { userRegistered } from "@/server/identity/events";
import { messageSent } from "@/server/notification/events";
import { paymentFailed } from "@/server/payment/events";
import {
  changeExpired,
  changePaymentRequested,
  flightsChanged,
  partCancelled as partCancelledEvent,
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationCreated,
  reservationHeld,
} from "@/server/reservation/events";
import { type RequestContext, systemContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { type CatchUpOptions, resetProjection } from "@/server/shared/projection";
import type { UserRole } from "@/server/shared/staff-permissions";
import { customerOf } from "@/server/shared/testing/actors";
import * as data from "@/server/shared/testing/events";
import {
  cancelled,
  created,
  partCancelled,
  recorded,
  reservationData,
  segmentData,
} from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { untilCaughtUp } from "@/server/shared/testing/projection";
import { catchUpHistory, rebuildHistory } from ".";
import { historyDrift, historyOfReservation, listHistory } from "./queries";

afterAll(closeDatabase);

const system = systemContext("test");
const onPoison: CatchUpOptions["onPoison"] = (_, error) => Promise.reject(error);
const catchUp = (options: Partial<CatchUpOptions> = {}) =>
  untilCaughtUp((given) => catchUpHistory(system, given), options);
/** Reads all recorded events again. */
const rebuild = async () => {
  await rebuildHistory(system, { onPoison });
  await catchUp();
};

async function life() {
  const r = reservationData();
  const held = { ...r, paymentDeadline: "2026-11-30T03:20:00Z" };
  const events = [
    await recorded(reservationHeld, held, r.reservationId),
    await recorded(reservationCreated, created(r), r.reservationId),
    await recorded(reservationCancelled, cancelled(r), r.reservationId),
  ];
  return { r, events };
}

const messageData = (recipientId: string) => ({
  messageId: uuidv7(),
  recipientId,
  channel: "INBOX" as const,
  template: "confirmed",
  subject: "예약이 확정되었습니다",
  reservationId: null,
  locator: null,
});
const message = (customerId: string) => recorded(messageSent, messageData(customerId));

const names = (items: { name: string }[]) => items.map((e) => e.name.split(".").at(-1));
const differing = sql`update history.entries set locator = 'XXXXXX'`;

describe("the timeline", () => {
  test("has each event once, in the order of their times", async () => {
    const { r } = await life();
    await catchUp({ limit: 2 });
    expect(await catchUp()).toBe(0);
    expect(names((await listHistory(customerOf(r.customerId), {})).items)).toEqual([
      "cancelled",
      "created",
      "held",
    ]);
    expect(names(await historyOfReservation(system, r.reservationId))).toEqual([
      "held",
      "created",
      "cancelled",
    ]);
  });

  test("does not change when several processes read everything again at once", async () => {
    const { r } = await life();
    await catchUp();
    const before = await database().select().from(entries);
    for (let n = 0; n < 2; n++) {
      await transaction(system, (tx) => resetProjection(tx, "history"));
      await Promise.all([catchUp({ limit: 2 }), catchUp({ limit: 3 })]);
    }
    expect(await database().select().from(entries)).toEqual(before);
    expect(await historyOfReservation(system, r.reservationId)).toHaveLength(3);
  });

  test("lists one category", async () => {
    const customerId = uuidv7();
    await Promise.all(Array.from({ length: 50 }, () => message(customerId)));
    await catchUp();
    const page = await listHistory(customerOf(customerId), { limit: 100, category: "MESSAGE" });
    expect(page.items).toHaveLength(50);
    expect((await listHistory(customerOf(customerId), { category: "RESERVATION" })).items).toEqual([]);
  });

  test("lists a delivery with the event that it is about, and alone in its own category", async () => {
    const { r, events } = await life();
    const about = async (changeId: string) => {
      const data = { ...messageData(r.customerId), reservationId: r.reservationId, locator: r.locator };
      const sent = { ...data, channel: "EMAIL" as const };
      return (await recorded(messageSent, sent, r.reservationId, changeId)).eventId;
    };
    const confirmation = await about(events[1]!.eventId);
    const cancellation = await about(events[2]!.eventId);
    const alone = await about(uuidv7());
    await catchUp();
    const all = (await listHistory(customerOf(r.customerId), {})).items;
    expect(all.map((entry) => entry.eventId)).toEqual([
      alone,
      ...events.map(({ eventId }) => eventId).toReversed(),
    ]);
    expect(all.map((entry) => entry.deliveries.map(({ eventId }) => eventId))).toEqual([
      [],
      [cancellation],
      [confirmation],
      [],
    ]);
    expect(all[1]?.deliveries[0]).toMatchObject({ name: messageSent.name, channel: "EMAIL" });
    expect(await historyOfReservation(system, r.reservationId)).toHaveLength(4);
    const { items } = await listHistory(customerOf(r.customerId), { category: "MESSAGE" });
    expect(items.map((entry) => entry.eventId)).toEqual([alone, cancellation, confirmation]);
    const first = await listHistory(customerOf(r.customerId), { limit: 2 });
    const rest = await listHistory(customerOf(r.customerId), { limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map((entry) => entry.eventId)).toEqual(
      all.map((entry) => entry.eventId),
    );
  });

  test("copies the listed keys of an event only", async () => {
    const r = reservationData(["ADULT", "CHILD"]);
    const held = { ...r, paymentDeadline: "2026-11-30T03:20:00Z" };
    await recorded(reservationHeld, held, r.reservationId);
    await recorded(reservationCancelled, cancelled(r, "AIRLINE"), r.reservationId);
    const later = JSON.stringify({ contactPhone: "of a later release" });
    await database().execute(sql`update shared.outbox set data = data || ${later}::jsonb
      where correlation_id = ${r.reservationId}`);
    await catchUp();
    const [first, last] = await historyOfReservation(system, r.reservationId);
    const segments = [
      {
        designator: "MA101",
        origin: "GMP",
        destination: "CJU",
        originCityKo: "서울",
        originCityEn: "Seoul",
        destinationCityKo: "제주",
        destinationCityEn: "Jeju",
        originZone: "Asia/Seoul",
        destinationZone: "Asia/Seoul",
        departsAt: "2026-12-01T22:30:00.000Z",
      },
    ];
    expect(first).toMatchObject({ locator: "BCDFGH", reservationId: r.reservationId });
    expect(first?.summary).toEqual({
      segments,
      passengerCount: 2,
      totalAmount: 98_000,
      paymentDeadline: "2026-11-30T03:20:00Z",
    });
    expect(last?.summary).toEqual({
      segments,
      passengerCount: 2,
      cause: "AIRLINE",
      reason: "기상 악화",
      refundAmount: 98_000,
    });
  });

  test("copies the listed keys of changed seats only", async () => {
    const r = reservationData();
    const seats = [{ designator: "MA101", seats: ["7A"] }];
    const changed = { ...r, change: "SEATS" as const, seats };
    const { eventId } = await recorded(reservationChanged, changed, r.reservationId);
    const later = JSON.stringify({ seats: [{ ...seats[0], passengerNames: ["KIM/MINJI"] }] });
    await database().execute(
      sql`update shared.outbox set data = data || ${later}::jsonb where id = ${eventId}`,
    );
    await catchUp();
    const [entry] = await historyOfReservation(system, r.reservationId);
    expect(entry?.summary.seats).toEqual(seats);
  });

  test("says who gave which flights up, and nothing else about the passengers", async () => {
    const back = { ...segmentData("2026-12-09T22:30:00.000Z"), id: uuidv7(), designator: "MA102" };
    const r = reservationData(["ADULT", "ADULT", "CHILD"]);
    const trip = { ...r, segments: [...r.segments, back] };
    const pairs = [r.passengers[2]!, r.passengers[0]!].map(({ id }) => ({
      segmentId: back.id,
      passengerId: id,
    }));
    await recorded(partCancelledEvent, { ...partCancelled(r), ...trip, givenUp: pairs }, r.reservationId);
    await catchUp();
    const [entry] = await historyOfReservation(system, r.reservationId);
    const copied = (entry?.summary.segments as Record<string, unknown>[] | undefined)?.[1];
    const names = [r.passengers[0]!.name, r.passengers[2]!.name];
    expect(entry?.summary.givenUp).toEqual([{ ...copied, designator: "MA102", names }]);
    expect(await historyDrift(system)).toMatchObject({ missing: 0, different: 0 });
  });

  test("says which flights of a cancelled reservation had left and are kept", async () => {
    const r = reservationData();
    const [out, back] = [{ ...segmentData(), kept: true }, segmentData("2026-12-09T22:30:00.000Z")];
    await recorded(reservationCancelled, { ...cancelled(r), segments: [out, back] }, r.reservationId);
    await catchUp();
    const [entry] = await historyOfReservation(system, r.reservationId);
    expect(entry?.summary.segments).toEqual([
      expect.objectContaining({ kept: true }),
      expect.not.objectContaining({ kept: expect.anything() }),
    ]);
    expect(await historyDrift(system)).toMatchObject({ missing: 0, different: 0 });
  });

  test("has the flights given up and those instead of a change, without the flights that stay, and its money", async () => {
    const r = reservationData(["ADULT", "CHILD"]);
    r.segments = [{ ...segmentData(), designator: "MA100" }, segmentData()];
    await recorded(flightsChanged, data.flightsChanged(r, { forfeitedAmount: 3_000 }), r.reservationId);
    await catchUp();
    const [entry] = await historyOfReservation(system, r.reservationId);
    const places = {
      ...{ origin: "GMP", originCityKo: "서울", originCityEn: "Seoul", originZone: "Asia/Seoul" },
      ...{ destination: "CJU", destinationCityKo: "제주", destinationCityEn: "Jeju" },
      destinationZone: "Asia/Seoul",
    };
    expect(entry).toMatchObject({ category: "RESERVATION", locator: "BCDFGH" });
    expect(entry?.summary).toEqual({
      flightsBefore: [{ ...places, designator: "MA101", departsAt: "2026-12-01T22:30:00.000Z" }],
      flightsAfter: [{ ...places, designator: "MA109", departsAt: "2026-12-04T00:30:00.000Z" }],
      balance: 12_000,
      feeAmount: 5_000,
      forfeitedAmount: 3_000,
    });
    expect(await historyDrift(system)).toMatchObject({ missing: 0, different: 0 });
  });

  test("says what is to be paid for a change that staff took, and until when", async () => {
    const r = reservationData();
    const requested = data.changePaymentRequested(r, { paymentDeadline: "2026-11-30T03:20:00.000Z" });
    await recorded(changePaymentRequested, requested, r.reservationId);
    await catchUp();
    const [entry] = await historyOfReservation(system, r.reservationId);
    expect(entry?.summary).toEqual({
      segments: [expect.objectContaining({ designator: "MA101" })],
      passengerCount: 1,
      balance: 12_000,
      paymentDeadline: "2026-11-30T03:20:00.000Z",
    });
  });

  test("says how an unpaid change ended, and which change a refused payment was for", async () => {
    const r = reservationData();
    const expired = data.changeExpired(r);
    await recorded(changeExpired, expired, r.reservationId);
    const refused = { ...r, paymentId: uuidv7(), amount: 12_000, changeId: expired.changeId };
    await recorded(paymentRefused, { ...refused, reason: "CHANGE_OUTDATED" }, r.reservationId);
    await catchUp();
    const [first, second] = await historyOfReservation(system, r.reservationId);
    expect(first?.summary).toEqual({
      segments: [expect.objectContaining({ designator: "MA101" })],
      passengerCount: 1,
      cause: "DEADLINE",
    });
    expect(second?.summary).toEqual({
      amount: 12_000,
      reason: "CHANGE_OUTDATED",
      changeId: expired.changeId,
    });
  });

  test("has no names and no addresses", async () => {
    const customerId = uuidv7();
    const { reservationId, locator, locale } = reservationData();
    const person = { email: "minji@example.com", name: "김민지", locale, role: "CUSTOMER" as const };
    const payment = { paymentId: uuidv7(), reservationId, customerId, locator, locale, amount: 98_000 };
    await recorded(userRegistered, { userId: customerId, ...person });
    await recorded(paymentFailed, { ...payment, reason: "the card of KIM MINJI was declined" });
    await catchUp();
    const { items } = await listHistory(customerOf(customerId), {});
    expect(items.map(({ summary }) => summary)).toEqual([{}, {}]);
  });

  test("lists page by page, also when events have the same time", async () => {
    const customerId = uuidv7();
    const batch = await Promise.all(Array.from({ length: 7 }, () => message(customerId)));
    await database().execute(sql`update shared.outbox set occurred_at = '2026-12-01T00:00:00.123Z'
      where data->>'recipientId' = ${customerId}`);
    await catchUp();
    const seen: string[] = [];
    for (let cursor: string | null = null, pages = 0; pages === 0 || cursor; pages++) {
      const page: Awaited<ReturnType<typeof listHistory>> = await listHistory(customerOf(customerId), {
        cursor,
        limit: 3,
      });
      seen.push(...page.items.map((e) => e.eventId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(
      batch
        .map((e) => e.eventId)
        .sort()
        .reverse(),
    );
  });

  test("is written by the system only; staff may rebuild it", async () => {
    const person = { id: uuidv7(), email: "", address: "" };
    const actor = (role: UserRole): RequestContext => ({
      actor: role === "CUSTOMER" ? { kind: role, ...person } : { kind: "STAFF", role, ...person },
    });
    for (const role of ["CUSTOMER", "ADMIN"] as const)
      await expect(catchUpHistory(actor(role), { onPoison })).rejects.toThrow(new AppError("FORBIDDEN"));
    expect(await codeOf(rebuildHistory(actor("CUSTOMER"), { onPoison }))).toBe("FORBIDDEN");
    expect(await codeOf(rebuildHistory(actor("ADMIN"), { onPoison }))).toBe("OK");
  });

  test.each([
    ["concerns no customer", sql`data - 'recipientId'`],
    ["concerns nobody that can be", sql`data || '{"recipientId": "me"}'`],
    ["is about a reservation that cannot be", sql`data || '{"reservationId": "BCDFGH"}'`],
    ["is no object", sql`'"text"'::jsonb`],
  ])("sets an event aside that %s, and continues", async (_, data) => {
    const customerId = uuidv7();
    const [, poison] = [await message(customerId), await message(customerId), await message(customerId)];
    await database().execute(sql`update shared.outbox set data = ${data} where id = ${poison!.eventId}`);
    const setAside: string[] = [];
    await catchUp({ onPoison: async (row) => void setAside.push(row.eventId) });
    expect(setAside).toEqual([poison!.eventId]);
    expect((await listHistory(customerOf(customerId), {})).items).toHaveLength(2);
    expect(await historyDrift(system)).toMatchObject({
      missing: 1,
      examples: [{ eventId: poison!.eventId, problem: "MISSING" }],
    });
    await database().execute(sql`delete from shared.outbox where id = ${poison!.eventId}`);
  });
});

describe("drift", () => {
  test("is found, and corrected from the event log", async () => {
    const { r, events } = await life();
    await rebuild();
    expect(await historyDrift(system)).toMatchObject({ missing: 0, different: 0, surplus: 0, examples: [] });

    const [missing, different, last] = events;
    await database().delete(entries).where(eq(entries.eventId, missing!.eventId));
    await database().execute(sql`${differing} where event_id = ${different!.eventId}`);
    await database().execute(sql`insert into history.entries
      select ${uuidv7()}::uuid, customer_id, name, version, category, reservation_id, locator, summary, occurred_at
      from history.entries where event_id = ${last!.eventId}`);
    expect(await historyDrift(system)).toMatchObject({
      missing: 1,
      different: 1,
      surplus: 1,
      examples: [
        { eventId: missing!.eventId, problem: "MISSING" },
        { eventId: different!.eventId, problem: "DIFFERENT" },
      ],
    });

    await database().execute(sql`delete from history.entries e
      where not exists (select from shared.outbox o where o.id = e.event_id)`);
    await rebuild();
    expect(await historyDrift(system)).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    expect(names(await historyOfReservation(system, r.reservationId))).toEqual([
      "held",
      "created",
      "cancelled",
    ]);
  });

  test("does not include events that history has not read yet", async () => {
    await catchUp();
    const { events } = await historyDrift(system);
    await life();
    expect(await historyDrift(system)).toMatchObject({ events, missing: 0 });
    await catchUp();
    expect(await historyDrift(system)).toMatchObject({ events: events + 3, missing: 0 });
  });

  test("is corrected while events arrive", async () => {
    const known = await life();
    await catchUp();
    await database().execute(differing);
    const [arrived] = await Promise.all([
      Promise.all(Array.from({ length: 10 }, life)),
      rebuildHistory(system, { onPoison }),
      catchUp({ limit: 3 }),
    ]);
    await catchUp();
    expect(await historyDrift(system)).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    for (const { r } of [known, ...arrived])
      expect(await historyOfReservation(system, r.reservationId)).toHaveLength(3);
  });

  test("is zero after a rebuild, which returns the number of events", async () => {
    await catchUp();
    const { events } = await historyDrift(system);
    expect(await rebuildHistory(system, { onPoison })).toEqual({ events });
  });
});
