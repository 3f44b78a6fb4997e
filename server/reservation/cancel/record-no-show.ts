import { and, eq, inArray } from "drizzle-orm";
import { coupons, segments } from "@/db/schema/reservation";
import { type NotRecordable, noShowRule } from "@/server/reservation/domain/no-show";
import { noShowRecorded } from "@/server/reservation/events";
import {
  eventDataOf,
  lockReservation,
  type ReservationFacts,
  requireVersion,
  reservationFacts,
  type SegmentState,
} from "@/server/reservation/hold/reservation-facts";
import { type NoShowInput, noShowInput } from "@/server/reservation/schemas";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, type TxContext, transaction } from "@/server/shared/context";
import { AppError, type ErrorCode } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";

const codes: Record<NotRecordable, ErrorCode> = {
  NOT_CREATED: "CONFLICT",
  FLIGHT_CANCELLED: "FLIGHT_NOT_ON_SALE",
  NOT_DEPARTED: "CONFLICT",
};

/**
 * Records that nobody of a reservation boarded one of its flights. From then on the flight does not count as flown: the
 * customer can cancel it, and is charged by the no-show row. A repeated request gets the same answer and changes nothing.
 *
 * @returns when it was recorded, as an ISO string.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT when the reservation is not created or the flight has
 * not left, FLIGHT_NOT_ON_SALE when the airline cancelled the flight.
 */
export async function recordNoShow(ctx: RequestContext, input: NoShowInput): Promise<{ recordedAt: string }> {
  requirePermission(ctx.actor, "reservation.change");
  const { reservationId, segmentPosition } = parse(noShowInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await lockReservation(tx.tx, reservationId);
    const facts = await reservationFacts(tx.tx, reservationId);
    const segment = facts?.segments[segmentPosition];
    if (!facts || !segment) throw new AppError("NOT_FOUND");
    requireVersion(tx, facts);
    if (segment.missed) return { recordedAt: await timeOfRecord(tx, segment.id) };
    const rule = noShowRule(facts, segment, facts.now);
    if (!rule.allowed) throw new AppError(codes[rule.reason]);
    const recordedAt = new Date(facts.now).toISOString();
    await write(tx, facts, segment, recordedAt);
    return { recordedAt };
  });
}

async function write(tx: TxContext, facts: ReservationFacts, segment: SegmentState, recordedAt: string) {
  await tx.tx
    .update(segments)
    .set({ missedAt: new Date(recordedAt) })
    .where(eq(segments.id, segment.id));
  await tx.tx
    .update(coupons)
    .set({ state: "NO_SHOW" })
    .where(and(eq(coupons.segmentId, segment.id), inArray(coupons.state, ["OPEN", "CHECKED_IN", "FLOWN"])));
  await audit(tx, {
    action: "record-no-show",
    entity: "reservation",
    entityId: facts.id,
    after: { segment: segment.id, missedAt: recordedAt },
  });
  const { reservationId, locator, customerId, customerKind, locale, contactEmail, ...data } =
    eventDataOf(facts);
  const missed = data.segments.filter(({ id }) => id === segment.id);
  await recordEvents(tx, [
    event(noShowRecorded, {
      ...{ reservationId, locator, customerId, customerKind, locale, contactEmail },
      segments: missed,
      recordedAt,
    }),
  ]);
}

async function timeOfRecord({ tx }: TxContext, segmentId: string): Promise<string> {
  const [row] = await tx.select({ at: segments.missedAt }).from(segments).where(eq(segments.id, segmentId));
  if (!row?.at) throw new AppError("NOT_FOUND");
  return row.at.toISOString();
}
