import type { HoldCapPolicies, HoldCapRow } from "@/server/reservation/domain/policy-rows";

const row = (limit: number, source: string): HoldCapRow[] => [
  { limit, source, validFrom: "2024-01-01", validTo: null },
];

/** What may be held without payment (docs/decisions/0030-caps-on-unpaid-holds.md). */
export const holdCapPolicies: HoldCapPolicies = {
  holdsPerCustomer: row(5, "MSA Air"),
  holdsPerAddress: row(50, "MSA Air: an office or a school behind one address"),
  holdsPerHour: row(30, "MSA Air"),
  unitsPerContact: row(9, "MSA Air: the largest party of one reservation"),
  unprovenSharePercent: row(30, "MSA Air: 20 new accounts held 180 of 252 seats"),
};
