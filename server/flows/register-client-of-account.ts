import { accountByEmail } from "@/server/identity/queries";
import { registerClient } from "@/server/platform";
import { type NewSecret, type RegisterClientForm, registerClientForm } from "@/server/platform/schemas";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";

/**
 * Registers a client of the API that acts for the account with an e-mail address.
 *
 * @throws AppError as `registerClient` does; INVALID_INPUT at `email` when there is no such account.
 */
export async function registerClientOfAccount(
  ctx: RequestContext,
  input: RegisterClientForm,
): Promise<NewSecret> {
  requirePermission(ctx.actor, "platform.change");
  // All fields at once, so that all that is wrong is told at once.
  const { email, ...fields } = parse(registerClientForm, input);
  const { id: userId, role } = await accountByEmail(ctx, email);
  return registerClient(ctx, { ...fields, userId, isStaffAccount: role !== "CUSTOMER" });
}
