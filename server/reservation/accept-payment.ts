import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type HoldEndCause, paymentDecisions, reservations } from "@/db/schema/reservation";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { ticketNumber } from "./domain/ticket-number";
import { paymentRefused, reservationCreated } from "./events";
import { lockReservation, type ReservationFacts, reservationFacts } from "./facts";
import { freeUnitsAndSeats } from "./release-hold";
import { sellHeldUnits } from "./sell-held-units";

const acceptPaymentInput = z.object({
  reservationId: z.uuid(),
  paymentId: z.uuid(),
  amount: z.number().int().positive(),
});

type RefusalReason = "HOLD_EXPIRED" | "ALREADY_PAID" | "CANCELLED" | "AMOUNT_MISMATCH";
export type PaymentDecision = { decision: "ACCEPTED" } | { decision: "REFUSED"; reason: string };

/**
 * Money has come in: makes the reservation, or refuses the payment so that it is returned in full.
 * Decided once per payment, whoever asks first (webhook, return page, event); all get the same answer.
 * After the deadline the customer is re-seated when units are left; what the customer gave up stays so.
 */
export function acceptPayment(
  ctx: RequestContext,
  input: z.input<typeof acceptPaymentInput>,
): Promise<PaymentDecision> {
  requireSystem(ctx.actor);
  const payment = parse(acceptPaymentInput, input);
  return transaction({ ...ctx, correlationId: payment.reservationId }, async (tx) => {
    if (!(await lockReservation(tx.tx, payment.reservationId))) throw new AppError("NOT_FOUND");
    const earlier = await earlierDecision(tx, payment.paymentId);
    if (earlier) return earlier;
    const facts = await reservationFacts(tx.tx, payment.reservationId);
    if (!facts) throw new AppError("NOT_FOUND");
    const refusal = refusalBefore(facts, payment.amount) ?? (await sellOrRefuse(tx, facts));
    return refusal ? refuse(tx, facts, payment, refusal) : create(tx, payment);
  });
}

async function earlierDecision({ tx }: TxContext, paymentId: string): Promise<PaymentDecision | null> {
  const [row] = await tx.select().from(paymentDecisions).where(eq(paymentDecisions.paymentId, paymentId));
  if (!row) return null;
  return row.decision === "ACCEPTED"
    ? { decision: "ACCEPTED" }
    : { decision: "REFUSED", reason: row.reason ?? "HOLD_EXPIRED" };
}

function refusalBefore(facts: ReservationFacts, amount: number): RefusalReason | null {
  switch (facts.status) {
    case "CREATED":
      return "ALREADY_PAID";
    case "CANCELLED":
      return "CANCELLED";
    case "EXPIRED":
      // Rows from before the cause was written down count as out of time, as they did then.
      if (facts.endCause !== null && facts.endCause !== "DEADLINE") return "CANCELLED";
      return sameSum(facts, amount);
    case "HELD":
      return sameSum(facts, amount);
  }
}

const sameSum = (facts: ReservationFacts, amount: number): RefusalReason | null =>
  amount === facts.event.totalAmount ? null : "AMOUNT_MISMATCH";

async function sellOrRefuse(ctx: TxContext, facts: ReservationFacts): Promise<RefusalReason | null> {
  const result = await sellHeldUnits(ctx, facts.event.reservationId);
  return result === "SOLD" ? null : result === "SHORT" ? "HOLD_EXPIRED" : "CANCELLED";
}

type Payment = z.output<typeof acceptPaymentInput>;

async function create(ctx: TxContext, payment: Payment): Promise<PaymentDecision> {
  const createdAt = await issueTickets(ctx, payment.reservationId);
  await ctx.tx
    .update(reservations)
    .set({
      status: "CREATED",
      createdAt,
      endedAt: null,
      endCause: null,
      paidAmount: payment.amount,
      paymentId: payment.paymentId,
    })
    .where(eq(reservations.id, payment.reservationId));
  const facts = await reservationFacts(ctx.tx, payment.reservationId);
  if (!facts) throw new AppError("NOT_FOUND");
  await decide(ctx, payment, "ACCEPTED", null);
  await audit(ctx, {
    action: "accept-payment",
    entity: "reservation",
    entityId: payment.reservationId,
    after: { status: "CREATED", amount: payment.amount },
  });
  await recordEvents(ctx, [
    event(reservationCreated, {
      ...facts.event,
      paymentId: payment.paymentId,
      createdAt: createdAt.toISOString(),
    }),
  ]);
  return { decision: "ACCEPTED" };
}

/** Gives each passenger a ticket number, in the passengers' order. @returns the database's time. */
async function issueTickets({ tx }: TxContext, reservationId: string): Promise<Date> {
  const { rows } = await tx.execute<{ id: string; serial: string; now: Date }>(sql`
    select id, nextval('reservation.ticket_serial') as serial, clock_timestamp() as now
    from reservation.passengers where reservation_id = ${reservationId} order by position`);
  const numbers = rows.map(({ id, serial }) => ({ id, number: ticketNumber(Number(serial)) }));
  await tx.execute(sql`
    update reservation.passengers p set ticket_number = n.number
    from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as n (id uuid, number text) where p.id = n.id`);
  const [first] = rows;
  if (!first) throw new Error("a reservation has passengers");
  return new Date(first.now);
}

/** Why a hold has ended whose payment was refused. */
const endedBy: Record<RefusalReason, HoldEndCause> = {
  HOLD_EXPIRED: "DEADLINE",
  CANCELLED: "FLIGHT_CANCELLED",
  ALREADY_PAID: "PAYMENT_REFUSED",
  AMOUNT_MISMATCH: "PAYMENT_REFUSED",
};

async function refuse(
  ctx: TxContext,
  facts: ReservationFacts,
  payment: Payment,
  reason: RefusalReason,
): Promise<PaymentDecision> {
  if (facts.status === "HELD") {
    await ctx.tx
      .update(reservations)
      .set({ status: "EXPIRED", endCause: endedBy[reason], endedAt: sql`clock_timestamp()` })
      .where(eq(reservations.id, payment.reservationId));
    await freeUnitsAndSeats(ctx, payment.reservationId);
  }
  await decide(ctx, payment, "REFUSED", reason);
  await audit(ctx, {
    action: "refuse-payment",
    entity: "reservation",
    entityId: payment.reservationId,
    after: { reason, amount: payment.amount },
  });
  await recordEvents(ctx, [
    event(paymentRefused, { ...facts.event, paymentId: payment.paymentId, amount: payment.amount, reason }),
  ]);
  return { decision: "REFUSED", reason };
}

const decide = (ctx: TxContext, p: Payment, decision: "ACCEPTED" | "REFUSED", reason: string | null) =>
  ctx.tx
    .insert(paymentDecisions)
    .values({ paymentId: p.paymentId, reservationId: p.reservationId, decision, reason, amount: p.amount });
