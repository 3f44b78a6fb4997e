import { and, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import { refundQuotes, reservations, segments } from "@/db/schema/reservation";
import { statusesBefore } from "@/server/reservation/domain/status";
import { reservationCancelled } from "@/server/reservation/events";
import { freeUnitsAndSeats } from "@/server/reservation/hold/release-hold";
import { requireOwn } from "@/server/reservation/hold/require-live-hold";
import { reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { cancelReservationInput } from "@/server/reservation/schemas";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { type Refund, refundFor } from "./refund-facts";

export type Cancelled = { refundAmount: number };

/**
 * Cancels what has not departed of a reservation at its customer's wish, on the terms of a quote. A repeated request
 * gives the same answer; nothing is freed or refunded twice. A quote whose sums would be other ones now, for any reason
 * but a fee step at midnight, has expired.
 *
 * @throws AppError QUOTE_EXPIRED, NOT_CANCELLABLE, NOT_FOUND.
 */
export function cancelReservation(
  ctx: RequestContext,
  input: z.input<typeof cancelReservationInput>,
): Promise<Cancelled> {
  const customer = requireMember(ctx.actor);
  const { reservationId, quoteId } = parse(cancelReservationInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireOwn(tx, reservationId, customer.id);
    const [quote] = await tx.tx
      .select()
      .from(refundQuotes)
      .where(and(eq(refundQuotes.id, quoteId), eq(refundQuotes.reservationId, reservationId)));
    if (!quote) throw new AppError("NOT_FOUND");
    if (facts.status === "CANCELLED") return cancelledBefore(tx, reservationId);
    if (facts.status !== "CREATED") throw new AppError("NOT_CANCELLABLE");
    const refund = await refundFor(tx.tx, reservationId, { cause: "CUSTOMER", quotedAt: quote.createdAt });
    const refundAmount = refund.refundable.amount;
    if (quote.expiresAt <= new Date(refund.now) || refundAmount !== quote.refundAmount)
      throw new AppError("QUOTE_EXPIRED");
    if (refund.segments.every(({ kept }) => kept)) throw new AppError("NOT_CANCELLABLE");
    await cancelCreated(tx, { refund, cause: "CUSTOMER", reason: null });
    return { refundAmount };
  });
}

/** The answer to a repeated request; a cancellation by the airline is told as such, not as ours. */
async function cancelledBefore({ tx }: TxContext, reservationId: string): Promise<Cancelled> {
  const [row] = await tx
    .select({ cause: reservations.cancelCause, refundAmount: reservations.refundedAmount })
    .from(reservations)
    .where(eq(reservations.id, reservationId));
  if (row?.cause !== "CUSTOMER") throw new AppError("NOT_CANCELLABLE");
  return { refundAmount: row.refundAmount };
}

type Cancellation = {
  refund: Refund;
  cause: "CUSTOMER" | "AIRLINE";
  reason: string | null;
  /** Which of its flights the airline cancelled. */
  cancelledFlightId?: number;
};

/**
 * CREATED → CANCELLED, compare-and-set: frees units and seats of what is given up and records what is owed back. A
 * segment that has departed keeps its units and seats, and with them its place in the manifest.
 *
 * @returns false when it was not CREATED (any more).
 */
export async function cancelCreated(ctx: TxContext, c: Cancellation): Promise<boolean> {
  const { reservationId } = c.refund;
  const refundAmount = c.refund.refundable.amount;
  const [changed] = await ctx.tx
    .update(reservations)
    .set({
      status: "CANCELLED",
      endedAt: sql`clock_timestamp()`,
      cancelCause: c.cause,
      refundedAmount: sql`${refundAmount}`,
    })
    .where(and(eq(reservations.id, reservationId), inArray(reservations.status, cancellable)))
    .returning({
      paymentId: reservations.paymentId,
      paidAmount: reservations.paidAmount,
      endedAt: reservations.endedAt,
    });
  if (!changed?.paymentId || !changed.endedAt) return false;
  const kept = c.refund.segments.flatMap((segment) => (segment.kept ? [segment.id] : []));
  if (kept.length > 0) await ctx.tx.update(segments).set({ kept: true }).where(inArray(segments.id, kept));
  await freeUnitsAndSeats(ctx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (!facts) return false;
  const scoped = { ...ctx, correlationId: reservationId };
  await audit(scoped, {
    action: "cancel",
    entity: "reservation",
    entityId: reservationId,
    before: { status: "CREATED" },
    after: { status: "CANCELLED", cause: c.cause, refundAmount, kept },
  });
  await recordEvents(scoped, [
    event(reservationCancelled, {
      ...facts.event,
      cause: c.cause,
      reason: c.reason,
      paymentId: changed.paymentId,
      paidAmount: changed.paidAmount,
      refundAmount,
      cancelledAt: changed.endedAt.toISOString(),
      cancelledFlightId: c.cancelledFlightId,
    }),
  ]);
  return true;
}

/** A hold is not cancelled but ended (release-hold.ts): it has no money and no ticket. */
const cancellable = statusesBefore("CANCELLED").filter((s) => s === "CREATED");
