import { and, desc, eq, sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { kindPolicies, preferences } from "@/db/schema/notification";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { messageKinds, type Preference } from "./schemas";

/** The policy of each kind that is in force now. */
export const readKindPolicies = (tx: Pick<Tx, "selectDistinctOn">) =>
  tx
    .selectDistinctOn([kindPolicies.kind])
    .from(kindPolicies)
    .where(sql`${kindPolicies.validFrom} <= clock_timestamp()`)
    .orderBy(kindPolicies.kind, desc(kindPolicies.validFrom));

/**
 * Which kinds of e-mail the signed-in member gets, and which of them may be switched off.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function getPreferences(ctx: RequestContext): Promise<Preference[]> {
  const member = requireMember(ctx.actor);
  const [policies, chosen] = await Promise.all([
    readKindPolicies(database()),
    database()
      .select()
      .from(preferences)
      .where(and(eq(preferences.memberId, member.id), eq(preferences.channel, "EMAIL"))),
  ]);
  return messageKinds.flatMap((kind) => {
    const policy = policies.find((each) => each.kind === kind);
    if (!policy) return [];
    const { mayBeOff, defaultOn, quietFrom, quietUntil } = policy;
    const isOn = chosen.find((each) => each.kind === kind)?.isOn ?? defaultOn;
    const hours = { from: quietFrom?.slice(0, 5) ?? "", until: quietUntil?.slice(0, 5) ?? "" };
    return [{ kind, mayBeOff, email: !mayBeOff || isOn, quietHours: quietFrom ? hours : null }];
  });
}
