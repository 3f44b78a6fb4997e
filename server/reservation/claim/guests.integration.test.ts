import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import {
  acceptPayment,
  cancelReservation,
  claimGuestTrips,
  enterPassengers,
  payableReservation,
  quoteRefundOf,
  releaseHold,
} from "@/server/reservation";
import { getBooking, listTrips } from "@/server/reservation/queries";
import {
  adult,
  customer,
  eventNames,
  flightOnSale,
  hold,
  lastEvent,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

type GuestContext = RequestContext & { actor: { kind: "GUEST"; id: string; email: string; phone: string } };

function guest(address?: string): GuestContext {
  const id = uuidv7();
  return {
    actor: {
      kind: "GUEST",
      ...{ id, email: `${id}@example.com`, phone: "+821012345678", address: address ?? `test-${id}` },
    },
  };
}

/** A paid trip of a guest. */
async function trip() {
  const owner = guest();
  const { email } = owner.actor;
  const held = await hold(owner, await flightOnSale(), { ...named, contact: { email } });
  await acceptPayment(system, await paymentOf(owner, held));
  return { owner, email, ...held };
}

const claim = (memberId: string, email: string) => claimGuestTrips(system, { memberId, email });

describe("a guest", () => {
  test("holds seats under the contact of the session, names the passengers and pays", async () => {
    const owner = guest();
    const { reservationId } = await hold(owner, await flightOnSale());
    expect(await getBooking(owner, reservationId)).toMatchObject({
      contactEmail: owner.actor.email,
      contactPhone: "+821012345678",
    });
    const { email, phone } = owner.actor;
    const party = { passengers: [adult()], contact: { email, phone } };
    await enterPassengers(owner, { reservationId, ...party, overlapConfirmed: true });
    expect((await payableReservation(owner, { reservationId })).customerId).toBe(owner.actor.id);
    await acceptPayment(system, await paymentOf(owner, { reservationId }));
    expect((await getBooking(owner, reservationId)).status).toBe("CREATED");
    const [row] = await database().select().from(reservations).where(eq(reservations.id, reservationId));
    expect(row?.customerKind).toBe("GUEST");
    expect((await lastEvent(reservationId)).customerKind).toBe("GUEST");
  });

  test("reaches no reservation but those of the session", async () => {
    const { reservationId, email } = await trip();
    const other = { actor: { ...guest().actor, email } };
    expect(await codeOf(getBooking(other, reservationId))).toBe("NOT_FOUND");
    expect(await codeOf(releaseHold(other, { reservationId }))).toBe("NOT_FOUND");
    expect(await codeOf(payableReservation(other, { reservationId }))).toBe("NOT_FOUND");
    expect(await codeOf(quoteRefundOf(other, { reservationId }))).toBe("NOT_FOUND");
  });

  test("has no list of trips: it belongs to an account", async () => {
    const { owner } = await trip();
    expect(await codeOf(listTrips(owner, { kind: "UPCOMING" } as never))).toBe("UNAUTHENTICATED");
  });

  test("makes no more holds from one address by beginning again and again", async () => {
    const address = `test-${uuidv7()}`;
    const codes: unknown[] = [];
    for (let n = 0; n < 32; n++) {
      const owner = guest(address);
      const held = hold(owner, await flightOnSale({ units: 1 }));
      codes.push(await codeOf(held));
      if (codes.at(-1) === "OK") await releaseHold(owner, await held);
    }
    expect(codes.filter((code) => code === "OK")).toHaveLength(30);
    expect(codes.at(-1)).toBe("RATE_LIMITED");
  });
});

describe("a trip that a member takes over", () => {
  test("is the member's alone, and its event names the coupons that stand", async () => {
    const { owner, email, reservationId } = await trip();
    const member = customer();
    expect(await claim(member.actor.id, email)).toEqual([
      { reservationId, guestId: owner.actor.id, memberId: member.actor.id },
    ]);
    expect((await getBooking(member, reservationId)).customerId).toBe(member.actor.id);
    expect(await codeOf(getBooking(owner, reservationId))).toBe("NOT_FOUND");
    const told = await lastEvent(reservationId);
    expect(told).toMatchObject({ customerId: member.actor.id, customerKind: "MEMBER" });
    expect(told.gained).toHaveLength(1);
  });

  test("changes hands once, however often and by whomever it is asked for at one moment", async () => {
    const { email, reservationId } = await trip();
    const [one, two] = [customer().actor.id, customer().actor.id];
    const claims = await Promise.all([one, two, one, two].map((id) => claim(id, email)));
    expect(claims.flat()).toHaveLength(1);
    const names = await eventNames(reservationId);
    expect(names.filter((name) => name === "reservation.claimed")).toHaveLength(1);
  });

  test("is not that of another address, a hold, or a member's booking", async () => {
    const { email, reservationId } = await trip();
    expect(await claim(customer().actor.id, `x${email}`)).toEqual([]);
    const unpaid = guest();
    await hold(unpaid, await flightOnSale());
    expect(await claim(customer().actor.id, unpaid.actor.email)).toEqual([]);
    const member = customer();
    const own = await hold(member, await flightOnSale(), { ...named, contact: { email } });
    await acceptPayment(system, await paymentOf(member, own));
    const claimed = await claim(customer().actor.id, email);
    expect(claimed.map((each) => each.reservationId)).toEqual([reservationId]);
    expect((await getBooking(member, own.reservationId)).customerId).toBe(member.actor.id);
  });

  test("is cancelled by one of the two, or by neither twice, while it changes hands", async () => {
    const { owner, email, reservationId } = await trip();
    const member = customer();
    const { quoteId } = await quoteRefundOf(owner, { reservationId });
    const [code] = await Promise.all([
      codeOf(cancelReservation(owner, { reservationId, quoteId })),
      claim(member.actor.id, email),
    ]);
    const booking = await getBooking(member, reservationId);
    expect(["OK", "NOT_FOUND", "CONFLICT"]).toContain(code);
    expect(booking.status).toBe(code === "OK" ? "CANCELLED" : "CREATED");
    const { rows } = await database().execute<{ name: string; gained: number; kind: string }>(sql`
      select name, jsonb_array_length(data->'gained') as gained, data->>'customerKind' as kind
      from shared.outbox where correlation_id = ${reservationId} and name in
        ('reservation/reservation.cancelled', 'reservation/reservation.claimed') order by seq`);
    // Miles: a cancellation by the guest leaves none to earn; one by the member takes back what the takeover earned.
    const cancelled = rows.find(({ name }) => name.endsWith("cancelled"));
    const earned = rows.find(({ name }) => name.endsWith("claimed"))?.gained;
    expect(earned).toBe(cancelled?.kind === "GUEST" ? 0 : 1);
  });
});
