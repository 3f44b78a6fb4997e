import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

export type LawName = "L1" | "L2" | "L3" | "L4" | "L5" | "L6" | "L7";

export type LawReport = {
  law: LawName;
  /** No violation. What is merely on its way does not count against a law, but see `pending`. */
  ok: boolean;
  /** Effects of recorded events that have not happened yet: 0 once the system has drained. */
  pending: number;
  /** How many of them have been on their way for longer than `LATE`. */
  late: number;
  figures: Record<string, number>;
  /** Up to 20 examples. */
  violations: Record<string, unknown>[];
};

const MAX_EXAMPLES = 20;

/** What is on its way longer than this is a breach, whatever still tries. */
export const LATE = sql`interval '5 minutes'`;

/** One row of sums. */
export async function figuresOf(tx: Tx, query: SQL): Promise<Record<string, number>> {
  const { rows } = await tx.execute<Record<string, unknown>>(query);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value ?? 0)]));
}

/** Examples of what breaks one rule of a law, each with the rule's name. */
export async function examplesOf(tx: Tx, rule: string, query: SQL): Promise<Record<string, unknown>[]> {
  const { rows } = await tx.execute<Record<string, unknown>>(sql`${query} limit ${MAX_EXAMPLES}`);
  return rows.map((row) => ({ rule, ...row }));
}

export const report = (
  law: LawName,
  figures: Record<string, number>,
  violations: Record<string, unknown>[],
  pending = 0,
  late = 0,
): LawReport => ({
  law,
  ok: violations.length === 0,
  pending,
  late,
  figures,
  violations: violations.slice(0, MAX_EXAMPLES),
});
