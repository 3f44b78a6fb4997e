import { expect } from "vitest";
import { database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { hasBacklog } from "@/server/assurance/backlog-view";
import { checkLaws } from "@/server/assurance/check-laws";
import { userRegistered } from "@/server/identity/events";
import { paymentCaptured } from "@/server/payment/events";
import { getBooking } from "@/server/reservation/queries";
import { customer, hold, named } from "@/server/reservation/testing/fixtures";
import type { Actor } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { recorded } from "@/server/shared/testing/events";

/** Waits until every recorded event has had all of its effects, and all laws hold. */
export async function drainedBy(afterCommit: () => Promise<void>): Promise<void> {
  await afterCommit();
  await expect.poll(hasBacklog, { timeout: 30_000, interval: 100 }).toBe(false);
  await expect
    .poll(async () => (await checkLaws()).filter((l) => !l.ok || l.pending > 0), {
      timeout: 30_000,
      interval: 100,
    })
    .toEqual([]);
}

export type Member = ReturnType<typeof customer>;
/** Somebody who books: a member, or a guest. */
type Customer = { actor: Extract<Actor, { kind: "CUSTOMER" | "GUEST" }> };

/** A guest of the site, with a mailbox that no other test uses. */
export function guest(): { actor: Extract<Actor, { kind: "GUEST" }> } {
  const { id, email, address } = customer().actor;
  return { actor: { kind: "GUEST", id, email, phone: "+821012345678", address } };
}

/** A member whom the other contexts know by their copies. */
export async function member(): Promise<Member> {
  const ctx = customer();
  const { id: userId, email } = ctx.actor;
  await recorded(userRegistered, { userId, email, name: "김민지", locale: "ko", role: "CUSTOMER" });
  return ctx;
}

export async function held(ctx: Customer, flightId: number) {
  const contact = { email: ctx.actor.email };
  const { reservationId } = await hold(ctx, flightId, { ...named, contact });
  const { locator, totalAmount } = await getBooking(ctx, reservationId);
  return { reservationId, locator, totalAmount };
}

/** A capture after which the process died: only the payment and its event exist. */
async function pay(ctx: Customer, booking: Awaited<ReturnType<typeof held>>): Promise<void> {
  const { reservationId, locator, totalAmount: amount } = booking;
  const payment = { reservationId, customerId: ctx.actor.id, locator, locale: "ko" as const, amount };
  const paymentId = uuidv7();
  await database()
    .insert(payments)
    .values({
      ...payment,
      id: paymentId,
      attempt: 1,
      status: "CAPTURED",
      paymentIntentId: `pi_${paymentId}`,
      dueAt: new Date(),
      capturedAt: new Date(),
    });
  const data = { ...payment, paymentId, capturedAt: new Date().toISOString() };
  await recorded(paymentCaptured, data, reservationId);
}

export async function booked(ctx: Customer, flightId: number) {
  const booking = await held(ctx, flightId);
  await pay(ctx, booking);
  return booking;
}
