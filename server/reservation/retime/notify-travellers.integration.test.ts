import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import { checkLaws } from "@/server/assurance/check-laws";
import { catchUpHistory } from "@/server/history";
import { historyOfReservation } from "@/server/history/queries";
import { queueMessages } from "@/server/notification";
import { messagesOfReservation } from "@/server/notification/queries";
import { cancelReservation, notifyTravellers, quoteRefundOf } from "@/server/reservation";
import { flightRetimed } from "@/server/reservation/events";
import { customer, flightOnSale, hold, policies, system } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { untilCaughtUp } from "@/server/shared/testing/projection";

beforeAll(policies);
afterAll(closeDatabase);

const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const announced = (flightId: number, announcement = 1, more = {}) => ({
  ...{ flightId, announcement, after: null },
  ...{ expectedDepartsAt: at(600), expectedArrivesAt: at(700) },
  compensatedMinutes: { domestic: 60, international: 120 },
  ...more,
});
const oneWay = (flightId: number) => paidTrip([{ flightId, brand: "STANDARD" }]);
const toldOf = ({ reservationId }: { reservationId: string }) =>
  database()
    .select()
    .from(outbox)
    .where(and(eq(outbox.correlationId, reservationId), eq(outbox.name, flightRetimed.name)));

test("each paid reservation of the flight is told once, however often and in which parts it is tried", async () => {
  const flightId = await flightOnSale();
  const trips = [await oneWay(flightId), await oneWay(flightId), await oneWay(flightId)];
  const unpaid = await hold(customer(), flightId);
  const other = await oneWay(await flightOnSale());
  const first = await notifyTravellers(system, announced(flightId, 1, { limit: 2 }));
  expect(first).toEqual({ told: 2, next: expect.any(String) });
  const rest = await notifyTravellers(system, announced(flightId, 1, { limit: 2, after: first.next }));
  expect(rest).toEqual({ told: 1, next: null });
  const again = await Promise.all([1, 2].map(() => notifyTravellers(system, announced(flightId))));
  expect(again.map(({ told }) => told)).toEqual([0, 0]);
  for (const trip of trips) expect(await toldOf(trip)).toHaveLength(1);
  for (const trip of [unpaid, other]) expect(await toldOf(trip)).toHaveLength(0);
});

test("a newer announcement is told again, and an older one that comes late is not", async () => {
  const flightId = await flightOnSale();
  const trip = await oneWay(flightId);
  expect((await notifyTravellers(system, announced(flightId, 2))).told).toBe(1);
  expect((await notifyTravellers(system, announced(flightId, 1))).told).toBe(0);
  expect((await notifyTravellers(system, announced(flightId, 3))).told).toBe(1);
  expect((await toldOf(trip)).map(({ data }) => data.announcement).sort()).toEqual([2, 3]);
});

test("who has given the flight up is not told", async () => {
  const flightId = await flightOnSale();
  const trip = await oneWay(flightId);
  const { quoteId } = await quoteRefundOf(trip.ctx, trip);
  await cancelReservation(trip.ctx, { reservationId: trip.reservationId, quoteId });
  expect(await notifyTravellers(system, announced(flightId))).toEqual({ told: 0, next: null });
});

test("compensation is spoken of from the delay of the row on, and not without one", async () => {
  const flightId = await flightOnSale();
  const trip = await oneWay(flightId);
  const [{ arrivesAt }] = (
    await database().execute<{ arrivesAt: Date }>(
      `select arrives_at as "arrivesAt" from reservation.flights where id = ${flightId}`,
    )
  ).rows as [{ arrivesAt: Date }];
  const late = (minutes: number) => new Date(new Date(arrivesAt).getTime() + minutes * 60_000).toISOString();
  const cases = [
    { expectedArrivesAt: late(59) },
    { expectedArrivesAt: late(60) },
    { expectedArrivesAt: late(300), compensatedMinutes: { domestic: null, international: 120 } },
  ];
  for (const [i, more] of cases.entries()) await notifyTravellers(system, announced(flightId, i + 1, more));
  const told = (await toldOf(trip)).sort((a, b) => Number(a.data.announcement) - Number(b.data.announcement));
  expect(told.map(({ data }) => data.mayBeCompensated)).toEqual([false, true, false]);
});

test("the customer gets a message and an entry in the history, and the laws hold", async () => {
  const flightId = await flightOnSale();
  const trip = await oneWay(flightId);
  await notifyTravellers(system, announced(flightId));
  const [row] = await toldOf(trip);
  const received = { ...row!, eventId: row!.id, occurredAt: row!.occurredAt.toISOString() };
  for (const _ of [1, 2]) await queueMessages(system, { events: [received] });
  const messages = await messagesOfReservation(trip.ctx, trip.reservationId);
  const about = messages.filter(({ template }) => template === "flightRetimed");
  expect(about.map(({ channel }) => channel).sort()).toEqual(["EMAIL", "INBOX"]);
  await untilCaughtUp((given) => catchUpHistory(system, given));
  const entries = await historyOfReservation(trip.ctx, trip.reservationId);
  expect(JSON.stringify(entries)).toContain(flightRetimed.name);
  const broken = (await checkLaws()).filter(({ law }) => ["L4", "L5", "L6"].includes(law));
  expect(broken.flatMap(({ violations }) => violations)).toEqual([]);
});

test("only the system tells", async () => {
  for (const ctx of [staff(), customerOf("0192f3a4-0000-7000-8000-000000000001")])
    expect(await codeOf(notifyTravellers(ctx, announced(1)))).toBe("FORBIDDEN");
});
