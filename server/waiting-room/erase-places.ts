import { sql } from "drizzle-orm";
import { memberHolderOf } from "@/server/shared/admission";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";
import type { Pseudonym } from "@/server/shared/pseudonym";

/**
 * Deletes a member's places in waiting rooms.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function erasePlaces(ctx: TxContext, { personId }: Pseudonym): Promise<void> {
  requireSelf(ctx.actor, personId);
  await ctx.tx.execute(sql`delete from waiting_room.places where holder = ${memberHolderOf(personId)}`);
}
