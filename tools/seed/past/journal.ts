import type { z } from "zod";
import type { EventDefinition } from "@/server/shared/events";
import type { NewEvent } from "@/server/shared/outbox";
import { iso } from "./chance";
import type { Row } from "./rows";

/** An event of the past, and when it occurred. Its correlation is the reservation, or the member's registration. */
export type PastEvent = NewEvent & { at: number; correlationId: string; data: Record<string, unknown> };

/**
 * An event of a contract, as `event` makes them, but not checked: there are tens of thousands, and a test checks them. Their
 * data is typed by the contract.
 */
export const uncheckedEvent = <S extends z.ZodType>(
  { name, version }: EventDefinition<S>,
  data: z.input<S>,
) => ({
  ...{ name, version },
  data: data as Record<string, unknown>,
});

/** Who did something, as the audit log names actors. */
export type PastActor = { kind: string; id: string };

export type AuditRow = { at: number; row: Row };

/** What has been recorded, in any order: it is sorted by its moment when it is written. */
export class Journal {
  readonly events: PastEvent[] = [];
  readonly #audits: AuditRow[] = [];

  record(event: PastEvent): PastEvent {
    this.events.push(event);
    return event;
  }

  audit(
    at: number,
    actor: PastActor,
    change: { action: string; entity: string; entityId: string; before?: unknown; after?: unknown },
    correlationId: string,
  ): void {
    const { action, entity, entityId, before = null, after = null } = change;
    const by = { actor_kind: actor.kind, actor_id: actor.id };
    const row = { at: iso(at), ...by, action, entity, entity_id: entityId, before, after };
    this.#audits.push({ at, row: { ...row, correlation_id: correlationId } });
  }

  /** The audit rows by their moments, with the ids that were kept for them: 1, 2, … */
  auditRows = (): Row[] =>
    this.#audits.sort((a, b) => a.at - b.at).map(({ row }, n) => ({ id: n + 1, ...row }));

  sortedEvents = (): PastEvent[] => this.events.sort((a, b) => a.at - b.at);
}

export const outboxRow = ({ id, name, version, data, correlationId, causationId, at }: PastEvent): Row => ({
  ...{ id, name, version, data, correlation_id: correlationId, causation_id: causationId ?? null },
  ...{ occurred_at: iso(at), published_at: iso(at + 200) },
});
