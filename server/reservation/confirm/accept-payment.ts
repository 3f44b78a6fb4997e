import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type HoldEndCause, paymentDecisions, reservations } from "@/db/schema/reservation";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import { paymentRefused, reservationCreated } from "@/server/reservation/events";
import { freeUnitsAndSeats } from "@/server/reservation/hold/release-hold";
import { isLiveHold } from "@/server/reservation/hold/require-live-hold";
import {
  lockReservation,
  type ReservationFacts,
  reservationFacts,
} from "@/server/reservation/hold/reservation-facts";
import { takeTurnOfCustomer } from "@/server/reservation/hold/take-turn";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { issueTickets } from "./issue-tickets";
import { type RefusalReason, sellLateOrRefuse, sellOrRefuse } from "./sell-or-refuse";

const acceptPaymentInput = z.object({
  reservationId: z.uuid(),
  paymentId: z.uuid(),
  amount: z.number().int().positive(),
});

export type PaymentDecision = { decision: "ACCEPTED" } | { decision: "REFUSED"; reason: string };

/**
 * Money has come in: makes the reservation, or refuses the payment so that it is returned in full.
 * Decided once per payment, whoever asks first (webhook, return page, event); all get the same answer.
 * After the deadline the customer is re-seated when units are left; what the customer gave up stays so. Nobody gets a
 * second ticket for a flight that way: a customer may have booked it again meanwhile. Once the first flight has passed
 * its no-show cut-off no payment makes a reservation, whenever it was begun.
 */
export async function acceptPayment(
  ctx: RequestContext,
  input: z.input<typeof acceptPaymentInput>,
): Promise<PaymentDecision> {
  requireSystem(ctx.actor);
  const payment = parse(acceptPaymentInput, input);
  const { CUTOFFS } = await salePolicies();
  const answer = await decideInTurn(ctx, payment, CUTOFFS, null);
  if (answer.decision !== "LATE") return answer;
  const late = await decideInTurn(ctx, payment, CUTOFFS, answer.customerId);
  if (late.decision === "LATE") throw new Error("a late payment was decided out of turn");
  return late;
}

/** The payment is late, and nothing is decided yet: that takes the customer's turn. */
type Late = { decision: "LATE"; customerId: string };

/** The turn comes before the reservation's lock, as everywhere. A payment in time needs none, and waits for nobody. */
function decideInTurn(
  ctx: RequestContext,
  payment: Payment,
  cutoffs: CutoffPolicies,
  turnOf: string | null,
): Promise<PaymentDecision | Late> {
  return transaction({ ...ctx, correlationId: payment.reservationId }, async (tx) => {
    if (turnOf) await takeTurnOfCustomer(tx, turnOf);
    if (!(await lockReservation(tx.tx, payment.reservationId))) throw new AppError("NOT_FOUND");
    const earlier = await earlierDecision(tx, payment.paymentId);
    if (earlier) return earlier;
    const facts = await reservationFacts(tx.tx, payment.reservationId);
    if (!facts) throw new AppError("NOT_FOUND");
    const before = refusalBefore(facts, payment.amount);
    if (before) return refuse(tx, facts, payment, before);
    const late = !isLiveHold(facts);
    if (late && !turnOf) return { decision: "LATE", customerId: facts.event.customerId };
    const refusal = await (late ? sellLateOrRefuse : sellOrRefuse)(tx, facts, cutoffs);
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

/** Ends that the customer has not chosen: who pays then still wants the seats. */
const outOfTime: ReadonlySet<HoldEndCause> = new Set(["DEADLINE", "SALES_CLOSED"]);

function refusalBefore(facts: ReservationFacts, amount: number): RefusalReason | null {
  switch (facts.status) {
    case "CREATED":
      return "ALREADY_PAID";
    case "CANCELLED":
      return "CANCELLED";
    case "EXPIRED":
      // Rows from before the cause was written down count as out of time, as they did then.
      return outOfTime.has(facts.endCause ?? "DEADLINE") ? sameSum(facts, amount) : "CANCELLED";
    case "HELD":
      return sameSum(facts, amount);
  }
}

const sameSum = (facts: ReservationFacts, amount: number): RefusalReason | null =>
  amount === facts.event.totalAmount ? null : "AMOUNT_MISMATCH";

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

/** Why a hold has ended whose payment was refused. */
const endedBy: Record<RefusalReason, HoldEndCause> = {
  HOLD_EXPIRED: "DEADLINE",
  CANCELLED: "FLIGHT_CANCELLED",
  ALREADY_PAID: "PAYMENT_REFUSED",
  AMOUNT_MISMATCH: "PAYMENT_REFUSED",
  SALES_CLOSED: "SALES_CLOSED",
  FLIGHT_DEPARTED: "SALES_CLOSED",
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
