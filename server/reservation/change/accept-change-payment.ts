import {
  type CapturedPayment,
  earlierDecision,
  type PaymentDecision,
  recordDecision,
} from "@/server/reservation/confirm/decision-rows";
import { refusePayment } from "@/server/reservation/confirm/refuse-payment";
import type { RefusalReason } from "@/server/reservation/confirm/sell-or-refuse";
import { saleStateAt } from "@/server/reservation/domain/sale-window";
import { departuresOf } from "@/server/reservation/hold/check-hold";
import {
  lockReservation,
  type ReservationFacts,
  reservationFacts,
} from "@/server/reservation/hold/reservation-facts";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { readChange, type StoredChange } from "./change-rows";
import { completeChange, whyNotCarriedOut } from "./complete-change";
import { endAwaiting } from "./end-awaiting";
import { tripFacts } from "./trip-facts";

type ChangePayment = CapturedPayment & { changeId: string };
type Reason = RefusalReason | "CHANGE_OUTDATED";

/**
 * Decides on a captured payment of a change: carries the change out, or refuses the payment, which is then refunded in full
 * while the trip stays as it was. A payment after the deadline takes free units, if there are any. The caller is the
 * system.
 *
 * @throws AppError NOT_FOUND.
 */
export function acceptChangePayment(ctx: RequestContext, payment: ChangePayment): Promise<PaymentDecision> {
  const { reservationId, paymentId, changeId } = payment;
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    if (!(await lockReservation(tx.tx, reservationId))) throw new AppError("NOT_FOUND");
    const earlier = await earlierDecision(tx, paymentId);
    if (earlier) return earlier;
    const facts = await reservationFacts(tx.tx, reservationId);
    const change = await readChange(tx, { reservationId, changeId });
    if (!facts || !change) throw new AppError("NOT_FOUND");
    const reason =
      refusalOf(facts, change, payment.amount) ?? (await carryOut(tx, { facts, change, payment }));
    return reason ? refuse(tx, { facts, change, payment, reason }) : accept(tx, payment);
  });
}

/** Why a payment is refused whatever units are left: by the state of the trip and the change, or by its sum. */
function refusalOf(facts: ReservationFacts, change: StoredChange, amount: number): Reason | null {
  if (facts.status !== "CREATED") return "CANCELLED";
  if (change.status === "DONE") return "ALREADY_PAID";
  const mayBePaid = change.status === "AWAITING_PAYMENT" || change.status === "EXPIRED";
  if (!mayBePaid || change.baseVersion !== facts.version) return "CHANGE_OUTDATED";
  return amount === change.balance ? null : "AMOUNT_MISMATCH";
}

type Decided = { facts: ReservationFacts; change: StoredChange; payment: ChangePayment };

/** @returns why the change cannot be carried out, or null when it is. */
async function carryOut(ctx: TxContext, { facts, change, payment }: Decided): Promise<Reason | null> {
  const trip = await tripFacts(ctx.tx, facts, change.quote.flights);
  if (trip.wanted.some(({ status }) => status !== "ON_SALE")) return "CANCELLED";
  const { CUTOFFS } = await salePolicies();
  // A payment that has begun may still settle after the sale's end, as that of a hold may.
  const sale = saleStateAt(
    trip.now,
    "noShow",
    departuresOf({ offers: trip.wanted }),
    CUTOFFS,
    trip.issueDate,
  );
  if (sale !== "OPEN") return sale;
  if (whyNotCarriedOut(trip, change)) return "CHANGE_OUTDATED";
  const { paymentId } = payment;
  return (await completeChange(ctx, change, { trip, paymentId })) ? null : "HOLD_EXPIRED";
}

async function accept(ctx: TxContext, payment: ChangePayment): Promise<PaymentDecision> {
  const { reservationId, amount, changeId } = payment;
  await recordDecision(ctx, payment, { decision: "ACCEPTED", changeId });
  await audit(ctx, {
    action: "accept-payment",
    entity: "reservation",
    entityId: reservationId,
    after: { amount, changeId },
  });
  return { decision: "ACCEPTED" };
}

async function refuse(
  ctx: TxContext,
  { facts, change, payment, reason }: Decided & { reason: Reason },
): Promise<PaymentDecision> {
  await endAwaiting(ctx, change, "REFUSED");
  return refusePayment(ctx, facts, payment, reason);
}
