import { eq } from "drizzle-orm";
import { clients } from "@/db/schema/platform";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { lockClient } from "./lock-client";
import { type ChangeClientInput, changeClientInput } from "./schemas";
import { requireScopesOf } from "./scope-account-rules";

/**
 * Changes a client's name, scopes and limits. A scope that is taken away is gone from the tokens that are out, too.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND · INVALID_INPUT: at `scopes` also when one is for staff and the
 *   account is a customer's · CONFLICT when somebody changed the client since `version`.
 */
export async function changeClient(ctx: RequestContext, input: ChangeClientInput): Promise<void> {
  requirePermission(ctx.actor, "platform.change");
  const { id, version, isStaffAccount, ...fields } = parse(changeClientInput, input);
  requireScopesOf(isStaffAccount, fields.scopes);
  await transaction(ctx, async (tx) => {
    const { name, scopes, requestsPerMinute, unpaidHolds, holdsPerHour, ...client } = await lockClient(
      tx,
      id,
    );
    if (client.version !== version) throw new AppError("CONFLICT");
    await tx.tx
      .update(clients)
      .set({ ...fields, version: version + 1 })
      .where(eq(clients.id, id));
    const before = { name, scopes, requestsPerMinute, unpaidHolds, holdsPerHour };
    await audit(tx, { action: "change-client", entity: "client", entityId: id, before, after: fields });
  });
}
