import { and, count, isNull, min, sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import { correlationOf, type TxContext } from "./context";
import type { EventDefinition } from "./events";
import { uuidv7 } from "./ids";

/**
 * An event about to be recorded: built by `event()`, so that its data fits its contract. Correlation and cause are the
 * context's unless it has its own.
 */
export type NewEvent = {
  id: string;
  name: string;
  version: number;
  data: unknown;
  correlationId?: string;
  causationId?: string;
};

/** Builds an event; its data is checked against the contract here, before anything is written. */
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

/** Writes events into the outbox, in the transaction that changes the state they tell of. */
export async function recordEvents(ctx: TxContext, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await ctx.tx.insert(outbox).values(
    events.map((e) => ({
      id: e.id,
      name: e.name,
      version: e.version,
      data: e.data as Record<string, unknown>,
      correlationId: e.correlationId ?? correlationOf(ctx),
      causationId: e.causationId ?? ctx.causationId ?? null,
    })),
  );
}

export type OutboxRow = typeof outbox.$inferSelect;

/** Sets an event aside that the engine will never accept as it is; Operations shows it, and nobody is owed it. */
export async function parkEvent(id: string, reason: string): Promise<void> {
  await database().execute(sql`
    with unowed as (delete from shared.deliveries where event_id = ${id}::uuid)
    update shared.outbox set parked_reason = ${reason} where id = ${id}::uuid`);
}

/** How much waits, and since when. */
export async function outboxBacklog(): Promise<{ waiting: number; oldestAt: Date | null }> {
  const [row] = await database()
    .select({ waiting: count(), oldestAt: min(outbox.occurredAt) })
    .from(outbox)
    .where(and(isNull(outbox.publishedAt), isNull(outbox.parkedReason)));
  return { waiting: row?.waiting ?? 0, oldestAt: row?.oldestAt ?? null };
}
