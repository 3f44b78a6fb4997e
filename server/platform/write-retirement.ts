import { and, inArray, isNull, sql } from "drizzle-orm";
import { signingKeys } from "@/db/schema/platform";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";

/** Retires keys and deletes their private halves. Those that are retired already stay as they are. The caller holds the lock of the keys. */
export async function writeRetirement(ctx: TxContext, kids: readonly string[]): Promise<void> {
  if (kids.length === 0) return;
  const retired = await ctx.tx
    .update(signingKeys)
    .set({ retiredAt: sql`clock_timestamp()`, privateJwk: null })
    .where(and(inArray(signingKeys.kid, [...kids]), isNull(signingKeys.retiredAt)))
    .returning({ kid: signingKeys.kid });
  for (const { kid } of retired)
    await audit(ctx, { action: "retire-signing-key", entity: "signing-key", entityId: kid });
}
