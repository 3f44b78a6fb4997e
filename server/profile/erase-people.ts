import { eq } from "drizzle-orm";
import { people } from "@/db/schema/profile";
import type { TxContext } from "@/server/shared/context";
import { requireSelf } from "@/server/shared/personal-tables";
import type { Pseudonym } from "@/server/shared/pseudonym";

/**
 * Deletes the profile, the companions and all passports of a member.
 *
 * @returns by which names and numbers these people were known.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function erasePeople(ctx: TxContext, { personId }: Pseudonym): Promise<string[]> {
  requireSelf(ctx.actor, personId);
  const gone = await ctx.tx.delete(people).where(eq(people.ownerId, personId)).returning();
  return gone.flatMap(({ surname, givenName, koreanName, phone }) =>
    [koreanName, phone, `${surname} ${givenName}`, `${surname}/${givenName}`].filter((mark) => mark !== null),
  );
}
