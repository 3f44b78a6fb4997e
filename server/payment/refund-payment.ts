import { eq } from "drizzle-orm";
import { z } from "zod";
import { payments, refunds } from "@/db/schema/payment";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { carryOutRefund } from "./carry-out-refund";
import { refundIdOf, refundReasons } from "./refund-rules";

const refundPaymentInput = z.object({
  paymentId: z.uuid(),
  amount: z.number().int().min(0),
  reason: z.enum(refundReasons),
  /** The change that gives the money back. A second order with the same reason and change is the same refund. */
  changeId: z.uuid().nullable().default(null),
  /** The reservation that gives the money back; absent: the one that was paid. */
  of: z.object({ reservationId: z.uuid(), locator: z.string() }).optional(),
});
type RefundOrder = z.output<typeof refundPaymentInput>;

/**
 * Gives money back: once per payment, reason, change and reservation, never more than was captured. A refund stays pending while the
 * provider fails or the bank has not answered; the reaction, the provider's notice or the sweep completes it. Only for
 * the system.
 *
 * @throws AppError NOT_FOUND when there is no captured payment; CONFLICT when the sum exceeds it.
 * @throws the provider's error, so that the caller tries again.
 */
export async function refundPayment(
  ctx: RequestContext,
  input: z.input<typeof refundPaymentInput>,
): Promise<void> {
  requireSystem(ctx.actor);
  const order = parse(refundPaymentInput, input);
  if (order.amount === 0) return;
  await carryOutRefund(ctx, await orderRefund(ctx, order));
}

/** Records the refund before any money moves. @returns its id, also when it was recorded before. */
function orderRefund(ctx: RequestContext, { of, ...order }: RefundOrder): Promise<string> {
  return transaction(ctx, async (tx) => {
    const [payment] = await tx.tx
      .select()
      .from(payments)
      .where(eq(payments.id, order.paymentId))
      .for("update");
    if (payment?.status !== "CAPTURED") throw new AppError("NOT_FOUND");
    const earlier = await tx.tx.select().from(refunds).where(eq(refunds.paymentId, payment.id));
    const reservationId = of?.reservationId ?? payment.reservationId;
    const isSplit = reservationId !== payment.reservationId;
    const same = earlier.find((refund) => refund.reservationId === reservationId && isSame(refund, order));
    if (same) return same.id;
    const total = earlier.reduce((sum, r) => sum + r.amount, order.amount);
    if (total > payment.amount) throw new AppError("CONFLICT");
    const id = refundIdOf({ ...order, splitReservationId: isSplit ? reservationId : null });
    const locator = isSplit ? of?.locator : null;
    await tx.tx.insert(refunds).values({ ...order, id, reservationId, locator, status: "PENDING" });
    const scoped = { ...tx, correlationId: reservationId };
    const after = { amount: order.amount, reason: order.reason };
    await audit(scoped, { action: "refund", entity: "payment", entityId: payment.id, after });
    return id;
  });
}

/** The release before the order wrote no change: a reservation was cancelled once. */
const isSame = (
  earlier: typeof refunds.$inferSelect,
  { reason, changeId }: Omit<RefundOrder, "of">,
): boolean =>
  earlier.reason === reason &&
  (earlier.changeId === changeId ||
    (reason !== "CHANGED" && (earlier.changeId === null || changeId === null)));
