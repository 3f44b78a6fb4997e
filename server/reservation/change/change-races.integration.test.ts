import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import { capture } from "@/server/assurance/testing/capture-payment";
import { settleOrders } from "@/server/assurance/testing/settle-orders";
import { userRegistered } from "@/server/identity/events";
import { startSmtp, type TestSmtp } from "@/server/notification/testing/smtp";
import {
  acceptPayment,
  cancelReservationsOnFlight,
  changeFlights,
  quoteChangeOf,
} from "@/server/reservation";
import { changeStatus, getBooking } from "@/server/reservation/queries";
import {
  customer,
  flightOnSale,
  hold,
  lastEvent,
  named,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { boughtDaysAgo, leavesInMinutes } from "@/server/reservation/testing/flown";
import { transaction } from "@/server/shared/context";
import { recorded } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";

vi.mock("@/server/payment/stripe-gateway", () => ({
  stripeGateway: {
    refund: async ({ refundId }: { refundId: string }) => ({
      providerRefundId: `re_${refundId}`,
      state: "SUCCEEDED",
      failure: null,
    }),
  },
}));

let smtp: TestSmtp;
beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
  await policies();
});
afterAll(async () => {
  await smtp.stop();
  await closeDatabase();
});

/** Reservations whose events have not been reacted to. */
const unsettled = new Set<string>();

type Trip = { ctx: ReturnType<typeof customer>; reservationId: string; from: number };

/** A trip of one adult on a flight, bought a week ago and paid at the provider. */
async function tripOn(from: number): Promise<Trip> {
  const ctx = customer();
  const { id: userId, email } = ctx.actor;
  await recorded(userRegistered, { userId, email, name: "김민지", locale: "ko", role: "CUSTOMER" });
  const { reservationId } = await hold(ctx, from, named);
  unsettled.add(reservationId);
  const { totalAmount: amount } = await getBooking(ctx, reservationId);
  await acceptPayment(system, { reservationId, paymentId: await capture(reservationId, amount), amount });
  await boughtDaysAgo(reservationId, 7);
  return { ctx, reservationId, from };
}

async function quote({ ctx, reservationId }: Trip, flightId: number, brand: "SAVER" | "STANDARD") {
  const { segments } = await getBooking(ctx, reservationId);
  const segmentId = segments[0]?.id ?? "";
  return quoteChangeOf(ctx, {
    reservationId,
    flights: [{ segmentId, flightId, brand }],
    overlapConfirmed: true,
  });
}
const confirm = ({ ctx, reservationId }: Trip, { quoteId }: { quoteId: string }) =>
  changeFlights(ctx, { reservationId, quoteId });

/** A change that waits for its payment, with the money taken: what is left is the decision about it. */
async function captured(t: Trip, flightId: number) {
  const done = await confirm(t, await quote(t, flightId, "STANDARD"));
  if (done.status !== "AWAITING_PAYMENT") throw new Error(done.status);
  const { changeId, balance: amount } = done;
  const { reservationId } = t;
  const paymentId = await capture(reservationId, amount, changeId);
  return { changeId, decide: () => acceptPayment(system, { reservationId, paymentId, amount, changeId }) };
}

/** The airline cancels a flight: as its reaction does, until no reservation is left. */
async function cancelFlight(flightId: number): Promise<void> {
  while ((await cancelReservationsOnFlight(system, { flightId })).remaining > 0);
}

async function expectLaws(): Promise<void> {
  await settleOrders([...unsettled]);
  unsettled.clear();
  const reports = await checkLaws();
  expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  expect(reports.filter(({ pending }) => pending > 0)).toEqual([]);
}

type Money = { captured: number; refunded: number; kept: number };
/** What the provider took and gave back, and what the order keeps of it. */
async function moneyOf({ reservationId }: Trip): Promise<Money> {
  const { rows } = await database().execute<Money>(sql`
    select (select sum(amount)::int from payment.payments where reservation_id = ${reservationId}
        and status = 'CAPTURED') as captured,
      (select coalesce(sum(amount), 0)::int from payment.refunds where reservation_id = ${reservationId}
        and status = 'COMPLETED') as refunded,
      (select sum(amount)::int from reservation.charges where reservation_id = ${reservationId}) as kept`);
  return rows[0] as Money;
}

/** Of the brand, per flight. */
const CHANGE_FEE = 3_000;

type Outcome = "OLD TRIP" | "NEW TRIP" | "CANCELLED ON OLD" | "CANCELLED ON NEW";

