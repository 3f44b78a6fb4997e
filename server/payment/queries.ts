import { and, asc, desc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { readOwnRows } from "@/server/shared/ownership";
import type { PaymentView, RefundView } from "./schemas";

export { hasOpenPayments } from "./open-payments-view";
export { personalDataOf } from "./personal-data-view";

/**
 * A reservation's payments, newest first: for its customer, its traveller, staff and the system.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export function paymentsOfReservation(ctx: RequestContext, reservationId: string): Promise<PaymentView[]> {
  const query = database()
    .select({
      customerId: payments.customerId,
      id: payments.id,
      amount: payments.amount,
      status: payments.status,
      lastFailure: payments.lastFailure,
      capturedAt: payments.capturedAt,
      checkoutSessionId: payments.checkoutSessionId,
      changeId: payments.changeId,
    })
    .from(payments)
    .where(eq(payments.reservationId, reservationId))
    .orderBy(desc(payments.attempt));
  return readOwnRows(ctx.actor, query, { openToTravellerOf: reservationId });
}

/**
 * A reservation's refunds, oldest first: for its customer, its traveller, staff and the system.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export function refundsOfReservation(ctx: RequestContext, reservationId: string): Promise<RefundView[]> {
  const query = database()
    .select({
      customerId: payments.customerId,
      id: refunds.id,
      amount: refunds.amount,
      reason: refunds.reason,
      paymentId: refunds.paymentId,
      changeId: refunds.changeId,
      status: refunds.status,
      isDelayed: sql<boolean>`${refunds.status} = 'PENDING' and ${refunds.lastError} is not null`,
      createdAt: refunds.createdAt,
      completedAt: refunds.completedAt,
    })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(refunds.reservationId, reservationId))
    .orderBy(asc(refunds.createdAt));
  return readOwnRows(ctx.actor, query, { openToTravellerOf: reservationId });
}

/**
 * The ids of those unpaid reservations whose payment is under way: a payment page is open, or money has come in. The
 * one whose payment the provider was asked about least recently comes first. Only for the system.
 *
 * @throws AppError FORBIDDEN.
 */
export async function undecidedCheckouts(
  ctx: RequestContext,
  reservationIds: readonly string[],
): Promise<string[]> {
  requireSystem(ctx.actor);
  if (reservationIds.length === 0) return [];
  const { reservationId, status, checkoutSessionId, checkedAt } = payments;
  const isOpen = and(eq(status, "PENDING"), isNotNull(checkoutSessionId));
  const rows = await database()
    .select({ id: reservationId })
    .from(payments)
    .where(and(inArray(reservationId, [...reservationIds]), or(eq(status, "CAPTURED"), isOpen)))
    .groupBy(reservationId)
    .orderBy(sql`min(${checkedAt}) nulls first`);
  return rows.map(({ id }) => id);
}
