import { inArray } from "drizzle-orm";
import { database } from "@/db/client";
import { paymentDecisions } from "@/db/schema/reservation";

/** Those of these payments that have been accepted or refused already. */
export async function decidedPayments(paymentIds: readonly string[]): Promise<Set<string>> {
  const rows = await database()
    .select({ id: paymentDecisions.paymentId })
    .from(paymentDecisions)
    .where(inArray(paymentDecisions.paymentId, [...paymentIds]));
  return new Set(rows.map((row) => row.id));
}