/** The one outcome of a race. The money agrees with it. */
async function outcomeOf(t: Trip): Promise<Outcome> {
  const { status, segments } = await getBooking(t.ctx, t.reservationId);
  const { captured, refunded, kept } = await moneyOf(t);
  const isOld = segments[0]?.flightId === t.from;
  expect(segments).toHaveLength(1);
  expect(kept).toBe(captured - refunded);
  if (status === "CREATED") {
    expect(kept).toBeGreaterThan(0);
    return isOld ? "OLD TRIP" : "NEW TRIP";
  }
  // The airline gives the price of the trip back. The fee of a change that was made before stays.
  expect([status, kept]).toEqual(["CANCELLED", isOld ? 0 : CHANGE_FEE]);
  const event = await lastCancelled(t);
  expect(event).toMatchObject({ cause: "AIRLINE", cancelledFlightId: segments[0]?.flightId });
  return isOld ? "CANCELLED ON OLD" : "CANCELLED ON NEW";
}

async function lastCancelled({ reservationId }: Trip) {
  const { rows } = await database().execute<{ data: Record<string, unknown> }>(sql`
    select data from shared.outbox where correlation_id = ${reservationId}
      and name = 'reservation/reservation.cancelled'`);
  expect(rows).toHaveLength(1);
  return rows[0]?.data;
}

/** Each kind of change with what may come of it when the airline cancels one of the two flights at the same moment. */
const races = [
  { what: "a change that gives money back", flight: "OLD", may: ["NEW TRIP", "CANCELLED ON OLD"] },
  { what: "a change that gives money back", flight: "NEW", may: ["OLD TRIP", "CANCELLED ON NEW"] },
  { what: "the payment of a change", flight: "OLD", may: ["NEW TRIP", "CANCELLED ON OLD"] },
  { what: "the payment of a change", flight: "NEW", may: ["OLD TRIP", "CANCELLED ON NEW"] },
  { what: "a change that is to be paid", flight: "OLD", may: ["CANCELLED ON OLD"] },
  { what: "a change that is to be paid", flight: "NEW", may: ["OLD TRIP"] },
] as const;
type Race = (typeof races)[number];

const ROUNDS = 6;
const TRIPS = 3;

/** What each customer does at the moment of the cancellation. */
async function prepared(what: Race["what"], t: Trip, flightId: number): Promise<() => Promise<unknown>> {
  if (what === "the payment of a change") return (await captured(t, flightId)).decide;
  const offered = await quote(t, flightId, what === "a change that is to be paid" ? "STANDARD" : "SAVER");
  return () => codeOf(confirm(t, offered));
}

describe("the airline cancels a flight at the moment of a change", () => {
  test.each(races)(
    "$what, and the $flight flight: each trip has one outcome",
    { timeout: 180_000 },
    async ({ what, flight, may }) => {
      for (let round = 0; round < ROUNDS; round++) {
        const [from, to] = [
          await flightOnSale({ units: 9 }),
          await flightOnSale({ departsInDays: 12, units: 9 }),
        ];
        const trips = await Promise.all(Array.from({ length: TRIPS }, () => tripOn(from)));
        const changes = await Promise.all(trips.map((t) => prepared(what, t, to)));
        // Sometimes the cancellation begins first, sometimes the changes do.
        const later = async (work: () => Promise<unknown>, ms: number) => sleep(ms).then(work);
        await Promise.all([
          later(() => cancelFlight(flight === "OLD" ? from : to), (round % 3) * 8),
          ...changes.map((change, n) => later(change, ((round + n) % 2) * 8)),
        ]);
        await expectLaws();
        for (const t of trips) expect(may).toContain(await outcomeOf(t));
        const { sold } = await unitCounts(flight === "OLD" ? from : to);
        expect(sold).toBe(0);
      }
    },
  );

  test("a trip that has left the flight while the cancellation waited for it is not cancelled", async () => {
    const [from, to] = [await flightOnSale(), await flightOnSale({ departsInDays: 12 })];
    const t = await tripOn(from);
    const { decide } = await captured(t, to);
    const [decision, cancelled] = await whileUnitsWait(from, [decide, () => cancelFlight(from)]);
    expect(decision).toEqual({ decision: "ACCEPTED" });
    expect(cancelled).toBeUndefined();
    await expectLaws();
    expect(await outcomeOf(t)).toBe("NEW TRIP");
  });

  test("a change away from a flight that is cancelled already is not made: the trip is refunded in full", async () => {
    const [from, to] = [await flightOnSale(), await flightOnSale({ departsInDays: 12 })];
    const [paying, confirming] = [await tripOn(from), await tripOn(from)];
    const { decide } = await captured(paying, to);
    const offered = await quote(confirming, to, "SAVER");
    // Its reservations are not cancelled yet.
    await database().execute(sql`update reservation.flights set status = 'CANCELLED' where id = ${from}`);
    expect(await decide()).toEqual({ decision: "REFUSED", reason: "CHANGE_OUTDATED" });
    expect(await codeOf(confirm(confirming, offered))).toBe("NOT_CHANGEABLE");
    await cancelFlight(from);
    await expectLaws();
    expect(await outcomeOf(paying)).toBe("CANCELLED ON OLD");
    expect(await outcomeOf(confirming)).toBe("CANCELLED ON OLD");
  });
});

