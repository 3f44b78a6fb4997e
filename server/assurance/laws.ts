import { database } from "@/db/client";
import { answersLaw } from "./laws/check-answers";
import { backlogLaw } from "./laws/check-backlog";
import { historyLaw } from "./laws/check-history";
import type { LawReport } from "./laws/report-law";
import { messagesLaw } from "./laws/check-messages";
import { milesLaw } from "./laws/check-miles";
import { moneyLaw } from "./laws/check-money";
import { seatsLaw } from "./laws/check-seats";
import { type ProviderTotals, providerTotals } from "./schemas";

export type { LawReport } from "./laws/report-law";

/**
 * The airline's auditor: checks its laws over all contexts in one snapshot, reading only. A system at
 * work may have effects pending; one that has drained must be `ok` with nothing pending.
 *
 * @param provider what the payment provider says it captured and refunded, to be compared too.
 */
export async function checkLaws(provider?: ProviderTotals): Promise<LawReport[]> {
  const totals = provider && providerTotals.parse(provider);
  return database().transaction(
    async (tx) => [
      await seatsLaw(tx),
      await moneyLaw(tx, totals),
      await milesLaw(tx),
      await messagesLaw(tx),
      await historyLaw(tx),
      await answersLaw(tx),
      await backlogLaw(tx),
    ],
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** Whether all laws hold and nothing is on its way any more. */
export const isDrained = (reports: LawReport[]): boolean => reports.every((r) => r.ok && r.pending === 0);
