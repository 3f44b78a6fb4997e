import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { refundQuotes, reservations } from "@/db/schema/reservation";
import { cancelRule } from "@/server/reservation/domain/booking-rules";
import { requireOwn } from "@/server/reservation/hold/require-live-hold";
import { cancelReservationInput } from "@/server/reservation/schemas";
import { type RequestContext, requireMember, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { cancelCreated } from "./cancel-created";
import { refundFor } from "./refund-facts";

export type Cancelled = { refundAmount: number };

/**
 * Cancels all flights of a customer's reservation that were not flown, on the terms of a quote. A repeated request
 * gets the same answer; nothing is freed or refunded twice. A quote has expired when its sums would be different now; a
 * fee step at midnight does not change them.
 *
 * @returns the refund in whole won.
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
    const cancel = cancelRule(facts, facts.now);
    if (!cancel.allowed && cancel.reason === "CANCELLED") return cancelledBefore(tx, reservationId);
    if (!cancel.allowed && cancel.reason === "UNPAID") throw new AppError("NOT_CANCELLABLE");
    const refund = await refundFor(tx.tx, reservationId, { cause: "CUSTOMER", quotedAt: quote.createdAt });
    const refundAmount = refund.refundable.amount;
    if (quote.expiresAt <= new Date(refund.now) || refundAmount !== quote.refundAmount)
      throw new AppError("QUOTE_EXPIRED");
    if (!cancelRule(facts, refund.now).allowed) throw new AppError("NOT_CANCELLABLE");
    await cancelCreated(tx, { refund, cause: "CUSTOMER", reason: null });
    return { refundAmount };
  });
}

/** Answers a repeated request. A cancellation by the airline is not the customer's: it is NOT_CANCELLABLE. */
async function cancelledBefore({ tx }: TxContext, reservationId: string): Promise<Cancelled> {
  const [row] = await tx
    .select({ cause: reservations.cancelCause, refundAmount: reservations.refundedAmount })
    .from(reservations)
    .where(eq(reservations.id, reservationId));
  if (row?.cause !== "CUSTOMER") throw new AppError("NOT_CANCELLABLE");
  return { refundAmount: row.refundAmount };
}
