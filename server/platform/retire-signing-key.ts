import { eq } from "drizzle-orm";
import { signingKeys } from "@/db/schema/platform";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { lockSigningKeys } from "./publish-signing-key";
import { type SigningKeyIdInput, signingKeyIdInput } from "./schemas";
import { writeRetirement } from "./write-retirement";

/**
 * Retires a key of access tokens at once, because it has leaked: every token that it signed is refused from then on, in every
 * process. When no other key can sign, the next request for a token makes one. Again it changes nothing.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function retireSigningKey(ctx: RequestContext, input: SigningKeyIdInput): Promise<void> {
  requirePermission(ctx.actor, "platform.change");
  const { kid } = parse(signingKeyIdInput, input);
  await transaction(ctx, async (tx) => {
    await lockSigningKeys(tx);
    const known = await tx.tx
      .select({ kid: signingKeys.kid })
      .from(signingKeys)
      .where(eq(signingKeys.kid, kid));
    if (known.length === 0) throw new AppError("NOT_FOUND");
    await writeRetirement(tx, [kid]);
  });
}
