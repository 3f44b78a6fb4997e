import { sql } from "drizzle-orm";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { type CatchUpOptions, type CaughtUp, catchUp, type Projection } from "@/server/shared/projection";
import { historyReads } from "./contracts";
import { withClaimed, writeEntries } from "./entry-predicates";

export const historyProjection: Projection = {
  name: "history",
  events: historyReads,
  write: writeEntries(withClaimed(sql`batch`)),
};

/** Adds the next events to the customers' timelines. Only for the system. */
export async function catchUpHistory(ctx: RequestContext, options: CatchUpOptions): Promise<CaughtUp> {
  requireSystem(ctx.actor);
  return catchUp(ctx, historyProjection, options);
}
