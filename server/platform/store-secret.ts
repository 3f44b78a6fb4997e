import { clientSecrets } from "@/db/schema/platform";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { hashOfSecret, lastFourOf, newSecret } from "./secret-rules";

/**
 * Makes a secret and stores its hash.
 *
 * @param of `id`: of the new secret; `clientId`: of the client's row.
 * @throws AppError CONFLICT when there is a secret with this id: the form was sent before.
 */
export async function storeSecret(
  { tx }: TxContext,
  of: { id: string; clientId: string; createdBy: string },
): Promise<{ secret: string; lastFour: string }> {
  const secret = newSecret();
  const lastFour = lastFourOf(secret);
  const stored = await tx
    .insert(clientSecrets)
    .values({ ...of, secretHash: hashOfSecret(secret), lastFour })
    .onConflictDoNothing({ target: clientSecrets.id })
    .returning({ id: clientSecrets.id });
  if (stored.length === 0) throw new AppError("CONFLICT");
  return { secret, lastFour };
}
