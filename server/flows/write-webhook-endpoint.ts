import { customersByIds, membersByEmail } from "@/server/identity/queries";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { comparableEmail } from "@/server/shared/email";
import { AppError } from "@/server/shared/errors";
import { changeEndpoint, registerEndpoint } from "@/server/webhooks";
import type { ChangeEndpointInput, RegisterEndpointInput } from "@/server/webhooks/schemas";

/** As the verb takes it, with the e-mail address of the account; empty for all accounts. */
type Typed<Input> = Omit<Input, "account"> & { account: string };

/**
 * Registers an endpoint for an account that exists, or for all.
 *
 * @throws AppError as `registerEndpoint` does; INVALID_INPUT at `account` when there is no such account.
 */
export async function registerPartnerEndpoint(ctx: RequestContext, input: Typed<RegisterEndpointInput>) {
  return registerEndpoint(ctx, { ...input, account: await accountOf(ctx, input.account) });
}

/**
 * Changes an endpoint, whose account exists.
 *
 * @throws AppError as `changeEndpoint` does; INVALID_INPUT at `account` when there is no such account.
 */
export async function changePartnerEndpoint(
  ctx: RequestContext,
  input: Typed<ChangeEndpointInput>,
): Promise<void> {
  await changeEndpoint(ctx, { ...input, account: await accountOf(ctx, input.account) });
}

async function accountOf(ctx: RequestContext, typed: string): Promise<RegisterEndpointInput["account"]> {
  requirePermission(ctx.actor, "platform.change");
  const email = comparableEmail(typed);
  if (email === "") return null;
  const found = await customersByIds(ctx, await membersByEmail(ctx, email));
  const account = found.find((each) => comparableEmail(each.email) === email);
  if (!account) throw new AppError("INVALID_INPUT", { fieldErrors: { account: "noAccount" } });
  return { id: account.id, email: account.email };
}
