import { and, asc, desc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import type { PaymentView, RefundView } from "./schemas";

/** A reservation's payments, newest first. The caller has checked whose reservation it is. */
export async function paymentsOfReservation(reservationId: string): Promise<PaymentView[]> {
  return database()
    .select({
      id: payments.id,
      amount: payments.amount,
      status: payments.status,
      lastFailure: payments.lastFailure,
      capturedAt: payments.capturedAt,
      checkoutSessionId: payments.checkoutSessionId,
    })
    .from(payments)
    .where(eq(payments.reservationId, reservationId))
    .orderBy(desc(payments.attempt));
}

/** A reservation's refunds, oldest first. */
export async function refundsOfReservation(reservationId: string): Promise<RefundView[]> {
  return database()
    .select({
      id: refunds.id,
      amount: refunds.amount,
      reason: refunds.reason,
      status: refunds.status,
      createdAt: refunds.createdAt,
      completedAt: refunds.completedAt,
    })
    .from(refunds)
    .where(eq(refunds.reservationId, reservationId))
    .orderBy(asc(refunds.createdAt));
}

/**
 * Those of these unpaid reservations whose payment is under way: a page to pay on is open, or money has come in. The
 * one that the provider was asked about least recently comes first.
 */
export async function undecidedCheckouts(reservationIds: readonly string[]): Promise<string[]> {
  if (reservationIds.length === 0) return [];
  const { reservationId, status, checkoutSessionId, checkedAt } = payments;
  const payable = and(eq(status, "PENDING"), isNotNull(checkoutSessionId));
  const rows = await database()
    .select({ id: reservationId })
    .from(payments)
    .where(and(inArray(reservationId, [...reservationIds]), or(eq(status, "CAPTURED"), payable)))
    .groupBy(reservationId)
    .orderBy(sql`min(${checkedAt}) nulls first`);
  return rows.map(({ id }) => id);
}
