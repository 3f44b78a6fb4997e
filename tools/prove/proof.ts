import type { LawReport } from "@/server/assurance/schemas";

/** One line of a proof's table: what was measured, what was wanted, and whether that holds. */
export type ProofRow = { what: string; measured: string; wanted: string; kept: boolean };

/** The outcome of a proof: its table, and the laws after all work has drained. */
export type ProofResult = { rows: ProofRow[]; laws: LawReport[] };

/** The short form runs in `npm test`. The long form has more rounds and more load. */
export type ProofOptions = { short: boolean; say: (text: string) => void };

/** A bounded experiment on real processes that shows one promise of operation: `npm run prove -- <name>`. */
export type Proof = { name: string; run: (options: ProofOptions) => Promise<ProofResult> };
