import { asc, eq, inArray, or, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { deadLetters, stepAttempts } from "@/db/schema/assurance";
import { type RequestContext, requireAdmin } from "@/server/shared/context";
import { eventsOfSaga } from "@/server/shared/event-log";
import type { OutboxRow } from "@/server/shared/outbox";

export type StepAttempt = {
  functionId: string;
  /** A sweep has one run per item that it works on, minute after minute. */
  runId: string;
  step: string;
  /** Counted from 0. */
  attempt: number;
  outcome: "SUCCEEDED" | "FAILED";
  error: string | null;
  startedAt: Date;
  endedAt: Date;
};

/** A run that was given up, or one that was and went through when it was played again. */
export type SagaLetter = { functionId: string; runId: string; error: string; parkedAt: Date; open: boolean };

export type SagaEvent = {
  /** A SWEEP comes by the clock: no event set it off. It is named after its function. */
  kind: "EVENT" | "SWEEP";
  eventId: string;
  name: string;
  occurredAt: Date;
  publishedAt: Date | null;
  parkedReason: string | null;
  /** The event that made this one happen. */
  causationId: string | null;
  attempts: StepAttempt[];
  deadLetters: SagaLetter[];
  /** What became of the e-mail about this event, if there is one. */
  email: "QUEUED" | "SENDING" | "SENT" | null;
};

/**
 * One reservation from the click to the last message: every event in order, and under each the attempts
 * at every step that it set off. Events about more than this reservation are there when they caused one
 * of its events, and what sweeps did for it stands where they did it.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function sagaOfReservation(ctx: RequestContext, reservationId: string): Promise<SagaEvent[]> {
  requireAdmin(ctx.actor);
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
      attempts: attempts.filter((a) => a.eventId === e.id).map(shown),
      deadLetters: letters.filter((l) => l.eventId === e.id).map(({ eventId, ...letter }) => letter),
      email: emails.get(e.id) ?? null,
    }),
  );
  return inOrder(saga, sweepsOf(attempts.filter((a) => a.eventId === null).map(shown)));
}

/** Events keep the order in which they were recorded; a sweep stands before what it made happen. */
function inOrder(events: readonly SagaEvent[], sweeps: readonly SagaEvent[]): SagaEvent[] {
  const saga = [...events];
  for (const sweep of sweeps) {
    const next = saga.findIndex((e) => e.occurredAt >= sweep.occurredAt);
    saga.splice(next < 0 ? saga.length : next, 0, sweep);
  }
  return saga;
}

type Row = typeof stepAttempts.$inferSelect;

const shown = ({ id, eventId, eventName, correlationId, ...attempt }: Row): StepAttempt => attempt;

/** Steps about this reservation, and those that a causing event set off under its own correlation. */
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

/** What sweeps did, each item of a sweep as one entry. */
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
