import { changes } from "@/db/schema/reservation";
import { requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import { cancelRule } from "@/server/reservation/domain/booking-rules";
import { limitQuotes } from "@/server/reservation/order/limit-quotes";
import { type QuoteRefundInput, quoteRefundInput } from "@/server/reservation/schemas";
import type { OfferedRefund } from "@/server/reservation/views/refund-schemas";
import {
  actorId,
  actorKind,
  type RequestContext,
  type TxContext,
  transaction,
} from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { checkSelection, selectsOf } from "./check-selection";
import { type Refund, refundFor } from "./refund-facts";
import { checkWaiver, requireWaiver } from "./require-waiver";

export const QUOTE_MINUTES = 15;

/**
 * Quotes the refund for cancelling all flights that were not flown, or some passengers on some of them, with each
 * deduction. The quote is valid for 15 minutes, also across a fee step at midnight, but never beyond the next no-show
 * cut-off or departure. Staff may ask on the customer's behalf, and may leave the fees out.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NOT_CANCELLABLE, RATE_LIMITED, INVALID_INPUT with the field
 *   `passengers` or `segments` when a flight has left, or when those who would stay cannot fly without those who leave;
 *   with `waiver.reason` when it is missing, when there is no fee, or when the reservation is the staff's own.
 */
export async function quoteRefundOf(ctx: RequestContext, input: QuoteRefundInput): Promise<OfferedRefund> {
  requireTripActor(ctx.actor);
  const { reservationId, waiver, ...wanted } = parse(quoteRefundInput, input);
  await limitQuotes(ctx, "quote-refund");
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireServed(tx, reservationId);
    if (waiver) requireWaiver(ctx.actor, facts);
    if (!cancelRule(facts, facts.now).allowed) throw new AppError("NOT_CANCELLABLE");
    const refund = await refundFor(tx.tx, reservationId, {
      cause: "CUSTOMER",
      selects: selectsOf(wanted),
      waivesFees: waiver !== undefined,
    });
    // The last flight may have departed between the two reads.
    if (!cancelRule(facts, refund.now).allowed) throw new AppError("NOT_CANCELLABLE");
    await checkSelection(refund, wanted);
    if (waiver) checkWaiver(refund);
    return storeQuote(tx, refund, waiver?.reason ?? null);
  });
}

async function storeQuote(
  { tx, actor }: TxContext,
  refund: Refund,
  waiverReason: string | null,
): Promise<OfferedRefund> {
  const quoteId = uuidv7();
  const expiresAt = endOf(refund);
  const { reservationId, version, now, whole, deductions, waivers, waivedAmount, standings } = refund;
  const paidAmount = refund.paid.amount;
  const refundAmount = refund.refundable.amount;
  await tx.insert(changes).values({
    id: quoteId,
    reservationId,
    kind: "CANCEL",
    status: "QUOTED",
    balance: -refundAmount,
    quote: {
      ...{ coupons: refund.givenUp.map(({ id }) => id), paidAmount, refundAmount },
      ...{ deductions, waivedAmount, whole },
    },
    baseVersion: version,
    cause: "CUSTOMER",
    askedByKind: actorKind(actor),
    askedById: actorId(actor),
    waiverReason,
    quotedAt: new Date(now),
    expiresAt,
  });
  const offered = refund.givenUp.map(({ segmentIndex, passengerIndex }) => ({
    segmentIndex,
    passengerIndex,
  }));
  return {
    quoteId,
    now,
    expiresAt: expiresAt.toISOString(),
    paidAmount,
    refundAmount,
    deductions,
    waivers,
    waivedAmount,
    standings,
    whole,
    givenUp: offered,
  };
}

const endOf = ({ now, nextChange }: Refund): Date => {
  const end = Date.parse(now) + QUOTE_MINUTES * 60_000;
  return new Date(nextChange === null ? end : Math.min(end, Date.parse(nextChange)));
};
