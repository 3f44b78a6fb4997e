import { refundQuotes } from "@/db/schema/reservation";
import { cancelRule } from "@/server/reservation/domain/booking-rules";
import { requireOwn } from "@/server/reservation/hold/require-live-hold";
import { reservationIdInput } from "@/server/reservation/schemas";
import type { OfferedRefund } from "@/server/reservation/views/booking-schemas";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { type Refund, refundFor } from "./refund-facts";

const QUOTE_MINUTES = 15;
/** Each quote is stored, and a person needs few. */
const QUOTES_PER_WINDOW = 60;
const QUOTE_WINDOW_SECONDS = 600;

/**
 * Quotes the refund for cancelling all flights that were not flown, with each deduction. The quote is valid for 15
 * minutes, also across a fee step at midnight, but never beyond the next no-show cut-off or departure.
 *
 * @throws AppError NOT_FOUND, NOT_CANCELLABLE, RATE_LIMITED.
 */
export async function quoteRefundOf(
  ctx: RequestContext,
  input: { reservationId: string },
): Promise<OfferedRefund> {
  const customer = requireMember(ctx.actor);
  const { reservationId } = parse(reservationIdInput, input);
  await limitRate(`quote-refund:${customer.id}`, QUOTES_PER_WINDOW, QUOTE_WINDOW_SECONDS);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireOwn(tx, reservationId, customer.id);
    if (!cancelRule(facts, facts.now).allowed) throw new AppError("NOT_CANCELLABLE");
    const refund = await refundFor(tx.tx, reservationId, { cause: "CUSTOMER" });
    // The last flight may have departed between the two reads.
    if (!cancelRule(facts, refund.now).allowed) throw new AppError("NOT_CANCELLABLE");
    const quote = {
      id: uuidv7(),
      reservationId,
      paidAmount: refund.paid.amount,
      refundAmount: refund.refundable.amount,
      deductions: refund.deductions.map((d) => ({ ...d })),
      createdAt: new Date(refund.now),
      expiresAt: endOf(refund),
    };
    await tx.tx.insert(refundQuotes).values(quote);
    return {
      quoteId: quote.id,
      now: refund.now,
      expiresAt: quote.expiresAt.toISOString(),
      paidAmount: quote.paidAmount,
      refundAmount: quote.refundAmount,
      deductions: refund.deductions,
      waivers: refund.waivers,
      standings: refund.standings,
    };
  });
}

const endOf = ({ now, nextChange }: Refund): Date => {
  const end = Date.parse(now) + QUOTE_MINUTES * 60_000;
  return new Date(nextChange === null ? end : Math.min(end, Date.parse(nextChange)));
};
