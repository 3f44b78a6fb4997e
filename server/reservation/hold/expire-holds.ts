import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { overdueHold } from "@/server/reservation/inventory/predicates";
import { reservationIdInput } from "@/server/reservation/schemas";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { saleWindow } from "@/server/reservation/shop/sale-window-facts";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { parse } from "@/server/shared/parse";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { endHold } from "./end-hold";
import { lockReservation } from "./reservation-facts";

/**
 * How long a hold may wait after its deadline for a payment that has begun. During this time others may take its units.
 * Afterwards the hold ends, and a payment that arrives is decided like any late payment.
 */
const UNDECIDED_MINUTES = 10;

/**
 * Ends a hold whose deadline has passed, by the database's clock. Nothing happens when it has been paid or ended before.
 *
 * @returns whether this call ended it.
 */
export async function expireHold(ctx: RequestContext, input: { reservationId: string }): Promise<boolean> {
  requireSystem(ctx.actor);
  const { reservationId } = parse(reservationIdInput, input);
  const { CUTOFFS } = await salePolicies();
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    if (!(await lockReservation(tx.tx, reservationId))) return false;
    const { sale } = await saleWindow(tx.tx, reservationId, CUTOFFS);
    return endHold(tx, reservationId, sale === "OPEN" ? "DEADLINE" : "SALES_CLOSED");
  });
}

/** Returns the reservations whose payment is open: its page is open, or its money is not yet accepted or refused. */
export type UndecidedOf = (reservationIds: readonly string[]) => Promise<readonly string[]>;

/**
 * Ends up to `limit` overdue holds; called by sweeps. A hold whose payment is open is passed over for some minutes
 * (`overdueHoldsBeingPaid` lists it). A hold that cannot be ended is passed over, too: it is logged, is a failed step in
 * the journal, and the next sweep tries it again.
 *
 * @returns how many were ended.
 */
export async function expireOverdueHolds(
  ctx: SweepContext,
  limit = 200,
  undecidedOf: UndecidedOf = async () => [],
): Promise<number> {
  requireSystem(ctx.actor);
  let ended = 0;
  let passedOver = 0;
  for (;;) {
    const overdue = await overdueHolds(limit, passedOver);
    const waiting = overdue.filter(({ mayWait }) => mayWait).map(({ id }) => id);
    const undecided = new Set(await undecidedOf(waiting));
    for (const { id } of overdue) {
      if (ended === limit) return ended;
      const outcome = undecided.has(id) ? "LEFT" : await expireInSweep(ctx, id);
      if (outcome === "ENDED") ended++;
      if (outcome === "LEFT") passedOver++;
    }
    if (overdue.length < limit) return ended;
  }
}

/** Ends one hold. OVER: it was not overdue any more. LEFT: it could not be ended, so the next read lists it again. */
async function expireInSweep(ctx: SweepContext, id: string): Promise<"ENDED" | "OVER" | "LEFT"> {
  const item = { id, step: "expire-hold", reservationId: id };
  try {
    const ended = await sweepItem(ctx, item, (own) => expireHold(own, { reservationId: id }), Boolean);
    return ended ? "ENDED" : "OVER";
  } catch (error) {
    log.error({ err: error, reservationId: id }, "could not end an overdue hold");
    return "LEFT";
  }
}

/** Lists overdue holds whose payment is open, in the order of `undecidedOf`. */
export async function overdueHoldsBeingPaid(
  ctx: RequestContext,
  undecidedOf: UndecidedOf,
): Promise<readonly string[]> {
  requireSystem(ctx.actor);
  return undecidedOf((await overdueHolds(1_000, 0)).map(({ id }) => id));
}

type OverdueHold = {
  id: string;
  /** It may still wait for its payment. */
  mayWait: boolean;
};

/** Lists overdue holds, the longest overdue first. */
async function overdueHolds(limit: number, offset: number): Promise<OverdueHold[]> {
  const { rows } = await database().execute<OverdueHold>(sql`
    select r.id, r.payment_deadline + make_interval(mins => ${UNDECIDED_MINUTES}) > clock_timestamp() as "mayWait"
    from reservation.reservations r where ${overdueHold}
    order by r.payment_deadline, r.id limit ${limit} offset ${offset}`);
  return rows;
}
