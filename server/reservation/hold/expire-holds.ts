import { and, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { reservationIdInput } from "@/server/reservation/schemas";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { saleWindow } from "@/server/reservation/shop/sale-window-facts";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { parse } from "@/server/shared/parse";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { endHold } from "./release-hold";
import { lockReservation } from "./reservation-facts";

/**
 * How long a hold may wait after its deadline for a payment that is under way. Its units block nobody meanwhile; after
 * this the hold ends, and a payment that comes still later is decided as any late one.
 */
const UNDECIDED_MINUTES = 10;

/**
 * Ends a hold whose deadline has passed, by the database's clock. Compare-and-set: when payment was
 * faster, nothing happens.
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

/** Those of these reservations whose payment is under way: a page to pay on is open, or money is not decided on. */
export type UndecidedOf = (reservationIds: readonly string[]) => Promise<readonly string[]>;

/**
 * The sweep behind the timers: ends up to `limit` overdue holds. Whoever is paying is left to `overdueHoldsBeingPaid`
 * for some minutes, and never keeps the others waiting; nor does a hold that cannot be ended, which is logged, is in the
 * step journal as failed, and is tried again by the next sweep. @returns how many were ended.
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
    const undecided = new Set(await undecidedOf(overdue.flatMap(({ id, patient }) => (patient ? [id] : []))));
    for (const { id } of overdue) {
      if (ended === limit) return ended;
      const outcome = undecided.has(id) ? "LEFT" : await expireInSweep(ctx, id);
      if (outcome === "ENDED") ended++;
      if (outcome === "LEFT") passedOver++;
    }
    if (overdue.length < limit) return ended;
  }
}

/** LEFT: the hold is overdue as before, and listed again. */
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

/** Overdue holds whose payment is under way, those first that `undecidedOf` puts first. */
export async function overdueHoldsBeingPaid(
  ctx: RequestContext,
  undecidedOf: UndecidedOf,
): Promise<readonly string[]> {
  requireSystem(ctx.actor);
  return undecidedOf((await overdueHolds(1_000, 0)).map(({ id }) => id));
}

/** `patient`: the hold may still wait for its payment. */
function overdueHolds(limit: number, offset: number): Promise<{ id: string; patient: boolean }[]> {
  const waitsUntil = sql`${reservations.paymentDeadline} + make_interval(mins => ${UNDECIDED_MINUTES})`;
  return database()
    .select({ id: reservations.id, patient: sql<boolean>`${waitsUntil} > clock_timestamp()` })
    .from(reservations)
    .where(and(eq(reservations.status, "HELD"), sql`${reservations.paymentDeadline} < clock_timestamp()`))
    .orderBy(reservations.paymentDeadline, reservations.id)
    .limit(limit)
    .offset(offset);
}
