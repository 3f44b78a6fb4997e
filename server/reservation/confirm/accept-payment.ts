import { sql } from "drizzle-orm";
import { z } from "zod";
import type { HoldEndCause } from "@/db/schema/reservation";
import { acceptChangePayment } from "@/server/reservation/change/accept-change-payment";
import { isLiveHold } from "@/server/reservation/domain/booking-rules";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import { reservationCreated } from "@/server/reservation/events";
import { changeStatus } from "@/server/reservation/hold/change-status";
import {
  eventDataOf,
  lockReservation,
  type ReservationFacts,
  reservationFacts,
} from "@/server/reservation/hold/reservation-facts";
import { takeTurnOfCustomer } from "@/server/reservation/hold/take-turn";
import { freeUnitsAndSeats } from "@/server/reservation/inventory/free-units";
import { issueOrder } from "@/server/reservation/order/issue-order";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { earlierDecision, type PaymentDecision, recordDecision } from "./decision-rows";
import { refusePayment } from "./refuse-payment";
import { type RefusalReason, sellLateOrRefuse, sellOrRefuse } from "./sell-or-refuse";

const acceptPaymentInput = z.object({
  reservationId: z.uuid(),
  paymentId: z.uuid(),
  amount: z.number().int().positive(),
  /** The change that it pays for; null when it pays for the hold. */
  changeId: z.uuid().nullable().default(null),
});

/**
 * Decides on a captured payment: creates the reservation, carries out the change that it pays for, or refuses the payment,
 * which is then refunded in full. Each payment is decided once; every later call gets the same answer.
 *
 * A payment after the deadline creates the reservation if units are left. It does not when the customer gave the hold
 * up, when one of the people has a paid seat on the flight by now, or when the first flight has passed its no-show
 * cut-off (docs/decisions/0020-what-was-given-up-stays-so.md, 0027-sales-cutoff.md).
 *
 * @throws AppError NOT_FOUND.
 */
export async function acceptPayment(
  ctx: RequestContext,
  input: z.input<typeof acceptPaymentInput>,
): Promise<PaymentDecision> {
  requireSystem(ctx.actor);
  const { changeId, ...payment } = parse(acceptPaymentInput, input);
  if (changeId) return acceptChangePayment(ctx, { ...payment, changeId });
  const { CUTOFFS } = await salePolicies();
  const answer = await decideInTurn(ctx, payment, CUTOFFS, null);
  if (answer.decision !== "LATE") return answer;
  const late = await decideInTurn(ctx, payment, CUTOFFS, answer.customerId);
  if (late.decision === "LATE") throw new Error("a late payment was decided out of turn");
  return late;
}

/** The payment is late and not decided: a decision needs the customer's turn. */
type Late = { decision: "LATE"; customerId: string };

/** The turn is taken before the reservation's lock (take-turn.ts). A payment in time needs no turn, so it never waits. */
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
    const refusalOfState = stateRefusal(facts, payment.amount);
    if (refusalOfState) return refuse(tx, facts, payment, refusalOfState);
    const late = !isLiveHold(facts, facts.now);
    if (late && !turnOf) return { decision: "LATE", customerId: facts.customerId };
    const refusal = await (late ? sellLateOrRefuse : sellOrRefuse)(tx, facts, cutoffs);
    return refusal ? refuse(tx, facts, payment, refusal) : create(tx, payment);
  });
}

/** Causes that the customer did not choose: a customer who pays afterwards still wants the seats. */
const outOfTime: ReadonlySet<HoldEndCause> = new Set(["DEADLINE", "SALES_CLOSED"]);

/** Returns why a payment is refused whatever units are left: by the status, by how the hold ended, by its sum. */
function stateRefusal(facts: ReservationFacts, amount: number): RefusalReason | null {
  switch (facts.status) {
    case "CREATED":
      return "ALREADY_PAID";
    case "CANCELLED":
      return "CANCELLED";
    case "EXPIRED":
      // Old rows have no cause; they count as out of time.
      return outOfTime.has(facts.endCause ?? "DEADLINE") ? sumRefusal(facts, amount) : "CANCELLED";
    case "HELD":
      return sumRefusal(facts, amount);
  }
}

const sumRefusal = (facts: ReservationFacts, amount: number): RefusalReason | null =>
  amount === facts.totalAmount ? null : "AMOUNT_MISMATCH";

type Payment = Omit<z.output<typeof acceptPaymentInput>, "changeId">;

async function create(ctx: TxContext, payment: Payment): Promise<PaymentDecision> {
  const { changeId, issuedAt: createdAt } = await issueOrder(ctx, payment);
  const created = await changeStatus(ctx, payment.reservationId, "CREATED", {
    createdAt,
    endedAt: null,
    endCause: null,
    paidAmount: payment.amount,
    paymentId: payment.paymentId,
  });
  const facts = created && (await reservationFacts(ctx.tx, payment.reservationId));
  if (!facts) throw new Error("a reservation that is locked and can be paid becomes CREATED");
  await recordDecision(ctx, payment, { decision: "ACCEPTED", changeId });
  await audit(ctx, {
    action: "accept-payment",
    entity: "reservation",
    entityId: payment.reservationId,
    after: { status: "CREATED", amount: payment.amount },
  });
  await recordEvents(ctx, [
    event(reservationCreated, {
      ...eventDataOf(facts),
      paymentId: payment.paymentId,
      createdAt: createdAt.toISOString(),
    }),
  ]);
  return { decision: "ACCEPTED" };
}

/** The cause with which a hold ends when its payment is refused. */
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
  const changes = { endCause: endedBy[reason], endedAt: sql`clock_timestamp()` };
  if (await changeStatus(ctx, payment.reservationId, "EXPIRED", changes))
    await freeUnitsAndSeats(ctx, payment.reservationId);
  return refusePayment(ctx, facts, payment, reason);
}
