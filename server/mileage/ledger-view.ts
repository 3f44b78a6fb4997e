import { and, asc, desc, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { adjustments, ledger } from "@/db/schema/mileage";
import { type RequestContext, requireMember, requirePermission } from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { readOwnRows } from "@/server/shared/ownership";
import { parse } from "@/server/shared/parse";
import {
  type FlightLedgerEntry,
  type LedgerEntry,
  type ListLedgerInput,
  type ListMembersLedgerInput,
  listLedgerInput,
  listMembersLedgerInput,
  type StaffLedgerEntry,
} from "./schemas";

const columns = {
  id: ledger.id,
  kind: ledger.kind,
  miles: ledger.miles,
  reservationId: ledger.reservationId,
  segmentId: ledger.segmentId,
  passengerId: ledger.passengerId,
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
  const { items, nextCursor } = await pageOfLedger(memberId, parse(listLedgerInput, input));
  return { items: items.map(({ reason, adjustedByEmail, ...entry }) => entry as LedgerEntry), nextCursor };
}

/**
 * A customer's ledger for staff, newest first, with the reason of each adjustment.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function ledgerOfMember(
  ctx: RequestContext,
  input: ListMembersLedgerInput,
): Promise<Page<StaffLedgerEntry>> {
  requirePermission(ctx.actor, "customer.read");
  const { memberId, ...page } = parse(listMembersLedgerInput, input);
  return pageOfLedger(memberId, page);
}

async function pageOfLedger(
  memberId: string,
  { cursor, limit }: { cursor?: string | null | undefined; limit: number },
): Promise<Page<StaffLedgerEntry>> {
  const beyond = afterCursor(cursor, { moment: ledger.createdAt, id: ledger.id, ids: "asc" });
  // The index ledger_member has this order. The entries of one booking have the same time.
  const rows = await database()
    .select({
      ...columns,
      reason: adjustments.reason,
      adjustedByEmail: adjustments.adjustedByEmail,
      at: momentOf(ledger.createdAt),
    })
    .from(ledger)
    .leftJoin(adjustments, eq(adjustments.id, ledger.id))
    .where(and(eq(ledger.memberId, memberId), beyond))
    .orderBy(desc(ledger.createdAt), asc(ledger.id))
    .limit(limit + 1);
  // The check ledger_flight: an adjustment has no flight, and every other entry has one.
  return pageOf(rows, limit, (entry) => entry.id) as Page<StaffLedgerEntry>;
}

/**
 * The ledger entries of one reservation, oldest first: for its customer, staff and the system.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export function mileageOfReservation(
  ctx: RequestContext,
  reservationId: string,
): Promise<FlightLedgerEntry[]> {
  const query = database()
    .select({ customerId: ledger.memberId, ...columns })
    .from(ledger)
    .where(eq(ledger.reservationId, reservationId))
    .orderBy(asc(ledger.createdAt), asc(ledger.id));
  return readOwnRows(ctx.actor, query) as Promise<FlightLedgerEntry[]>;
}
