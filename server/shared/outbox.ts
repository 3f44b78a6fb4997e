import { and, count, isNull, min, sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import { correlationOf, type TxContext } from "./context";
import type { EventDefinition } from "./events";
import { uuidv7 } from "./ids";
import { traceparentFor } from "./trace-events";

/**
 * An event to record, built by `event()`, which checks its data. Without ids of its own it gets the correlation and the
 * cause of the context.
 */
export type NewEvent = {
  id: string;
  name: string;
  version: number;
  data: unknown;
  correlationId?: string;
  causationId?: string;
};

/** Builds an event. @throws ZodError when its data breaks the contract. */
export function event<S extends z.ZodType>(
  definition: EventDefinition<S>,
  data: z.input<S>,
  options: { correlationId?: string; causationId?: string; id?: string } = {},
): NewEvent {
  const parsed = definition.data.parse(data);
  return {
    id: options.id ?? uuidv7(),
    name: definition.name,
    version: definition.version,
    data: parsed,
    ...(options.correlationId && { correlationId: options.correlationId }),
    ...(options.causationId && { causationId: options.causationId }),
  };
}

/** Writes events into the outbox, in the transaction of the change that they report, with the trace that they belong to. */
export async function recordEvents(ctx: TxContext, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await ctx.tx.insert(outbox).values(events.map((e) => rowOf(ctx, e)));
}

/** Writes an event whose id is derived from what it tells, unless it is there already. @returns false when it is. */
export async function recordEventOnce(ctx: TxContext, e: NewEvent): Promise<boolean> {
  const written = await ctx.tx
    .insert(outbox)
    .values(rowOf(ctx, e))
    .onConflictDoNothing({ target: outbox.id })
    .returning({ id: outbox.id });
  return written.length > 0;
}

function rowOf(ctx: TxContext, e: NewEvent) {
  const causationId = e.causationId ?? ctx.causationId ?? null;
  return {
    id: e.id,
    name: e.name,
    version: e.version,
    data: e.data as Record<string, unknown>,
    correlationId: e.correlationId ?? correlationOf(ctx),
    causationId,
    traceparent: traceparentFor(causationId),
  };
}

export type OutboxRow = typeof outbox.$inferSelect;

/** Parks an event that the engine will never accept. No delivery of it is expected any more, and the admin pages show it. */
export async function parkEvent(id: string, reason: string): Promise<void> {
  await database().execute(sql`
    with cancelled as (delete from shared.deliveries where event_id = ${id}::uuid)
    update shared.outbox set parked_reason = ${reason} where id = ${id}::uuid`);
}

/** The number of events that are not published yet, and the age of the oldest by the database's clock. */
export async function outboxBacklog(): Promise<{ waiting: number; oldestSeconds: number }> {
  const oldest = min(outbox.occurredAt);
  const [row] = await database()
    .select({
      waiting: count(),
      oldestSeconds: sql<number>`greatest(0, coalesce(extract(epoch from clock_timestamp() - ${oldest}), 0))::float8`,
    })
    .from(outbox)
    .where(and(isNull(outbox.publishedAt), isNull(outbox.parkedReason)));
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldestSeconds ?? 0 };
}
