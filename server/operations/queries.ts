import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { deadLetters, stepAttempts } from "@/db/schema/operations";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { decodeCursor, type Page, pageOf } from "@/server/shared/cursor";
import { eventsOfCorrelation } from "@/server/shared/event-log";
import { parse } from "@/server/shared/parse";
import { checkLaws, type LawReport } from "./laws";
import { backlogLaw } from "./laws/backlog";
import { type ListDeadLettersInput, listDeadLettersInput, type ProviderTotals } from "./schemas";

export { hasBacklog } from "./backlog";
export type { LawReport } from "./laws";
export { checkLaws, isDrained } from "./laws";

export type StepAttempt = {
  functionId: string;
  runId: string;
  step: string;
  /** Counted from 0. */
  attempt: number;
  outcome: "SUCCEEDED" | "FAILED";
  error: string | null;
  startedAt: Date;
  endedAt: Date;
};

export type SagaEvent = {
  eventId: string;
  name: string;
  occurredAt: Date;
  publishedAt: Date | null;
  parkedReason: string | null;
  /** The event that made this one happen. */
  causationId: string | null;
  attempts: StepAttempt[];
};

/**
 * One reservation from the click to the last message: every event in order, and under each the attempts
 * at every step that it set off.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function sagaOfReservation(ctx: RequestContext, reservationId: string): Promise<SagaEvent[]> {
  requireAdmin(ctx.actor);
  const [events, attempts] = await Promise.all([
    eventsOfCorrelation(reservationId),
    database()
      .select()
      .from(stepAttempts)
      .where(eq(stepAttempts.correlationId, reservationId))
      .orderBy(asc(stepAttempts.startedAt), asc(stepAttempts.id)),
  ]);
  const byEvent = new Map<string, StepAttempt[]>(events.map((e) => [e.id, []]));
  for (const { id, eventId, eventName, correlationId, ...attempt } of attempts) {
    byEvent.get(eventId)?.push(attempt);
  }
  return events.map((e) => ({
    eventId: e.id,
    name: e.name,
    occurredAt: e.occurredAt,
    publishedAt: e.publishedAt,
    parkedReason: e.parkedReason,
    causationId: e.causationId,
    attempts: byEvent.get(e.id) ?? [],
  }));
}

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
  const after = cursor ? decodeCursor(cursor) : null;
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
      at: sql<string>`${deadLetters.parkedAt}::text`,
    })
    .from(deadLetters)
    .where(
      and(
        isNull(deadLetters.resolvedAt),
        after
          ? sql`(${deadLetters.parkedAt}, ${deadLetters.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(deadLetters.parkedAt), desc(deadLetters.id))
    .limit(limit + 1);
  const page = pageOf(rows, limit, ({ at, id }) => ({ at, id }));
  return { ...page, items: page.items.map(({ at, ...letter }) => letter) };
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
