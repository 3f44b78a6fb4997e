import { desc, eq, sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { policies } from "@/db/schema/profile";
import { KOREA_ZONE } from "@/server/shared/time";

type Kind = (typeof policies.$inferSelect)["kind"];

/** Returns the rules of a kind that are in force today in Korea. @throws Error when there is no row. */
async function rulesOf(kind: Kind, tx: Pick<Tx, "select">): Promise<Record<string, number>> {
  const [row] = await tx
    .select({ rules: policies.rules })
    .from(policies)
    .where(
      sql`${eq(policies.kind, kind)} and ${policies.validFrom} <= (clock_timestamp() at time zone ${KOREA_ZONE})::date`,
    )
    .orderBy(desc(policies.validFrom))
    .limit(1);
  if (!row) throw new Error(`there is no row of profile.policies for ${kind}`);
  return row.rules;
}

/** How many companions a member may keep. */
export const mostCompanions = async (tx: Pick<Tx, "select"> = database()): Promise<number> =>
  Number((await rulesOf("COMPANIONS", tx)).most);

/** How many months a passport should be valid on a trip abroad. */
export const validMonths = async (): Promise<number> =>
  Number((await rulesOf("PASSPORT", database())).validMonths);
