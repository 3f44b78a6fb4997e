import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { payments } from "@/db/schema/payment";
import { documentsToAccept } from "@/server/consent/queries";
import { BOOKING_DOCUMENTS } from "@/server/consent/schemas";
import { registerUser } from "@/server/identity";
import { stripeGateway as provider } from "@/server/payment/testing/scripted-gateway";
import { acceptPayment, claimGuestTrips } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import { awaitingChange } from "@/server/reservation/testing/changed";
import {
  flightOnSale,
  hold,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import type { Actor } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { beginPayment } from "./begin-payment";
import { claimTrips } from "./claim-trips";

vi.mock("@/server/payment/stripe-gateway", () => import("@/server/payment/testing/scripted-gateway"));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
});

/** A paid trip of a guest, whose contact is typed in capitals. */
async function guestTrip() {
  const id = uuidv7();
  const email = `${id}@example.com`;
  const actor: Actor = { kind: "GUEST", id, email, phone: "+821012345678", address: `test-${id}` };
  const ctx = { actor };
  const contact = { email: email.toUpperCase().replace("EXAMPLE.COM", "example.com") };
  const { reservationId } = await hold(ctx, await flightOnSale(), { ...named, contact });
  await beginPayment(ctx, reservationId, {
    stated: await documentsToAccept([...BOOKING_DOCUMENTS]),
    channel: "WEB",
  });
  await acceptPayment(system, await paymentOf(ctx, { reservationId }));
  return { ctx, email, reservationId };
}

async function account(email: string, { isConfirmed }: { isConfirmed: boolean }) {
  const password = `pass-${uuidv7()}`;
  const anybody = { actor: { kind: "ANONYMOUS" as const, address: uuidv7() } };
  const { id } = await registerUser(anybody, { email, name: "김민지", password, locale: "ko" });
  if (isConfirmed)
    await database().update(users).set({ emailConfirmedAt: sql`now()` }).where(eq(users.id, id));
  return { actor: { kind: "CUSTOMER" as const, id, email, address: uuidv7() } };
}

const payersOf = async (reservationId: string) =>
  (await database().select().from(payments).where(eq(payments.reservationId, reservationId))).map(
    ({ customerId }) => customerId,
  );

describe("the trips of a guest", () => {
  test("are paid with the consents of a booking alone, in the guest's name", async () => {
    const { ctx, reservationId } = await guestTrip();
    expect(provider.createCheckout).toHaveBeenCalledOnce();
    const { rows } = await database().execute<{ document: string }>(sql`
      select document from consent.consents where person_id = ${ctx.actor.id} and reservation_id = ${reservationId}
      order by 1`);
    expect(rows.map(({ document }) => document)).toEqual(["conditions-of-carriage", "fare-rules", "privacy"]);
  });

  test("go to the account of their address once it is confirmed, and not before", async () => {
    const { ctx, email, reservationId } = await guestTrip();
    const member = await account(email, { isConfirmed: false });
    expect(await claimTrips(member.actor.id)).toEqual([]);
    expect(await codeOf(getBooking(member, reservationId))).toBe("NOT_FOUND");
    await database().update(users).set({ emailConfirmedAt: sql`now()` }).where(eq(users.id, member.actor.id));
    expect(await claimTrips(member.actor.id)).toHaveLength(1);
    expect(await claimTrips(member.actor.id)).toEqual([]);
    expect((await getBooking(member, reservationId)).customerKind).toBe("MEMBER");
    expect(await payersOf(reservationId)).toEqual([member.actor.id]);
    expect(await codeOf(getBooking(ctx, reservationId))).toBe("NOT_FOUND");
  });

  test("stay with the guest as a whole when the payments cannot follow", async () => {
    const { ctx, email, reservationId } = await guestTrip();
    const member = await account(email, { isConfirmed: true });
    const fails = claimGuestTrips(system, { memberId: member.actor.id, email }, () => {
      throw new Error("no payments");
    });
    await expect(fails).rejects.toThrow("no payments");
    expect((await getBooking(ctx, reservationId)).customerKind).toBe("GUEST");
    expect(await payersOf(reservationId)).toEqual([ctx.actor.id]);
  });

  test("wait while a change of their flights waits for its payment, which is the guest's", async () => {
    const { email, reservationId } = await guestTrip();
    const member = await account(email, { isConfirmed: true });
    await awaitingChange(reservationId);
    expect(await claimTrips(member.actor.id)).toEqual([]);
    await database().execute(sql`
      update reservation.changes set status = 'EXPIRED' where reservation_id = ${reservationId}
        and status = 'AWAITING_PAYMENT'`);
    expect(await claimTrips(member.actor.id)).toHaveLength(1);
  });
});
