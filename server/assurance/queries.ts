import { and, desc, eq, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { deadLetters, engineRegistrations } from "@/db/schema/assurance";
import {
  type RequestContext,
  requirePermission,
  requirePermissionOrSystem,
  requireSystem,
} from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import { checkLaws } from "./check-laws";
import { checkBacklog } from "./laws/check-backlog";
import {
  type AssuranceFigures,
  type DeadLetter,
  type EngineRegistration,
  type LawReport,
  type ListDeadLettersInput,
  listDeadLettersInput,
  type ProviderTotals,
} from "./schemas";

export { auditChainState, listAudit } from "./audit-view";
export { countEventsAfter } from "./event-count-view";
export { monitoringFigures } from "./monitoring-view";
export { sagaOfReservation } from "./saga-view";

/**
 * Runs that used up their retries and wait for a person, newest first.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function listDeadLetters(
  ctx: RequestContext,
  input: ListDeadLettersInput,
): Promise<Page<DeadLetter>> {
  requirePermission(ctx.actor, "operation.read");
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
        afterCursor(cursor, { moment: deadLetters.parkedAt, id: deadLetters.id, ids: "desc" }),
      ),
    )
    .orderBy(desc(deadLetters.parkedAt), desc(deadLetters.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (letter) => letter.id);
}

/**
 * The reports of all laws as they stand now.
 *
 * @param provider what the payment provider says it captured and refunded; law L2 compares it with our sums.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function auditLaws(ctx: RequestContext, provider?: ProviderTotals): Promise<LawReport[]> {
  requirePermission(ctx.actor, "operation.read");
  return checkLaws(provider);
}

/**
 * The report of law L7 alone: how much waits in each queue. It is cheap enough for a page that is open all day.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function auditBacklog(ctx: RequestContext): Promise<LawReport> {
  requirePermission(ctx.actor, "operation.read");
  return database().transaction(checkBacklog, { accessMode: "read only" });
}

/**
 * The last answer of an event engine to the registration of our functions; null when it was never asked.
 *
 * @param engine the engine's address, or "cloud".
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function engineRegistration(
  ctx: RequestContext,
  engine: string,
): Promise<EngineRegistration | null> {
  requirePermissionOrSystem(ctx.actor, "operation.read");
  const [row] = await database()
    .select()
    .from(engineRegistrations)
    .where(eq(engineRegistrations.engine, engine));
  return row ?? null;
}

/** The laws read every inventory unit of the airline, so that monitoring gets the same answer for this long. */
const FIGURES_KEPT_MS = 30_000;
let kept: { until: number; figures: Promise<AssuranceFigures> } | null = null;

/**
 * The laws as monitoring sees them, at most 30 seconds old. Callers that ask at the same time share one check. A check
 * that failed is not repeated before those 30 seconds have passed.
 *
 * @throws AppError FORBIDDEN: the adapter that checked the monitoring token calls this as the system.
 */
export async function assuranceFigures(ctx: RequestContext): Promise<AssuranceFigures> {
  requireSystem(ctx.actor);
  if (kept && performance.now() < kept.until) return kept.figures;
  const figures = checkLaws().then((reports) => ({
    checkedAt: new Date(),
    laws: reports.map(({ violations, ...figure }) => figure),
  }));
  const mine = { until: Number.POSITIVE_INFINITY, figures };
  kept = mine;
  const done = () => {
    mine.until = performance.now() + FIGURES_KEPT_MS;
  };
  figures.then(done, done);
  return figures;
}
