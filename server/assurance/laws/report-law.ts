import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LawReport } from "@/server/assurance/schemas";

const MAX_EXAMPLES = 20;

/** An effect that has been pending for longer than this violates its law, even if somebody still retries it. */
export const LATE = sql`interval '5 minutes'`;

/** Runs a query of one row of sums. */
export async function figuresOf(tx: Tx, query: SQL): Promise<Record<string, number>> {
  const { rows } = await tx.execute<Record<string, unknown>>(query);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value ?? 0)]));
}

/** Runs a query of the rows that violate one rule of a law. Returns some of them, each with the rule's name. */
export async function examplesOf(tx: Tx, rule: string, query: SQL): Promise<Record<string, unknown>[]> {
  const { rows } = await tx.execute<Record<string, unknown>>(sql`${query} limit ${MAX_EXAMPLES}`);
  return rows.map((row) => ({ rule, ...row }));
}

export const reportLaw = (
  law: LawReport["law"],
  figures: Record<string, number>,
  violations: Record<string, unknown>[],
  { pending = 0, late = 0 }: { pending?: number; late?: number } = {},
): LawReport => ({
  law,
  ok: violations.length === 0,
  pending,
  late,
  figures,
  violations: violations.slice(0, MAX_EXAMPLES),
});