/**
 * Starts works one after the other while the sold units of a flight are locked: the first one has read its facts and waits
 * for the units, the second one waits for the first. Then both go on.
 */
async function whileUnitsWait(flightId: number, works: readonly (() => Promise<unknown>)[]) {
  const started: Promise<unknown>[] = [];
  await transaction(system, async ({ tx }) => {
    await tx.execute(sql`select from reservation.inventory_units u
      where u.flight_id = ${flightId} and u.sold for update`);
    for (const work of works) {
      started.push(work());
      await expect.poll(waitingForLocks, { interval: 10 }).toBe(started.length);
    }
  });
  return Promise.all(started);
}

async function waitingForLocks(): Promise<number> {
  const { rows } = await database().execute<{ n: number }>(sql`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows[0]?.n ?? 0;
}

describe("a flight leaves between the quote and the payment", () => {
  test.each([
    ["the old flight, past its no-show cut-off", "OLD", 5, "CHANGE_OUTDATED"],
    ["the old flight, gone", "OLD", -5, "CHANGE_OUTDATED"],
    ["the new flight, past its no-show cut-off", "NEW", 5, "SALES_CLOSED"],
    ["the new flight, gone", "NEW", -5, "FLIGHT_DEPARTED"],
  ] as const)("%s: the payment is refunded, the trip stays", async (_, flight, minutes, reason) => {
    const [from, to] = [await flightOnSale(), await flightOnSale({ departsInDays: 12 })];
    const t = await tripOn(from);
    const { changeId, decide } = await captured(t, to);
    await leavesInMinutes(flight === "OLD" ? from : to, minutes);
    const before = await getBooking(t.ctx, t.reservationId);
    expect(await decide()).toEqual({ decision: "REFUSED", reason });
    expect(await lastEvent(t.reservationId)).toMatchObject({ changeId, reason });
    await expectLaws();
    const { captured: taken, refunded, kept } = await moneyOf(t);
    expect([kept, refunded]).toEqual([before.paidAmount, taken - before.paidAmount]);
    expect(await getBooking(t.ctx, t.reservationId)).toEqual({
      ...before,
      now: expect.any(String),
      refusedPayment: { amount: refunded, reason },
    });
    expect(await changeStatus(t.ctx, { reservationId: t.reservationId, changeId })).toBe("REFUSED");
    expect(await unitCounts(from)).toMatchObject({ sold: 1 });
    expect(await unitCounts(to)).toMatchObject({ sold: 0, held: 0 });
    expect(await outcomeOf(t)).toBe("OLD TRIP");
  });

  test.each([
    ["OLD", 5, "QUOTE_EXPIRED"],
    ["OLD", -5, "NOT_CHANGEABLE"],
    ["NEW", 5, "SALES_CLOSED"],
    ["NEW", -5, "FLIGHT_DEPARTED"],
  ] as const)(
    "or before the confirmation (%s, %i minutes): nothing is held or changed",
    async (flight, minutes, code) => {
      const [from, to] = [await flightOnSale(), await flightOnSale({ departsInDays: 12 })];
      const t = await tripOn(from);
      const offered = await quote(t, to, "STANDARD");
      await leavesInMinutes(flight === "OLD" ? from : to, minutes);
      expect(await codeOf(confirm(t, offered))).toBe(code);
      expect(await unitCounts(to)).toMatchObject({ sold: 0, held: 0 });
      await expectLaws();
      expect(await outcomeOf(t)).toBe("OLD TRIP");
    },
  );
});
