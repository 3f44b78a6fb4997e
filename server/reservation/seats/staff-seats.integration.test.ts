import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { chooseSeats, seatParty } from "@/server/reservation";
import { getBooking, getSeatMap } from "@/server/reservation/queries";
import { adult, customer, eventNames, lastEvent, policies } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

type Trip = Awaited<ReturnType<typeof paidTrip>>;
const couple = () => paidTrip(undefined, [adult(), adult("LEE", "JUNHO")]);
const choose = (by: RequestContext, { reservationId }: Trip, ...seats: (string | null)[]) =>
  chooseSeats(by, {
    reservationId,
    segmentPosition: 0,
    seats: seats.map((seat, passengerPosition) => ({ passengerPosition, seat })),
  });
const seatsOf = async ({ ctx, reservationId }: Trip) =>
  (await getBooking(ctx, reservationId)).seats.map(({ seat }) => seat);

const audited = async ({ reservationId }: Trip) => {
  const { rows } = await database().execute(sql`
    select actor_kind as kind, before, after from shared.audit_log
    where entity_id = ${reservationId} and action = 'choose-seats' order by id`);
  return rows;
};

describe("an agent", () => {
  test("assigns seats, moves one and releases one, free of charge: audited and told as the customer's own", async () => {
    const t = await couple();
    const agent = staff("AGENT");
    await choose(agent, t, "3A", "3B");
    expect(await seatsOf(t)).toEqual(["3A", "3B"]);
    await choose(agent, t, "3A", "4B");
    await choose(agent, t, "3A", null);
    expect(await seatsOf(t)).toEqual(["3A"]);
    expect(await audited(t)).toMatchObject([
      { kind: "AGENT", before: { seats: [] }, after: { seats: ["3A", "3B"] } },
      { kind: "AGENT", before: { seats: ["3A", "3B"] }, after: { seats: ["3A", "4B"] } },
      { kind: "AGENT", before: { seats: ["3A", "4B"] }, after: { seats: ["3A"] } },
    ]);
    const changed = (await eventNames(t.reservationId)).filter((name) => name === "reservation.changed");
    expect(changed).toHaveLength(3);
    expect(await lastEvent(t.reservationId)).toMatchObject({
      customerId: t.customerId,
      change: "SEATS",
      seats: [{ seats: ["3A"] }],
    });
    const { totalAmount, paidAmount, refundedAmount } = await getBooking(t.ctx, t.reservationId);
    expect({ totalAmount, paidAmount, refundedAmount }).toEqual({
      ...{ totalAmount: t.amount, paidAmount: t.amount, refundedAmount: 0 },
    });
  });

  test("seats the party together, and sees the same map as the customer", async () => {
    const t = await couple();
    await seatParty(staff("AGENT"), { reservationId: t.reservationId, segmentPosition: 0 });
    expect(await seatsOf(t)).toHaveLength(2);
    expect(await getSeatMap(staff("AGENT"), t.reservationId, 0)).toEqual(
      await getSeatMap(t.ctx, t.reservationId, 0),
    );
  });

  test("has no other rules than the customer: a taken seat, an exit seat without its conditions", async () => {
    const [first, second] = [await couple(), await couple()];
    await choose(staff("AGENT"), first, "3A", "3B");
    const sameFlight = await paidTrip([{ flightId: first.out, brand: "STANDARD" }]);
    expect(await fieldsOf(choose(staff("AGENT"), sameFlight, "3A"))).toEqual({ "seats.0.seat": "seatTaken" });
    const { seats } = await getSeatMap(staff("AGENT"), second.reservationId, 0);
    const exit = seats.find(({ properties }) => properties.includes("exit"))?.seat ?? "";
    expect(await fieldsOf(choose(staff("AGENT"), second, exit))).toEqual({
      "seats.0.seat": "exitConditions",
    });
    expect(await seatsOf(second)).toEqual([]);
  });
});

test("another customer can neither see the map nor choose", async () => {
  const t = await couple();
  expect(await codeOf(getSeatMap(customer(), t.reservationId, 0))).toBe("NOT_FOUND");
  expect(await codeOf(choose(customer(), t, "3A"))).toBe("NOT_FOUND");
});
