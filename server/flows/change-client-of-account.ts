import { accountsByIds } from "@/server/identity/queries";
import { changeClient } from "@/server/platform";
import { getClient } from "@/server/platform/queries";
import type { ChangeClientForm } from "@/server/platform/schemas";
import type { RequestContext } from "@/server/shared/context";

/**
 * Changes a client of the API. Whether it can have scopes of the staff depends on what its account is now.
 *
 * @throws AppError as `changeClient` does.
 */
export async function changeClientOfAccount(ctx: RequestContext, input: ChangeClientForm): Promise<void> {
  const { userId } = await getClient(ctx, { id: input.id });
  const account = (await accountsByIds(ctx, [userId])).get(userId);
  await changeClient(ctx, { ...input, isStaffAccount: account !== undefined && account.role !== "CUSTOMER" });
}
