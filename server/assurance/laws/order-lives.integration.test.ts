import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { changes } from "@/db/schema/reservation";
import { outbox } from "@/db/schema/shared";
import { checkLaws } from "@/server/assurance/check-laws";
import { refundPayment } from "@/server/payment";
import { RefundRefused } from "@/server/payment/payment-gateway";
import {
  acceptPayment,
  cancelReservation,
  cancelReservationsOnFlight,
  changeFlights,
  correctName,
  expireChange,
  quoteChangeOf,
  quoteRefundOf,
  recordNoShow,
  seatParty,
  splitReservation,
  withdrawChange,
} from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  named,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { boughtDaysAgo, leavesInMinutes, settleMiles } from "@/server/reservation/testing/flown";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";

/**
 * Random lives of orders that share a few flights, several at a time: sold, changed up and down, paid in time, late, twice
 * or not at all, cancelled in part and in whole, by the customer and by the airline, flown and missed. After each group of
 * lives everything is settled and the laws hold to the won.
 *
 * `ORDER_LIVES` is the number of lives; the figure of a long run is in docs/performance.md.
 */
const LIVES = Number(process.env.ORDER_LIVES ?? 24);
const AT_ONCE = 6;

const refuses = vi.hoisted(() => ({ next: 0 }));
vi.mock("@/server/payment/stripe-gateway", () => ({
  stripeGateway: {
    refund: async ({ refundId, refusals }: { refundId: string; refusals: number }) => {
      // Each third refund is refused at its first try.
      if (refusals === 0 && refuses.next++ % 3 === 0) throw new RefundRefused("insufficient funds");
      return { providerRefundId: `re_${refundId}_${refusals}`, state: "SUCCEEDED", failure: null };
    },
  },
}));

beforeAll(policies);
afterAll(closeDatabase);

const child = { ...adult("KIM", "HANUL"), type: "CHILD" as const, birthDate: "2019-03-03" };
const infant = { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" };
const parties = {
  ONE: [adult()],
  TWO: [adult(), adult("LEE", "JUNHO")],
  FAMILY: [adult(), adult("LEE", "JUNHO"), child, infant],
};

const nat = fc.nat(20);
const brand = fc.constantFrom("SAVER" as const, "STANDARD" as const);
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("CHANGE" as const),
      both: fc.boolean(),
      pick: nat,
      brand,
      payment: fc.constantFrom("PAID", "PAID", "TWICE", "LATE", "WRONG_SUM", "WITHDRAWN", "EXPIRED", "OPEN"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("CANCEL_PART" as const), pick: nat, of: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("CANCEL" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("SEATS" as const), pick: nat }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("SPLIT" as const), pick: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("CORRECT_NAME" as const), pick: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("FLOWN" as const), missed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("AIRLINE_CANCELS" as const), pick: nat }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const life = fc.record({
  party: fc.constantFrom("ONE" as const, "TWO" as const, "FAMILY" as const),
  brand,
  out: nat,
  back: nat,
  oneWay: fc.boolean(),
  boughtDaysAgo: fc.constantFrom(0, 7),
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
});
type Life = typeof life extends fc.Arbitrary<infer Value> ? Value : never;

/** Flights there, on two days, and back, later: few units, so that some are sold out. */
async function somePool() {
  const out = [10, 10, 11].map((departsInDays) => flightOnSale({ departsInDays, units: 9, saverLimit: 5 }));
  const back = [20, 20, 21].map((departsInDays) =>
    flightOnSale({ departsInDays, units: 9, saverLimit: 5, origin: "CJU", destination: "GMP" }),
  );
  return { out: await Promise.all(out), back: await Promise.all(back) };
}
type Pool = Awaited<ReturnType<typeof somePool>>;

/** Has the provider take money: for the hold, or for a change. */
async function capture(reservationId: string, amount: number, changeId: string | null): Promise<string> {
  const paymentId = uuidv7();
  await database().execute(sql`
    insert into payment.payments (id, reservation_id, customer_id, locator, locale, attempt, amount, status, due_at,
      captured_at, payment_intent_id, change_id)
    select ${paymentId}, r.id, r.customer_id, r.locator, 'ko',
      (select count(*) + 1 from payment.payments p where p.reservation_id = r.id), ${amount}, 'CAPTURED', now(), now(),
      ${`pi_${paymentId}`}, ${changeId}
    from reservation.reservations r where r.id = ${reservationId}`);
  return paymentId;
}

/** Pays so many times; the decisions are asked for at one moment. */
async function pay(
  reservationId: string,
  amount: number,
  changeId: string | null = null,
  times = 1,
): Promise<void> {
  const paymentIds: string[] = [];
  while (paymentIds.length < times) paymentIds.push(await capture(reservationId, amount, changeId));
  await Promise.all(
    paymentIds.map((paymentId) => acceptPayment(system, { reservationId, paymentId, amount, changeId })),
  );
}

/** Refusals are part of a life; every other error is a fault. */
async function orRefused(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "INTERNAL") throw error;
  }
}

