import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { acceptPayment, chooseSeats, expireHold, holdSeats } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  customer,
  flightOnSale,
  moveDeadline,
  named,
  paymentOf,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { beforeCommitOf } from "@/server/shared/testing/race";

beforeAll(policies);
afterAll(closeDatabase);

type Brand = "SAVER" | "STANDARD";

async function held(flights: number[], brand: Brand = "STANDARD", ctx = customer()) {
  const { reservationId } = await holdSeats(ctx, {
    segments: flights.map((flightId) => ({ flightId, brand })),
    adults: 1,
    idempotencyKey: uuidv7(),
    ...named,
  });
  const payment = await paymentOf(ctx, { reservationId });
  const pay = () => acceptPayment(system, { ...payment, paymentId: uuidv7() });
  const seat = (choice: string | null) =>
    chooseSeats(ctx, {
      reservationId,
      segmentPosition: 0,
      seats: [{ passengerPosition: 0, seat: choice }],
    });
  const seats = async () => (await getBooking(ctx, reservationId)).seats.map((s) => s.seat);
  const expire = async () => {
    await moveDeadline(reservationId, -1);
    await expireHold(system, { reservationId });
  };
  return { ctx, reservationId, pay, seat, seats, expire };
}

const late = async (flights: number[], brand?: Brand) => {
  const h = await held(flights, brand);
  await h.expire();
  return h;
};

const EXPIRED = { decision: "REFUSED", reason: "HOLD_EXPIRED" };
const ACCEPTED = { decision: "ACCEPTED" };

describe("a payment in time", () => {
  test("sells the units of its own hold and of no other", async () => {
    const flight = await flightOnSale();
    await held([flight]);
    expect(await (await held([flight])).pay()).toEqual(ACCEPTED);
    expect(await unitCounts(flight)).toEqual({ sold: 1, held: 1, free: 4 });
  });

  test("sells nothing on a flight whose sale is being closed", async () => {
    const flight = await flightOnSale();
    const h = await held([flight]);
    const decision = await beforeCommitOf(async ({ tx }) => {
      await tx.execute(sql`update reservation.flights set status = 'CANCELLED' where id = ${flight}`);
      await tx.execute(
        sql`update reservation.inventory_units set held_until = 'infinity' where flight_id = ${flight}`,
      );
    }, h.pay);
    expect(decision.decision).toBe("REFUSED");
    expect(await unitCounts(flight)).toEqual({ sold: 0, held: 6, free: 0 });
  });

  test("does not restore a seat that was given back before", async () => {
    const h = await held([await flightOnSale({ units: 60 })]);
    await h.seat("3A");
    await h.seat(null);
    await h.pay();
    expect(await h.seats()).toEqual([]);
  });
});

describe("a late payment takes free units only", () => {
  test("not one that another customer holds", async () => {
    const flight = await flightOnSale({ units: 1 });
    const h = await late([flight]);
    const other = await held([flight]);
    expect(await h.pay()).toEqual(EXPIRED);
    expect(await other.pay()).toEqual(ACCEPTED);
  });

  test("not one that another customer is claiming at the moment", async () => {
    const flight = await flightOnSale({ units: 1 });
    const h = await late([flight]);
    const taking = sql`update reservation.inventory_units set sold = true where flight_id = ${flight}`;
    expect(await beforeCommitOf(({ tx }) => tx.execute(taking), h.pay)).toEqual(EXPIRED);
  });

  test("not beyond the limit of its brand", async () => {
    const flight = await flightOnSale({ units: 2, saverLimit: 1 });
    const h = await late([flight], "SAVER");
    await held([flight], "SAVER");
    expect(await h.pay()).toEqual(EXPIRED);
    expect(await unitCounts(flight)).toEqual({ sold: 0, held: 1, free: 1 });
  });

  test("on all of its flights or on none", async () => {
    const out = await flightOnSale({ departsInDays: 5 });
    const back = await flightOnSale({ departsInDays: 9, units: 1, origin: "CJU", destination: "GMP" });
    const h = await late([out, back]);
    await held([back]);
    expect(await h.pay()).toEqual(EXPIRED);
    expect(await unitCounts(out)).toEqual({ sold: 0, held: 0, free: 6 });
  });
});

