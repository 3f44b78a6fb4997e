import { and, gt, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { saleEvents } from "@/db/schema/waiting-room";
import { databaseNow, type TxContext } from "@/server/shared/context";

type Guarded = Pick<
  typeof saleEvents.$inferSelect,
  "id" | "routes" | "firstDay" | "lastDay" | "waitsFrom" | "closesAt"
>;

/**
 * Returns true when another sale event guards some of the same flights at the same time: who was admitted to one would wait
 * for the other. Sale events are written one after the other from here to the end of the transaction, so that of two at once the
 * second one sees the first.
 */
export async function overlapsAnother(ctx: TxContext, event: Guarded): Promise<boolean> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('msa-sale-events', 0))`);
  const now = await databaseNow(ctx.tx);
  const [other] = await ctx.tx
    .select({ id: saleEvents.id })
    .from(saleEvents)
    .where(
      and(
        ne(saleEvents.id, event.id),
        isNull(saleEvents.endedAt),
        gt(saleEvents.closesAt, now),
        lt(saleEvents.waitsFrom, event.closesAt),
        gt(saleEvents.closesAt, event.waitsFrom),
        sameRoutes(event),
        event.lastDay === null
          ? undefined
          : or(isNull(saleEvents.firstDay), sql`${saleEvents.firstDay} <= ${event.lastDay}`),
        event.firstDay === null
          ? undefined
          : or(isNull(saleEvents.lastDay), sql`${saleEvents.lastDay} >= ${event.firstDay}`),
      ),
    )
    .limit(1);
  return other !== undefined;
}

/** No routes mean every route. */
const sameRoutes = ({ routes }: Guarded): SQL | undefined =>
  routes.length === 0
    ? undefined
    : sql`(cardinality(${saleEvents.routes}) = 0 or ${saleEvents.routes} && ${sql.param(routes)}::text[])`;
