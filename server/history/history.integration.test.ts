import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { entries } from "@/db/schema/history";
import { messageSent } from "@/server/notification/events";
import { reservationCancelled, reservationCreated, reservationHeld } from "@/server/reservation/events";
import { systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { cancelled, created, recorded, reservationData } from "@/server/shared/testing/events";
import { projectEvents, rebuildHistory } from ".";
import { historyDrift, historyOfReservation, listHistory } from "./queries";

afterAll(closeDatabase);

const system = systemContext("test");

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

const message = (customerId: string) =>
  recorded(messageSent, {
    messageId: uuidv7(),
    recipientId: customerId,
    channel: "INBOX",
    template: "confirmed",
    subject: "예약이 확정되었습니다",
    reservationId: null,
    locator: null,
  });

const names = (items: { name: string }[]) => items.map((e) => e.name.split(".").at(-1));

describe("the timeline", () => {
  test("has each event once, in the order of what happened, however events arrive", async () => {
    const { r, events } = await life();
    for (const e of [...events].reverse()) await projectEvents(system, { events: [e] });
    expect(await projectEvents(system, { events })).toEqual({ added: 0 });
    await Promise.all(
      Array.from({ length: 50 }, () => projectEvents(system, { events: events.slice(0, 1) })),
    );
    expect(names((await listHistory(r.customerId, {})).items)).toEqual(["cancelled", "created", "held"]);
    expect(names(await historyOfReservation(r.reservationId))).toEqual(["held", "created", "cancelled"]);
  });

  test("takes a batch in one statement, also one that it knows in part", async () => {
    const customerId = uuidv7();
    const batch = await Promise.all(Array.from({ length: 50 }, () => message(customerId)));
    await projectEvents(system, { events: batch.slice(0, 20) });
    expect(await projectEvents(system, { events: batch })).toEqual({ added: 30 });
    const page = await listHistory(customerId, { limit: 100, category: "MESSAGE" });
    expect(page.items).toHaveLength(50);
    expect((await listHistory(customerId, { category: "RESERVATION" })).items).toEqual([]);
  });

  test("copies what the page shows, without names and addresses", async () => {
    const { r, events } = await life();
    await projectEvents(system, { events });
    const [held] = await historyOfReservation(r.reservationId);
    expect(held).toMatchObject({
      locator: "BCDFGH",
      summary: { totalAmount: 98_000, passengerCount: 1, segments: [{ designator: "MA101" }] },
    });
    expect(JSON.stringify(held)).not.toMatch(/example\.com|KIM|98821/);
  });

  test("lists page by page, also where events share their time", async () => {
    const customerId = uuidv7();
    const batch = await Promise.all(Array.from({ length: 7 }, () => message(customerId)));
    const occurredAt = "2026-12-01T00:00:00.123Z";
    await projectEvents(system, { events: batch.map((e) => ({ ...e, occurredAt })) });
    const seen: string[] = [];
    for (let cursor: string | null = null, pages = 0; pages === 0 || cursor; pages++) {
      const page: Awaited<ReturnType<typeof listHistory>> = await listHistory(customerId, {
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

  test("is written by reactions only, about events that concern a customer", async () => {
    const { r, events } = await life();
    const actor = { kind: "CUSTOMER", id: r.customerId, email: "", address: "" } as const;
    await expect(projectEvents({ actor }, { events })).rejects.toThrow(new AppError("FORBIDDEN"));
    await expect(rebuildHistory({ actor })).rejects.toThrow(new AppError("FORBIDDEN"));
    const stray = { ...events[0]!, name: "schedule/flight.cancelled" };
    await expect(projectEvents(system, { events: [stray] })).rejects.toThrow("concerns no customer");
  });
});

describe("drift", () => {
  test("is found and put right from the event log", async () => {
    const { r, events } = await life();
    await rebuildHistory(system);
    await database().execute(sql`update shared.outbox set published_at = now() - interval '5 minutes'`);
    expect(await historyDrift()).toMatchObject({ missing: 0, different: 0, surplus: 0, examples: [] });

    const [missing, different] = events;
    await database().delete(entries).where(eq(entries.eventId, missing!.eventId));
    await database()
      .update(entries)
      .set({ locator: "XXXXXX" })
      .where(eq(entries.eventId, different!.eventId));
    const stray = { ...different!, eventId: uuidv7() };
    await projectEvents(system, { events: [stray] });
    expect(await historyDrift()).toMatchObject({
      missing: 1,
      different: 1,
      surplus: 1,
      examples: [
        { eventId: missing!.eventId, problem: "MISSING" },
        { eventId: different!.eventId, problem: "DIFFERENT" },
      ],
    });

    await database().delete(entries).where(eq(entries.eventId, stray.eventId));
    await rebuildHistory(system);
    expect(await historyDrift()).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    expect(names(await historyOfReservation(r.reservationId))).toEqual(["held", "created", "cancelled"]);
  });

  test("leaves events alone that are still on their way", async () => {
    const { events } = await life();
    expect(await historyDrift()).toMatchObject({ missing: 0 });
    const late = sql`update shared.outbox set published_at = now() - interval '5 minutes' where id = ${events[0]!.eventId}`;
    await database().execute(late);
    expect(await historyDrift()).toMatchObject({ missing: 1 });
    await rebuildHistory(system);
  });
});
