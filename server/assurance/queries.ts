import { and, desc, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { deadLetters } from "@/db/schema/assurance";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { goesOnAfter, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import { type EngineRegistration, engineRegistration } from "./engine-registration";
import { checkLaws, type LawReport } from "./laws";
import { backlogLaw } from "./laws/check-backlog";
import { type ListDeadLettersInput, listDeadLettersInput, type ProviderTotals } from "./schemas";

export { hasBacklog } from "./backlog";
export { engineRegistration } from "./engine-registration";
export type { LawReport } from "./laws";
export { checkLaws, isDrained } from "./laws";
export { sagaOfReservation } from "./saga-view";

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

/**
 * What the event engine answered when it was told our functions; null when it was never asked.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function auditEngine(ctx: RequestContext, engine: string): Promise<EngineRegistration | null> {
  requireAdmin(ctx.actor);
  return engineRegistration(engine);
}

/** A law as monitoring sees it. */
export type AssuranceFigure = Pick<LawReport, "law" | "ok" | "pending" | "late">;

/** The laws read every unit of the airline: monitoring that asks more often gets the last answer. */
const FIGURES_KEPT_MS = 30_000;
let kept: { until: number; figures: Promise<AssuranceFigure[]> } | null = null;

/**
 * The laws for monitoring, at most half a minute old when they are given. One check runs at a time, however often one
 * asks, and one that fails is not tried again sooner. Its caller decides who may read them.
 */
export function assuranceFigures(): Promise<AssuranceFigure[]> {
  if (kept && performance.now() < kept.until) return kept.figures;
  const figures = checkLaws().then((reports) =>
    reports.map(({ law, ok, pending, late }) => ({ law, ok, pending, late })),
  );
  const mine = { until: Number.POSITIVE_INFINITY, figures };
  kept = mine;
  const done = () => {
    mine.until = performance.now() + FIGURES_KEPT_MS;
  };
  figures.then(done, done);
  return figures;
}
