import type { SaleEventState } from "./schemas";

type Times = { waitsFrom: Date; opensAt: Date; closesAt: Date; endedAt: Date | null };

/** The state of a sale event at a moment of the database's clock. */
export function stateAt({ waitsFrom, opensAt, closesAt, endedAt }: Times, now: Date): SaleEventState {
  if (endedAt !== null || now >= closesAt) return "ENDED";
  if (now >= opensAt) return "OPEN";
  return now >= waitsFrom ? "BEFORE" : "PLANNED";
}

/** What seals and opens the seed of a sale event. */
export const seedPurpose = (saleEventId: string): string => `lottery-seed:${saleEventId}`;
