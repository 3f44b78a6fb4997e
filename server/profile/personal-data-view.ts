import { sql } from "drizzle-orm";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";
import { openPassport } from "./seal-passport";

/**
 * What the member keeps: themselves and companions, with the passports in full, and the consents to them.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  return [
    personalTable("profile.people", {
      from: sql`profile.people t where t.owner_id = ${personId}`,
      shown: (row) => {
        const sealed = typeof row.passport === "string" ? Buffer.from(row.passport.slice(2), "hex") : null;
        return { ...row, passport: sealed && openPassport(sealed, String(row.id)) };
      },
    }),
  ];
}
