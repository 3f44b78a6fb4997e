import { sql } from "drizzle-orm";
import { accounts, ledger } from "@/db/schema/mileage";
import type { TxContext } from "@/server/shared/context";
import type { NewLedgerEntry } from "./ledger-entries";

export type Booked = { deltaMiles: number; balanceMiles: number; ledgerEntryIds: string[] };

/**
 * Writes entries into the ledger and moves the balance by what was really written. An entry that is
 * there already (the same event again, also years later) is left alone, and null is returned when all
 * were. The ledger comes before the account in every transaction, so that two of them never wait for
 * each other in a circle.
 */
export async function bookEntries(
  { tx }: TxContext,
  memberId: string,
  entries: NewLedgerEntry[],
): Promise<Booked | null> {
  if (entries.length === 0) return null;
  const written = await tx
    .insert(ledger)
    .values(entries)
    .onConflictDoNothing()
    .returning({ id: ledger.id, miles: ledger.miles });
  if (written.length === 0) return null;
  const deltaMiles = written.reduce((sum, entry) => sum + entry.miles, 0);
  const [account] = await tx
    .insert(accounts)
    .values({ memberId, balanceMiles: deltaMiles })
    .onConflictDoUpdate({
      target: accounts.memberId,
      set: { balanceMiles: sql`${accounts.balanceMiles} + ${deltaMiles}`, updatedAt: sql`now()` },
    })
    .returning({ balanceMiles: accounts.balanceMiles });
  if (!account) throw new Error("an upsert returned no account");
  return { deltaMiles, balanceMiles: account.balanceMiles, ledgerEntryIds: written.map((e) => e.id) };
}
