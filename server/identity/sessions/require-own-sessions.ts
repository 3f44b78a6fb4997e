import { type RequestContext, requireMember } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

/**
 * The member whose sessions these are. A program that acts for the account has no say over its owner's devices.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export function requireOwnSessions(ctx: RequestContext) {
  const member = requireMember(ctx.actor);
  if (ctx.clientId !== undefined) throw new AppError("FORBIDDEN");
  return member;
}
