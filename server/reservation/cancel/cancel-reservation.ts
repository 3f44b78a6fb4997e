import { and, desc, eq } from "drizzle-orm";
import type { z } from "zod";
import { changes } from "@/db/schema/reservation";
import { requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import { cancelRule } from "@/server/reservation/domain/booking-rules";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { cancelReservationInput } from "@/server/reservation/schemas";
import type { Cancelled } from "@/server/reservation/views/answer-schemas";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { cancelCreated } from "./cancel-created";
import { cancelPart } from "./cancel-part";
import { refundFor } from "./refund-facts";
import { isQuotedTo, requireWaiver } from "./require-waiver";

type Quote = typeof changes.$inferSelect;

/**
 * Cancels what a customer's quote names, on its terms: the whole reservation, except flights that were flown, or a part of
 * it. A repeated request gets the same answer; nothing is freed or refunded twice. A quote has expired when its sums would
 * be different now; a fee step at midnight does not change them. Staff may do so on the customer's behalf; a quote that
 * leaves fees out is confirmed by whom it was given to.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, QUOTE_EXPIRED, also when there is no such quote, CONFLICT when the reservation was
 *   changed since the quote, NOT_CANCELLABLE, NOT_FOUND.
 */
export function cancelReservation(
  ctx: RequestContext,
  input: z.input<typeof cancelReservationInput>,
): Promise<Cancelled> {
  requireTripActor(ctx.actor);
  const { reservationId, quoteId } = parse(cancelReservationInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireServed(tx, reservationId);
    const quote = await readQuote(tx, reservationId, quoteId);
    if (quote?.status === "DONE")
      return { refundAmount: -quote.balance, whole: facts.status === "CANCELLED" };
    const cancel = cancelRule(facts, facts.now);
    if (!cancel.allowed && cancel.reason === "CANCELLED") return cancelledBefore(tx, reservationId);
    if (!cancel.allowed && cancel.reason === "UNPAID") throw new AppError("NOT_CANCELLABLE");
    // Old quotes are forgotten.
    if (quote?.status !== "QUOTED" || !isQuotedTo(ctx.actor, quote)) throw new AppError("QUOTE_EXPIRED");
    if (quote.waiverReason !== null) requireWaiver(ctx.actor, facts);
    if (quote.baseVersion !== facts.version) throw new AppError("CONFLICT");
    return carryOut(tx, facts, quote);
  });
}

async function carryOut(tx: TxContext, facts: ReservationFacts, quote: Quote): Promise<Cancelled> {
  const coupons = new Set(quote.quote.coupons as string[]);
  const refund = await refundFor(tx.tx, facts.id, {
    cause: "CUSTOMER",
    quotedAt: quote.quotedAt,
    selects: ({ id }) => coupons.has(id),
    waivesFees: quote.waiverReason !== null,
  });
  const refundAmount = refund.refundable.amount;
  const isDue = quote.expiresAt !== null && quote.expiresAt <= new Date(refund.now);
  if (isDue || refundAmount !== -quote.balance || refund.whole !== quote.quote.whole)
    throw new AppError("QUOTE_EXPIRED");
  if (!cancelRule(facts, refund.now).allowed) throw new AppError("NOT_CANCELLABLE");
  const { id: quoted, waiverReason } = quote;
  const cancellation = { refund, cause: "CUSTOMER" as const, reason: null, quoted, waiverReason };
  if (refund.whole) await cancelCreated(tx, cancellation);
  else await cancelPart(tx, cancellation);
  return { refundAmount, whole: refund.whole };
}

async function readQuote(
  { tx }: TxContext,
  reservationId: string,
  quoteId: string,
): Promise<Quote | undefined> {
  const [quote] = await tx
    .select()
    .from(changes)
    .where(
      and(eq(changes.id, quoteId), eq(changes.reservationId, reservationId), eq(changes.kind, "CANCEL")),
    );
  return quote;
}

/** Answers a repeated request. A cancellation by the airline is not the customer's: it is NOT_CANCELLABLE. */
async function cancelledBefore({ tx }: TxContext, reservationId: string): Promise<Cancelled> {
  const [last] = await tx
    .select({ cause: changes.cause, balance: changes.balance })
    .from(changes)
    .where(
      and(eq(changes.reservationId, reservationId), eq(changes.kind, "CANCEL"), eq(changes.status, "DONE")),
    )
    .orderBy(desc(changes.endedAt))
    .limit(1);
  if (last?.cause !== "CUSTOMER") throw new AppError("NOT_CANCELLABLE");
  return { refundAmount: -last.balance, whole: true };
}
