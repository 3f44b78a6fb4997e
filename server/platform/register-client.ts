import { clients } from "@/db/schema/platform";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { type NewSecret, type RegisterClientInput, registerClientInput } from "./schemas";
import { requireScopesOf } from "./scope-account-rules";
import { newClientId } from "./secret-rules";
import { storeSecret } from "./store-secret";

/**
 * Registers a client that acts for an account, with its first secret. The secret is returned this once: only its hash is
 * kept. The caller has asked identity for the account.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN · INVALID_INPUT: at `scopes` also when one is for staff and the account is a
 *   customer's · CONFLICT when the key was used before.
 */
export async function registerClient(ctx: RequestContext, input: RegisterClientInput): Promise<NewSecret> {
  const { id: createdBy } = requirePermission(ctx.actor, "platform.change");
  const { key: id, isStaffAccount, ...fields } = parse(registerClientInput, input);
  requireScopesOf(isStaffAccount, fields.scopes);
  return transaction(ctx, async (tx) => {
    const clientId = newClientId();
    const written = await tx.tx
      .insert(clients)
      .values({ id, clientId, createdBy, ...fields })
      .onConflictDoNothing({ target: clients.id })
      .returning({ id: clients.id });
    if (written.length === 0) throw new AppError("CONFLICT");
    const { secret, lastFour } = await storeSecret(tx, { id: uuidv7(), clientId: id, createdBy });
    await audit(tx, {
      action: "register-client",
      entity: "client",
      entityId: id,
      after: { clientId, ...fields, lastFour },
    });
    return { id, clientId, secret };
  });
}
