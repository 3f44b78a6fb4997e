import { sql } from "drizzle-orm";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";

/**
 * What this context has about the member: what they agreed to and took back. Who of the staff recorded it is left out.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  return [
    personalTable("consent.consents", {
      from: sql`consent.consents t where t.person_id = ${personId}`,
      hide: ["client_key", "recorded_by"],
    }),
  ];
}
