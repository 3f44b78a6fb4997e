import { sql } from "drizzle-orm";
import { memberHolderOf } from "@/server/shared/admission";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";

/**
 * The member's places in waiting rooms.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  return [
    personalTable("waiting_room.places", {
      from: sql`waiting_room.places t where t.holder = ${memberHolderOf(personId)}`,
    }),
  ];
}
