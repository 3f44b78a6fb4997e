import { and, eq, isNull, sql } from "drizzle-orm";
import { guests } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

/**
 * Ends the session of a guest: its cookie and every copy of it open nothing any more. The trips stay, and are opened by a one-time
 * code. A second call changes nothing.
 *
 * @throws AppError UNAUTHENTICATED for everybody else.
 */
export async function endGuestSession(ctx: RequestContext): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "GUEST") throw new AppError("UNAUTHENTICATED");
  await transaction(ctx, async (tx) => {
    const ended = await tx.tx
      .update(guests)
      .set({ endedAt: sql`clock_timestamp()` })
      .where(and(eq(guests.id, actor.id), isNull(guests.endedAt)))
      .returning({ id: guests.id });
    if (ended.length > 0)
      await audit(tx, { action: "end-guest-session", entity: "guest", entityId: actor.id });
  });
}