describe("a late payment restores the seat", () => {
  test("that was chosen last", async () => {
    const h = await held([await flightOnSale({ units: 60 })]);
    await h.seat("3A");
    await h.seat("4A");
    await h.expire();
    expect(await h.pay()).toEqual(ACCEPTED);
    expect(await h.seats()).toEqual(["4A"]);
  });

  test("unless another passenger has it by now", async () => {
    const flight = await flightOnSale({ units: 60 });
    const h = await held([flight]);
    await h.seat("3A");
    await h.expire();
    const other = await held([flight]);
    await other.seat("3A");
    expect(await h.pay()).toEqual(ACCEPTED);
    expect([await h.seats(), await other.seats()]).toEqual([[], ["3A"]]);
  });
});

describe("a late payment for a flight that its customer has booked again", () => {
  /** Makes an ended hold whose card is still being charged, and another hold for the same flight and person. */
  async function bookedAgain(firstEnds: "HELD" | "EXPIRED", secondFlight?: number) {
    const flight = await flightOnSale();
    const first = await held([flight]);
    if (firstEnds === "HELD") await moveDeadline(first.reservationId, -1);
    else await first.expire();
    return { flight, first, second: await held([secondFlight ?? flight], "STANDARD", first.ctx) };
  }
  const statusOf = async ({ ctx, reservationId }: Awaited<ReturnType<typeof held>>) =>
    (await getBooking(ctx, reservationId)).status;

  test.each(["HELD", "EXPIRED"] as const)(
    "is refused when that is paid, the first being %s",
    async (ends) => {
      const { flight, first, second } = await bookedAgain(ends);
      expect(await second.pay()).toEqual(ACCEPTED);
      expect(await first.pay()).toEqual({ decision: "REFUSED", reason: "ALREADY_PAID" });
      expect([await statusOf(first), await statusOf(second)]).toEqual(["EXPIRED", "CREATED"]);
      expect(await unitCounts(flight)).toEqual({ sold: 1, held: 0, free: 5 });
    },
  );

  test.each(["HELD", "EXPIRED"] as const)(
    "ends the other one when it comes first, itself %s",
    async (ends) => {
      const { flight, first, second } = await bookedAgain(ends);
      expect(await first.pay()).toEqual(ACCEPTED);
      expect(await statusOf(second)).toBe("EXPIRED");
      expect(await second.pay()).toEqual({ decision: "REFUSED", reason: "CANCELLED" });
      expect(await unitCounts(flight)).toEqual({ sold: 1, held: 0, free: 5 });
    },
  );

  test("at the same moment issues one ticket, whichever payment is first", async () => {
    for (let n = 0; n < 8; n++) {
      const { flight, first, second } = await bookedAgain(n % 2 ? "HELD" : "EXPIRED");
      const decisions = await Promise.all([second.pay(), first.pay()]);
      expect(decisions.filter(({ decision }) => decision === "ACCEPTED")).toHaveLength(1);
      expect((await unitCounts(flight)).sold).toBe(1);
    }
  });

  test("two late payments issue one ticket", async () => {
    const { flight, first, second } = await bookedAgain("HELD");
    await moveDeadline(second.reservationId, -1);
    const decisions = await Promise.all([second.pay(), first.pay()]);
    expect(decisions.filter(({ decision }) => decision === "ACCEPTED")).toHaveLength(1);
    expect((await unitCounts(flight)).sold).toBe(1);
  });

  test("is accepted beside a reservation on another flight, which stays", async () => {
    const { first, second } = await bookedAgain("EXPIRED", await flightOnSale());
    expect([await second.pay(), await first.pay()]).toEqual([ACCEPTED, ACCEPTED]);
  });
});

test("a second payment that is refused takes nothing from the reservation", async () => {
  const flight = await flightOnSale({ units: 60 });
  const h = await held([flight]);
  await h.seat("3A");
  await h.pay();
  expect(await h.pay()).toEqual({ decision: "REFUSED", reason: "ALREADY_PAID" });
  expect((await getBooking(h.ctx, h.reservationId)).status).toBe("CREATED");
  expect(await h.seats()).toEqual(["3A"]);
  expect((await unitCounts(flight)).sold).toBe(1);
  const { rows } = await database().execute(
    sql`select decision from reservation.payment_decisions where reservation_id = ${h.reservationId}
      order by decided_at`,
  );
  expect(rows).toEqual([{ decision: "ACCEPTED" }, { decision: "REFUSED" }]);
});
