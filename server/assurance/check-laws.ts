import { database } from "@/db/client";
import { checkAnswers } from "./laws/check-answers";
import { checkAudit } from "./laws/check-audit";
import { checkBacklog } from "./laws/check-backlog";
import { checkHistory } from "./laws/check-history";
import { checkMessages } from "./laws/check-messages";
import { checkMiles } from "./laws/check-miles";
import { checkMoney } from "./laws/check-money";
import { checkSeats } from "./laws/check-seats";
import { type LawReport, type ProviderTotals, providerTotals } from "./schemas";

/**
 * Checks the airline's laws over all contexts, in one read-only snapshot. Effects may be pending while the system works;
 * once it has drained, every law must be `ok` with nothing pending.
 *
 * @param provider what the payment provider says it captured and refunded; law L2 compares it with our sums.
 */
export async function checkLaws(provider?: ProviderTotals): Promise<LawReport[]> {
  const totals = provider && providerTotals.parse(provider);
  return database().transaction(
    async (tx) => [
      await checkSeats(tx),
      await checkMoney(tx, totals),
      await checkMiles(tx),
      await checkMessages(tx),
      await checkHistory(tx),
      await checkAnswers(tx),
      await checkBacklog(tx),
      await checkAudit(tx),
    ],
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** Returns true when all laws hold and no effect is pending. */
export const isDrained = (reports: LawReport[]): boolean => reports.every((r) => r.ok && r.pending === 0);
