import { asc, eq, inArray, or, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { deadLetters, stepAttempts } from "@/db/schema/assurance";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { eventsOfSaga } from "@/server/shared/event-log";
import type { OutboxRow } from "@/server/shared/outbox";
import type { SagaEvent, StepAttempt } from "./schemas";

/**
 * The saga of one reservation, from the hold to the last message: its events in the order in which they were recorded,
 * each with the attempts at the steps that it started. Events about several reservations are included when they caused
 * one of these events. Work of sweeps stands at the moment at which they did it.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function sagaOfReservation(ctx: RequestContext, reservationId: string): Promise<SagaEvent[]> {
  requirePermission(ctx.actor, "reservation.read");
  const events = await eventsOfSaga(reservationId);
  const ids = events.map((e) => e.id);
  const [attempts, letters, emails] = await Promise.all([
    attemptsOf(reservationId, events),
    lettersOf(ids),
    emailsOf(reservationId),
  ]);
  const saga = events.map(
    (e): SagaEvent => ({
      kind: "EVENT",
      eventId: e.id,
      name: e.name,
      occurredAt: e.occurredAt,
      publishedAt: e.publishedAt,
      parkedReason: e.parkedReason,
      causationId: e.causationId,
      attempts: attempts.filter((a) => a.eventId === e.id).map(attemptOf),
      deadLetters: letters.filter((l) => l.eventId === e.id).map(({ eventId, ...letter }) => letter),
      email: emails.get(e.id) ?? null,
    }),
  );
  return inOrder(saga, sweepsOf(attempts.filter((a) => a.eventId === null).map(attemptOf)));
}

/** Events keep the order in which they were recorded. A sweep is put before the first event that is not older. */
function inOrder(events: readonly SagaEvent[], sweeps: readonly SagaEvent[]): SagaEvent[] {
  const saga = [...events];
  for (const sweep of sweeps) {
    const next = saga.findIndex((e) => e.occurredAt >= sweep.occurredAt);
    saga.splice(next < 0 ? saga.length : next, 0, sweep);
  }
  return saga;
}

type Row = typeof stepAttempts.$inferSelect;

const attemptOf = ({ id, eventId, eventName, correlationId, ...attempt }: Row): StepAttempt => attempt;

/** Attempts at steps about this reservation, and at steps of the events that caused its events. */
async function attemptsOf(reservationId: string, events: readonly OutboxRow[]): Promise<Row[]> {
  const causes = events.filter((e) => e.correlationId !== reservationId);
  const ofCauses = inArray(
    stepAttempts.correlationId,
    causes.map((e) => e.correlationId),
  );
  const own = eq(stepAttempts.correlationId, reservationId);
  return database()
    .select()
    .from(stepAttempts)
    .where(causes.length > 0 ? or(own, ofCauses) : own)
    .orderBy(asc(stepAttempts.startedAt), asc(stepAttempts.id));
}

function lettersOf(eventIds: string[]) {
  return database()
    .select({
      eventId: deadLetters.eventId,
      functionId: deadLetters.functionId,
      runId: deadLetters.runId,
      error: deadLetters.error,
      parkedAt: deadLetters.parkedAt,
      open: sql<boolean>`${deadLetters.resolvedAt} is null`,
    })
    .from(deadLetters)
    .where(inArray(deadLetters.eventId, eventIds))
    .orderBy(asc(deadLetters.parkedAt));
}

async function emailsOf(reservationId: string): Promise<Map<string, SagaEvent["email"]>> {
  const { rows } = await database().execute<{ eventId: string; status: "QUEUED" | "SENDING" | "SENT" }>(sql`
    select event_id as "eventId", status from notification.messages
    where reservation_id = ${reservationId} and channel = 'EMAIL'`);
  return new Map(rows.map((row) => [row.eventId, row.status]));
}

/** One entry for each item that a sweep worked on. */
function sweepsOf(attempts: readonly StepAttempt[]): SagaEvent[] {
  const items = new Map<string, StepAttempt[]>();
  for (const attempt of attempts) {
    const item = `${attempt.functionId} ${attempt.step} ${attempt.runId}`;
    items.set(item, [...(items.get(item) ?? []), attempt]);
  }
  return [...items].map(([item, [first, ...more]]) => {
    const { functionId, startedAt } = first as StepAttempt;
    return {
      kind: "SWEEP",
      eventId: item,
      name: functionId,
      occurredAt: startedAt,
      publishedAt: startedAt,
      parkedReason: null,
      causationId: null,
      attempts: [first as StepAttempt, ...more],
      deadLetters: [],
      email: null,
    };
  });
}
