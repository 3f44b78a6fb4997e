import { and, desc, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { deadLetters } from "@/db/schema/operations";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { goesOnAfter, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import { checkLaws, type LawReport } from "./laws";
import { backlogLaw } from "./laws/backlog";
import { type ListDeadLettersInput, listDeadLettersInput, type ProviderTotals } from "./schemas";

export { hasBacklog } from "./backlog";
export type { LawReport } from "./laws";
export { checkLaws, isDrained } from "./laws";
export { sagaOfReservation } from "./saga";

export type DeadLetter = Omit<typeof deadLetters.$inferSelect, "event" | "resolvedAt">;

/**
 * Runs that used up their retries and wait for a person, newest first.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function listDeadLetters(
  ctx: RequestContext,
  input: ListDeadLettersInput,
): Promise<Page<DeadLetter>> {
  requireAdmin(ctx.actor);
  const { cursor, limit } = parse(listDeadLettersInput, input);
  const rows = await database()
    .select({
      id: deadLetters.id,
      functionId: deadLetters.functionId,
      runId: deadLetters.runId,
      eventId: deadLetters.eventId,
      eventName: deadLetters.eventName,
      error: deadLetters.error,
      correlationId: deadLetters.correlationId,
      parkedAt: deadLetters.parkedAt,
      replayedAt: deadLetters.replayedAt,
      at: momentOf(deadLetters.parkedAt),
    })
    .from(deadLetters)
    .where(
      and(
        isNull(deadLetters.resolvedAt),
        goesOnAfter(cursor, { moment: deadLetters.parkedAt, id: deadLetters.id, ids: "desc" }),
      ),
    )
    .orderBy(desc(deadLetters.parkedAt), desc(deadLetters.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (letter) => letter.id);
}

/**
 * The laws as they stand now, for the Operations page.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function auditLaws(ctx: RequestContext, provider?: ProviderTotals): Promise<LawReport[]> {
  requireAdmin(ctx.actor);
  return checkLaws(provider);
}

/**
 * How much waits in each queue: the last law alone, cheap enough for a page that is opened all day.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function auditBacklog(ctx: RequestContext): Promise<LawReport> {
  requireAdmin(ctx.actor);
  return database().transaction(backlogLaw, { accessMode: "read only" });
}
