import { sql } from "drizzle-orm";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

type Split = { from: { id: string; locator: string }; to: string };

/**
 * Gives the browser of a traveller who splits a trip access to the new reservation, within a transaction, for as long as it
 * has access to the old one. Both have the contact that got the code; when the contact of one changes, the access to that one
 * ends. Other browsers that opened the trip get none.
 *
 * @returns the id of the new grant; null for everybody who is no traveller.
 */
export async function carryTripAccess(ctx: TxContext, { from, to }: Split): Promise<string | null> {
  const { actor } = ctx;
  if (actor.kind !== "TRAVELLER") return null;
  const grantId = uuidv7();
  const { rowCount } = await ctx.tx.execute(sql`
    insert into reservation.access_grants (id, reservation_id, contact_hash, expires_at)
    select ${grantId}, ${to}, contact_hash, expires_at from reservation.access_grants
    where id = ${actor.grantId} and reservation_id = ${from.id}`);
  if (rowCount !== 1) throw new Error("the caller has asked whether the traveller may");
  await audit(
    { ...ctx, correlationId: to },
    {
      action: "open-trip",
      entity: "reservation",
      entityId: to,
      after: { grantId, fromLocator: from.locator },
    },
  );
  return grantId;
}
