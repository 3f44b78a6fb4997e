import { sql } from "drizzle-orm";
import type { RequestContext } from "@/server/shared/context";
import { type PersonalTable, personalTable, requireSelf } from "@/server/shared/personal-tables";

/**
 * What this context has about the member: the account, how and where they sign in, links that were mailed, and changes of the address.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function personalDataOf(ctx: RequestContext, personId: string): PersonalTable[] {
  requireSelf(ctx.actor, personId);
  return [
    personalTable("identity.users", {
      from: sql`identity.users t where t.id = ${personId}`,
      hide: ["password_hash", "session_version"],
    }),
    personalTable("identity.oauth_accounts", {
      from: sql`identity.oauth_accounts t where t.user_id = ${personId}`,
      key: ["provider", "provider_account_id"],
    }),
    personalTable("identity.known_places", {
      from: sql`identity.known_places t where t.user_id = ${personId}`,
      key: ["place"],
    }),
    personalTable("identity.sessions", {
      from: sql`identity.sessions t where t.user_id = ${personId}`,
      hide: ["version"],
    }),
    personalTable("identity.mailed_links", {
      from: sql`identity.mailed_links t where t.user_id = ${personId}`,
      hide: ["token_hash"],
    }),
    personalTable("identity.email_changes", {
      from: sql`identity.email_changes t where t.user_id = ${personId}`,
    }),
  ];
}
