import { and, asc, desc, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { ledger } from "@/db/schema/mileage";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { readOwnRows } from "@/server/shared/ownership";
import { parse } from "@/server/shared/parse";
import { type LedgerEntry, type ListLedgerInput, listLedgerInput } from "./schemas";

const columns = {
  id: ledger.id,
  kind: ledger.kind,
  miles: ledger.miles,
  reservationId: ledger.reservationId,
  segmentId: ledger.segmentId,
  locator: ledger.locator,
  designator: ledger.designator,
  passengerName: ledger.passengerName,
  cancelCause: ledger.cancelCause,
  origin: ledger.origin,
  destination: ledger.destination,
  usableFrom: ledger.usableFrom,
  expiresAt: ledger.expiresAt,
  createdAt: ledger.createdAt,
};

/**
 * The signed-in member's own ledger, newest first.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT.
 */
export async function listLedger(ctx: RequestContext, input: ListLedgerInput): Promise<Page<LedgerEntry>> {
  const { id: memberId } = requireMember(ctx.actor);
  const { cursor, limit } = parse(listLedgerInput, input);
  const beyond = afterCursor(cursor, { moment: ledger.createdAt, id: ledger.id, ids: "asc" });
  // The index ledger_member has this order. The entries of one booking have the same time.
  const rows = await database()
    .select({ ...columns, at: momentOf(ledger.createdAt) })
    .from(ledger)
    .where(and(eq(ledger.memberId, memberId), beyond))
    .orderBy(desc(ledger.createdAt), asc(ledger.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (entry) => entry.id);
}

/**
 * The ledger entries of one reservation, oldest first: for its customer, staff and the system.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export function mileageOfReservation(ctx: RequestContext, reservationId: string): Promise<LedgerEntry[]> {
  const query = database()
    .select({ customerId: ledger.memberId, ...columns })
    .from(ledger)
    .where(eq(ledger.reservationId, reservationId))
    .orderBy(asc(ledger.createdAt), asc(ledger.id));
  return readOwnRows(ctx.actor, query);
}
