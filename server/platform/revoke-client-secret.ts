import { eq, sql } from "drizzle-orm";
import { clientSecrets } from "@/db/schema/platform";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { liveSecrets, lockClient } from "./lock-client";
import { type RevokeClientSecretInput, revokeClientSecretInput } from "./schemas";

/**
 * Ends a client's secret at once, and the tokens that it got.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT; NOT_FOUND when the client has no such secret that is valid.
 */
export async function revokeClientSecret(ctx: RequestContext, input: RevokeClientSecretInput): Promise<void> {
  requirePermission(ctx.actor, "platform.change");
  const { id, secretId } = parse(revokeClientSecretInput, input);
  await transaction(ctx, async (tx) => {
    await lockClient(tx, id);
    const secret = (await liveSecrets(tx, id)).find((each) => each.id === secretId);
    if (!secret) throw new AppError("NOT_FOUND");
    const now = sql`clock_timestamp()`;
    await tx.tx
      .update(clientSecrets)
      .set({ expiresAt: now, revokedAt: now })
      .where(eq(clientSecrets.id, secretId));
    await audit(tx, {
      action: "revoke-client-secret",
      entity: "client",
      entityId: id,
      after: { lastFour: secret.lastFour },
    });
  });
}
