import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { auditLog, outbox } from "@/db/schema/shared";
import { checkLaws } from "@/server/assurance/check-laws";
import { catchUpHistory } from "@/server/history";
import { historyOfReservation } from "@/server/history/queries";
import { getMileageAccount } from "@/server/mileage/queries";
import { queueMessages } from "@/server/notification";
import { messagesOfReservation } from "@/server/notification/queries";
import {
  cancelReservation,
  cancelReservationsOnFlight,
  closeSale,
  previewFlightCancellation,
  quoteRefundOf,
  recordNoShow,
} from "@/server/reservation";
import { noShowRecorded } from "@/server/reservation/events";
import { getBooking, passengerManifest } from "@/server/reservation/queries";
import {
  customer,
  eventNames,
  flightOnSale,
  hold,
  lastEvent,
  named,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { customerOf } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { untilCaughtUp } from "@/server/shared/testing/projection";

beforeAll(policies);
afterAll(closeDatabase);

const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};
type Trip = Awaited<ReturnType<typeof paidTrip>>;

/** A paid trip whose first flight has left; bought a week ago. */
async function leftTrip(legs?: Parameters<typeof paidTrip>[0]) {
  const t = await paidTrip(legs);
  await leavesInMinutes(t.out, -30);
  return t;
}
const leftOneWay = async (brand = "STANDARD") => leftTrip([{ flightId: await flightOnSale(), brand }]);
const record = ({ reservationId }: { reservationId: string }, ctx = admin, segmentPosition = 0) =>
  recordNoShow(ctx, { reservationId, segmentPosition });
const cancelNow = async (t: Trip) => {
  const { quoteId } = await quoteRefundOf(t.ctx, t);
  return cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
};
const noShows = async (t: Trip) =>
  (await eventNames(t.reservationId)).filter((name) => name === "no-show.recorded").length;
const brokenLaws = async () =>
  (await checkLaws()).filter((l) => ["L1", "L3", "L5", "L6"].includes(l.law)).flatMap((l) => l.violations);

/** Has notification react to the no-show; no engine runs here. */
async function notify({ reservationId }: Trip) {
  const [row] = await database()
    .select()
    .from(outbox)
    .where(and(eq(outbox.correlationId, reservationId), eq(outbox.name, noShowRecorded.name)));
  if (!row) throw new Error("no event");
  const occurredAt = row.occurredAt.toISOString();
  await queueMessages(system, { events: [{ ...row, eventId: row.id, occurredAt }] });
}

describe("recording a no-show", () => {
  test("is for staff", async () => {
    const t = await leftOneWay();
    expect(await codeOf(record(t, t.ctx))).toBe("FORBIDDEN");
    expect(await codeOf(record(t, system))).toBe("UNAUTHENTICATED");
    const anonymous = { actor: { kind: "ANONYMOUS" as const, address: "10.0.0.1" } };
    expect(await codeOf(record(t, anonymous))).toBe("UNAUTHENTICATED");
    expect(await noShows(t)).toBe(0);
  });

  test("is refused for a flight that has not left, or that the airline cancelled", async () => {
    const t = await paidTrip();
    await leavesInMinutes(t.out, 1);
    expect(await codeOf(record(t))).toBe("CONFLICT");
    await closeSale(system, { flightId: t.out });
    await leavesInMinutes(t.out, -1);
    expect(await codeOf(record(t))).toBe("FLIGHT_NOT_ON_SALE");
    expect(await noShows(t)).toBe(0);
  });

  test("is refused for a reservation that is not created, and for what there is not", async () => {
    const ctx = customer();
    const held = await hold(ctx, await flightOnSale(), named);
    expect(await codeOf(record(held))).toBe("CONFLICT");
    const t = await leftTrip();
    expect(await codeOf(record(t, admin, 2))).toBe("NOT_FOUND");
    expect(await codeOf(record({ reservationId: uuidv7() }))).toBe("NOT_FOUND");
    await cancelNow(t);
    expect(await codeOf(record(t))).toBe("CONFLICT");
    expect((await getBooking(t.ctx, t.reservationId)).segments[0]?.missedAt).toBeNull();
  });

  test("writes state, audit row and event together, with the missed flight alone", async () => {
    const t = await leftTrip();
    const { recordedAt } = await record(t);
    const { segments, locator } = await getBooking(t.ctx, t.reservationId);
    expect(segments.map((s) => s.missedAt && new Date(s.missedAt).toISOString())).toEqual([recordedAt, null]);
    const event = noShowRecorded.data.parse(await lastEvent(t.reservationId));
    expect(event).toMatchObject({ reservationId: t.reservationId, locator, recordedAt });
    expect(event.segments).toMatchObject([{ flightId: t.out, origin: "GMP", destination: "CJU" }]);
    const rows = await database().select().from(auditLog).where(eq(auditLog.entityId, t.reservationId));
    expect(rows.filter(({ action }) => action === "record-no-show")).toMatchObject([
      { actorKind: "ADMIN", after: { missedAt: recordedAt } },
    ]);
  });

  test("twice, at once or later, gives the same answer and one event", async () => {
    const t = await leftOneWay();
    const [one, two] = await Promise.all([record(t), record(t)]);
    expect(two).toEqual(one);
    expect(await record(t)).toEqual(one);
    await cancelNow(t);
    expect(await record(t)).toEqual(one);
    expect(await noShows(t)).toBe(1);
  });

  test("at the same time as a cancellation, one of the two comes first and the other sees it", async () => {
    for (let n = 0; n < 4; n++) {
      const t = await leftTrip();
      const { quoteId } = await quoteRefundOf(t.ctx, t);
      const cancel = () => cancelReservation(t.ctx, { reservationId: t.reservationId, quoteId });
      const [recorded, cancelled] = await Promise.all([codeOf(record(t)), codeOf(cancel())]);
      expect([
        ["OK", "QUOTE_EXPIRED"],
        ["CONFLICT", "OK"],
      ]).toContainEqual([recorded, cancelled]);
      const { segments } = await getBooking(t.ctx, t.reservationId);
      expect(segments[0]).toMatchObject({ kept: cancelled === "OK" });
      expect(segments[0]?.missedAt === null).toBe(recorded !== "OK");
    }
  });
});