/** `family`: the bookings that the sale has become by splits. */
type Order = { ctx: ReturnType<typeof customer>; reservationId: string; family: string[] };

async function live(pool: Pool, { party, out, back, oneWay, steps, ...wish }: Life): Promise<string[]> {
  const ctx = customer();
  const passengers = parties[party];
  const count = (type: string) => passengers.filter((p) => p.type === type).length;
  const flights = [pool.out[out % 3], ...(oneWay ? [] : [pool.back[back % 3]])];
  try {
    const { reservationId } = await hold(ctx, 0, {
      ...named,
      segments: flights.map((flightId) => ({ flightId, brand: wish.brand })),
      passengers,
      adults: count("ADULT"),
      children: count("CHILD"),
      infants: count("INFANT"),
    });
    await pay(reservationId, (await getBooking(ctx, reservationId)).totalAmount);
    await boughtDaysAgo(reservationId, wish.boughtDaysAgo);
    const family = [reservationId];
    for (const [n, each] of steps.entries()) {
      const id = family[n % family.length] ?? reservationId;
      await orRefused(take(pool, { ctx, reservationId: id, family }, each));
    }
    return family;
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

async function take(pool: Pool, order: Order, step: Step): Promise<void> {
  const { ctx, reservationId } = order;
  switch (step.kind) {
    case "CHANGE":
      return change(pool, order, step);
    case "CANCEL_PART": {
      const { passengers, segments } = await getBooking(ctx, reservationId);
      const some = <T extends { id: string }>(all: T[], pick: number) =>
        all.filter((_, n) => ((pick >> n) & 1) === 0).map(({ id }) => id);
      const parts = { passengers: some(passengers, step.pick), segments: some(segments, step.of) };
      const { quoteId } = await quoteRefundOf(ctx, { reservationId, ...parts });
      await cancelReservation(ctx, { reservationId, quoteId });
      return;
    }
    case "CANCEL": {
      const { quoteId } = await quoteRefundOf(ctx, { reservationId });
      await cancelReservation(ctx, { reservationId, quoteId });
      return;
    }
    case "SEATS":
      return seatParty(ctx, { reservationId, segmentPosition: step.pick % 2 });
    case "SPLIT": {
      const { passengers, version } = await getBooking(ctx, reservationId);
      const leaving = passengers.filter((_, n) => ((step.pick >> n) & 1) === 0).map(({ id }) => id);
      const made = await splitReservation(ctx, { reservationId, version, passengers: leaving });
      // What follows happens to either of the two.
      order.family.push(made.reservationId);
      return;
    }
    case "CORRECT_NAME": {
      const { passengers, version } = await getBooking(ctx, reservationId);
      const { id: passengerId = "" } = passengers[step.pick % passengers.length] ?? {};
      await correctName(ctx, { reservationId, version, passengerId, surname: "GIM", givenName: "MINJI" });
      return;
    }
    case "FLOWN": {
      const { segments } = await getBooking(ctx, reservationId);
      const [first] = segments;
      if (!first || !pool.out.includes(first.flightId)) return;
      await leavesInMinutes(first.flightId, -60);
      if (step.missed) await recordNoShow(staff("ADMIN"), { reservationId, segmentPosition: 0 });
      return;
    }
    case "AIRLINE_CANCELS": {
      const { segments } = await getBooking(ctx, reservationId);
      const flightId = segments[step.pick % segments.length]?.flightId ?? 0;
      const left = async () => (await cancelReservationsOnFlight(system, { flightId })).remaining;
      while ((await left()) > 0);
      return;
    }
  }
}

async function change(
  pool: Pool,
  { ctx, reservationId }: Order,
  { both, pick, brand: newBrand, payment }: Extract<Step, { kind: "CHANGE" }>,
): Promise<void> {
  const { segments } = await getBooking(ctx, reservationId);
  const flights = segments
    .filter((_, n) => both || n === pick % segments.length)
    .map(({ id: segmentId, flightId }) => {
      const others = (pool.out.includes(flightId) ? pool.out : pool.back).filter(
        (other) => other !== flightId,
      );
      return { segmentId, flightId: others[pick % others.length] ?? 0, brand: newBrand };
    });
  const { quoteId } = await quoteChangeOf(ctx, { reservationId, flights, overlapConfirmed: true });
  const done = await changeFlights(ctx, { reservationId, quoteId });
  if (done.status === "DONE") return;
  const { changeId, balance } = done;
  const expire = async () => {
    await database()
      .update(changes)
      .set({ expiresAt: sql`clock_timestamp() - interval '1 second'` })
      .where(and(eq(changes.id, changeId), eq(changes.status, "AWAITING_PAYMENT")));
    await expireChange(system, { reservationId, changeId });
  };
  if (payment === "WITHDRAWN") await withdrawChange(ctx, { reservationId, changeId });
  if (payment === "LATE" || payment === "EXPIRED") await expire();
  if (payment === "PAID" || payment === "LATE") await pay(reservationId, balance, changeId);
  if (payment === "TWICE") await pay(reservationId, balance, changeId, 2);
  if (payment === "WRONG_SUM") await pay(reservationId, balance + 1_000, changeId);
}

type Refund = { paymentId: string; amount: number };
type Settled = {
  reservationId: string;
  locator: string;
  changeId?: string;
  refunds?: Refund[];
  paymentId?: string;
  amount?: number;
};

/** Does what the reactions to the events do: refunds, tried again until they are made, and miles. */
async function settle(reservationIds: readonly string[]): Promise<void> {
  const events = await database()
    .select({ name: outbox.name, data: outbox.data })
    .from(outbox)
    .where(sql`${outbox.correlationId} = any(${sql.param([...reservationIds])}::uuid[])`);
  for (const { name, data } of events as { name: string; data: Settled }[]) {
    const { changeId = null, refunds = [] } = data;
    const reason = name === "reservation/reservation.cancelled" ? "CANCELLED" : "CHANGED";
    for (const refund of refunds) await untilMade({ ...refund, reason, changeId, of: data });
    if (name === "reservation/payment.refused")
      await untilMade({ paymentId: data.paymentId ?? "", amount: data.amount ?? 0, reason: "REFUSED" });
  }
  await settleMiles(reservationIds);
}

async function untilMade(refund: Parameters<typeof refundPayment>[1]): Promise<void> {
  for (;;)
    try {
      return await refundPayment(system, refund);
    } catch (error) {
      if (!(error instanceof RefundRefused)) throw error;
    }
}

/** Messages and history follow from the events by projections, which do not run here. */
const ruled = new Set(["L1", "L2", "L3"]);

test(
  "whatever happens to orders, units, coupons, money and miles add up",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (lives) => {
        const pool = await somePool();
        const ids = (await Promise.all(lives.map((each) => live(pool, each)))).flat();
        await settle(ids);
        const reports = (await checkLaws()).filter(({ law }) => ruled.has(law));
        expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
        expect(reports.map(({ law, pending }) => [law, pending])).toEqual([
          ["L1", 0],
          ["L2", 0],
          ["L3", 0],
        ]);
      }),
      { numRuns: Math.ceil(LIVES / AT_ONCE), endOnFailure: true },
    );
  },
  Math.max(120_000, LIVES * 5_000),
);
