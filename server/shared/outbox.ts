import { and, asc, count, isNull, min, sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import { correlationOf, type TxContext } from "./context";
import type { EventDefinition } from "./events";
import { uuidv7 } from "./ids";

/** An event about to be recorded: built by `event()`, so that its data fits its contract. */
export type NewEvent = { id: string; name: string; version: number; data: unknown; correlationId?: string };

/** Builds an event; its data is checked against the contract here, before anything is written. */
export function event<S extends z.ZodType>(
  definition: EventDefinition<S>,
  data: z.input<S>,
  options: { correlationId?: string; id?: string } = {},
): NewEvent {
  const parsed = definition.data.parse(data);
  return {
    id: options.id ?? uuidv7(),
    name: definition.name,
    version: definition.version,
    data: parsed,
    ...(options.correlationId && { correlationId: options.correlationId }),
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
      causationId: ctx.causationId ?? null,
    })),
  );
}

export type OutboxRow = typeof outbox.$inferSelect;

/**
 * Takes up to `limit` unpublished events, oldest first, hands them to `publish` and stamps them. Two
 * relays share the work (SKIP LOCKED). When the process dies between publish and stamp the events go
 * out again under the same ids: consumers are idempotent.
 *
 * @returns how many were published. Whatever `publish` throws is passed on, and nothing is stamped.
 */
export async function relayBatch(
  publish: (rows: OutboxRow[]) => Promise<void>,
  limit = 100,
): Promise<number> {
  return database().transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outbox)
      .where(and(isNull(outbox.publishedAt), isNull(outbox.parkedReason)))
      .orderBy(asc(outbox.seq))
      .limit(limit)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return 0;
    await publish(rows);
    await tx
      .update(outbox)
      .set({ publishedAt: sql`clock_timestamp()` })
      .where(sql`${outbox.seq} = any(${sql.param(rows.map((r) => r.seq))}::bigint[])`);
    return rows.length;
  });
}

/** Sets an event aside that the engine will never accept as it is; Operations shows it. */
export async function parkEvent(id: string, reason: string): Promise<void> {
  await database().update(outbox).set({ parkedReason: reason }).where(sql`${outbox.id} = ${id}`);
}

/** How much waits, and since when. */
export async function outboxBacklog(): Promise<{ waiting: number; oldestAt: Date | null }> {
  const [row] = await database()
    .select({ waiting: count(), oldestAt: min(outbox.occurredAt) })
    .from(outbox)
    .where(and(isNull(outbox.publishedAt), isNull(outbox.parkedReason)));
  return { waiting: row?.waiting ?? 0, oldestAt: row?.oldestAt ?? null };
}