describe("a missed flight", () => {
  test("is quoted by its no-show row, and the cancellation pays charges back", async () => {
    const t = await leftOneWay();
    expect(await codeOf(quoteRefundOf(t.ctx, t))).toBe("NOT_CANCELLABLE");
    await record(t);
    expect((await getBooking(t.ctx, t.reservationId)).can.cancel).toEqual({ allowed: true });
    const quote = await quoteRefundOf(t.ctx, t);
    expect(quote).toMatchObject({
      standings: ["NO_SHOW"],
      waivers: [],
      refundAmount: 80_000 + 7_700 + 4_000 - 85_000,
    });
    expect(quote.deductions).toMatchObject([{ reason: "NO_SHOW_FEE", amount: 85_000 }]);
    expect(await cancelNow(t)).toEqual({ refundAmount: quote.refundAmount, whole: true });
  });

  test("of a fare without refund still gives the charges back", async () => {
    const t = await leftOneWay("SAVER");
    await record(t);
    expect(await cancelNow(t)).toEqual({ refundAmount: 4_000, whole: true });
  });

  test("is given up: no manifest, no unit, no miles, and the laws hold", async () => {
    const t = await leftTrip();
    await settleMiles([t.reservationId]);
    await record(t);
    expect(await passengerManifest(admin, t.out)).toEqual([]);
    expect((await unitCounts(t.out)).sold).toBe(1);
    expect(await brokenLaws()).toEqual([]);
    await cancelNow(t);
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking.segments.map((s) => s.kept)).toEqual([false, false]);
    expect((await unitCounts(t.out)).sold).toBe(0);
    expect(await brokenLaws()).toEqual([]);
    expect(await settleMiles([t.reservationId])).toBe(560);
    expect((await getMileageAccount(customerOf(t.customerId))).balanceMiles).toBe(0);
    expect(await brokenLaws()).toEqual([]);
  });

  test("beside one that was flown: the flown one is kept, the missed one is refunded", async () => {
    const t = await leftTrip();
    await leavesInMinutes(t.back, -10);
    await record(t);
    const quote = await quoteRefundOf(t.ctx, t);
    expect(quote.standings).toEqual(["NO_SHOW", "DEPARTED"]);
    expect(quote.deductions.map((d) => [d.reason, d.segmentIndex])).toEqual([
      ["NO_SHOW_FEE", 0],
      ["FLOWN", 1],
    ]);
    await cancelNow(t);
    const booking = await getBooking(t.ctx, t.reservationId);
    expect(booking.segments.map((s) => s.kept)).toEqual([false, true]);
    expect(await brokenLaws()).toEqual([]);
  });

  test("is refunded in full when the airline cancels the way back; the preview says the same", async () => {
    const t = await leftTrip();
    await record(t);
    const preview = await previewFlightCancellation(admin, t.back);
    expect(preview).toMatchObject({ reservations: 1, refundAmount: t.amount });
    await cancelReservationsOnFlight(system, { flightId: t.back });
    expect((await getBooking(t.ctx, t.reservationId)).refundedAmount).toBe(t.amount);
  });

  test("is shown in the history, and its customer is notified in the inbox and by e-mail, once", async () => {
    const t = await leftTrip();
    await record(t);
    const catchUp = () =>
      untilCaughtUp((given) => catchUpHistory(system, given), {
        onPoison: (_, error) => Promise.reject(error),
      });
    await catchUp();
    await catchUp();
    const entries = (await historyOfReservation(system, t.reservationId)).filter(
      ({ name }) => name === noShowRecorded.name,
    );
    expect(entries).toMatchObject([{ summary: { segments: [{ origin: "GMP", destination: "CJU" }] } }]);
    expect(Object.keys(entries[0]?.summary ?? {})).toEqual(["segments"]);
    await notify(t);
    await notify(t);
    const messages = (await messagesOfReservation(admin, t.reservationId)).filter(
      (m) => m.template === "noShow",
    );
    expect(messages.map((m) => m.channel).sort()).toEqual(["EMAIL", "INBOX"]);
  });
});
