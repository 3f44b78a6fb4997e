import { and, eq, isNull, sql } from "drizzle-orm";
import { accessCodes, accessGrants } from "@/db/schema/reservation";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

/**
 * Ends the access of a traveller's browser to the trip: every copy of its cookie becomes invalid. Asked again, it changes
 * nothing.
 *
 * @throws AppError UNAUTHENTICATED when the actor is no traveller.
 */
export async function endTripAccess({ actor, ...ctx }: RequestContext): Promise<void> {
  if (actor.kind !== "TRAVELLER") throw new AppError("UNAUTHENTICATED");
  const { reservationId, grantId } = actor;
  await transaction({ ...ctx, actor, correlationId: reservationId }, async (tx) => {
    const ended = await tx.tx
      .update(accessGrants)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(accessGrants.id, grantId),
          eq(accessGrants.reservationId, reservationId),
          isNull(accessGrants.revokedAt),
        ),
      )
      .returning({ id: accessGrants.id });
    if (ended.length === 0) return;
    await audit(tx, {
      action: "leave-trip",
      entity: "reservation",
      entityId: reservationId,
      after: { grantId },
    });
  });
}

/**
 * Ends every access to a reservation, and its open code, for good. The contact has changed: should the old address come
 * back, an access from before does not.
 */
export async function endEveryAccess({ tx }: TxContext, reservationId: string): Promise<void> {
  const now = sql`clock_timestamp()`;
  await tx
    .update(accessGrants)
    .set({ revokedAt: now })
    .where(and(eq(accessGrants.reservationId, reservationId), isNull(accessGrants.revokedAt)));
  await tx
    .update(accessCodes)
    .set({ endedAt: now })
    .where(and(eq(accessCodes.reservationId, reservationId), isNull(accessCodes.endedAt)));
}
