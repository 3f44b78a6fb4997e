import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import { changeExpired } from "@/server/reservation/events";
import {
  eventDataOf,
  lockReservation,
  type ReservationFacts,
  reservationFacts,
} from "@/server/reservation/hold/reservation-facts";
import { type ChangeIdInput, changeIdInput } from "@/server/reservation/schemas";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { awaitingChange, readChange } from "./change-rows";
import { endAwaiting } from "./end-awaiting";

/** A change that was accepted and not paid for in time. */
export type OverdueChange = { changeId: string; reservationId: string };

/** Lists changes that wait for their payment past its deadline, the longest overdue first. Only for the system. */
export async function overdueChanges(ctx: RequestContext, limit: number): Promise<OverdueChange[]> {
  requireSystem(ctx.actor);
  const { rows } = await database().execute<OverdueChange>(sql`
    select id as "changeId", reservation_id as "reservationId" from reservation.changes
    where status = 'AWAITING_PAYMENT' and expires_at <= clock_timestamp()
    order by expires_at, id limit ${limit}`);
  return rows;
}

/**
 * Ends a change whose payment deadline has passed: the trip stays as it was, the new seats are free again. Only for the
 * system.
 *
 * @returns false when nothing was ended: it did not wait for a payment, or its deadline has not passed.
 */
export function expireChange(ctx: RequestContext, input: OverdueChange): Promise<boolean> {
  requireSystem(ctx.actor);
  return transaction({ ...ctx, correlationId: input.reservationId }, async (tx) => {
    if (!(await lockReservation(tx.tx, input.reservationId))) return false;
    const facts = await reservationFacts(tx.tx, input.reservationId);
    return facts !== null && endChange(tx, facts, { changeId: input.changeId, cause: "DEADLINE" });
  });
}

/**
 * Checks that the actor may give up a change, before its payment page is closed. Changes nothing.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, FORBIDDEN.
 */
export function checkWithdrawal(ctx: RequestContext, input: ChangeIdInput): Promise<void> {
  requireTripActor(ctx.actor);
  const ids = parse(changeIdInput, input);
  return transaction({ ...ctx, correlationId: ids.reservationId }, async (tx) => {
    await requireServed(tx, ids.reservationId);
    if (!(await readChange(tx, ids))) throw new AppError("NOT_FOUND");
  });
}

/**
 * Gives up a change that waits for its payment, as its customer wishes: the trip stays as it was. The caller has closed its
 * payment page. Asked again, it does nothing. Staff may do so on the customer's behalf.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, FORBIDDEN.
 */
export function withdrawChange(ctx: RequestContext, input: ChangeIdInput): Promise<boolean> {
  requireTripActor(ctx.actor);
  const { reservationId, changeId } = parse(changeIdInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireServed(tx, reservationId);
    return endChange(tx, facts, { changeId, cause: "WITHDRAWN" });
  });
}

async function endChange(
  ctx: TxContext,
  facts: ReservationFacts,
  { changeId, cause }: { changeId: string; cause: "DEADLINE" | "WITHDRAWN" },
): Promise<boolean> {
  const change = await awaitingChange(ctx, facts.id);
  if (change?.id !== changeId) return false;
  const isDue = change.expiresAt !== null && change.expiresAt <= new Date(facts.now);
  if (cause === "DEADLINE" && !isDue) return false;
  await endAwaiting(ctx, change, cause === "DEADLINE" ? "EXPIRED" : "WITHDRAWN");
  await audit(ctx, {
    action: "end-change",
    entity: "reservation",
    entityId: facts.id,
    after: { changeId, cause },
  });
  const { balance } = change;
  await recordEvents(ctx, [event(changeExpired, { ...eventDataOf(facts), changeId, cause, balance })]);
  return true;
}
