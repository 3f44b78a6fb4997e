import { and, asc, desc, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { accounts, type LedgerKind, ledger } from "@/db/schema/mileage";
import { goesOnAfter, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import { KOREA_ZONE } from "@/server/shared/time";
import { milesOf } from "./domain/accrual";
import { type TierStanding, tierStanding } from "./domain/tiers";
import { type ListLedgerInput, listLedgerInput } from "./schemas";

export type MileageAccount = {
  /** Everything credited and not taken back; below zero it blocks redemption. */
  balanceMiles: number;
  /** Flown and not lapsed. */
  usableMiles: number;
  /** Of flights still to be flown. */
  upcomingMiles: number;
  /** Usable miles that lapse within a year, and when the first of them do. */
  expiringMiles: number;
  nextExpiryAt: Date | null;
  /** Miles flown this calendar year in Korea, which the tier follows. */
  qualifyingMiles: number;
  standing: TierStanding;
};

type Sums = {
  usable: number;
  upcoming: number;
  expiring: number;
  next_expiry: string | null;
  qualifying: number;
};

/** A member's miles as of now. The caller passes its own session's member; nobody has an empty account. */
export async function getMileageAccount(memberId: string): Promise<MileageAccount> {
  const [account] = await database().select().from(accounts).where(eq(accounts.memberId, memberId));
  // A cancelled reservation's two entries share their dates, so that each sum nets them.
  const { rows } = await database().execute<Sums>(sql`
    with flights as (
      select usable_from, expires_at, sum(miles)::int as miles from mileage.ledger
      where member_id = ${memberId} group by reservation_id, segment_id, usable_from, expires_at)
    select
      coalesce(sum(miles) filter (where usable_from <= now() and expires_at > now()), 0)::int as usable,
      coalesce(sum(miles) filter (where usable_from > now()), 0)::int as upcoming,
      coalesce(sum(miles) filter (where usable_from <= now() and expires_at > now()
        and expires_at <= now() + interval '1 year'), 0)::int as expiring,
      min(expires_at) filter (where usable_from <= now() and expires_at > now() and miles > 0
        and expires_at <= now() + interval '1 year')::text as next_expiry,
      coalesce(sum(miles) filter (where usable_from <= now()
        and extract(year from usable_from at time zone ${KOREA_ZONE})
          = extract(year from now() at time zone ${KOREA_ZONE})), 0)::int as qualifying
    from flights`);
  const sums = rows[0] ?? { usable: 0, upcoming: 0, expiring: 0, next_expiry: null, qualifying: 0 };
  return {
    balanceMiles: account?.balanceMiles ?? 0,
    usableMiles: sums.usable,
    upcomingMiles: sums.upcoming,
    expiringMiles: sums.expiring,
    nextExpiryAt: sums.next_expiry ? new Date(sums.next_expiry) : null,
    qualifyingMiles: sums.qualifying,
    standing: tierStanding(sums.qualifying),
  };
}

export type LedgerEntry = {
  id: string;
  kind: LedgerKind;
  /** Signed. */
  miles: number;
  reservationId: string;
  segmentId: string;
  locator: string;
  designator: string;
  passengerName: string | null;
  cancelCause: "CUSTOMER" | "AIRLINE" | null;
  origin: string;
  destination: string;
  usableFrom: Date;
  expiresAt: Date;
  createdAt: Date;
};

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

/** A member's ledger, newest first. The caller passes its own session's member. */
export async function listLedger(memberId: string, input: ListLedgerInput): Promise<Page<LedgerEntry>> {
  const { cursor, limit } = parse(listLedgerInput, input);
  // Served by ledger_member, whose order is (created_at desc, id): one booking's entries share their time.
  const rows = await database()
    .select({ ...columns, at: momentOf(ledger.createdAt) })
    .from(ledger)
    .where(
      and(
        eq(ledger.memberId, memberId),
        goesOnAfter(cursor, { moment: ledger.createdAt, id: ledger.id, ids: "asc" }),
      ),
    )
    .orderBy(desc(ledger.createdAt), asc(ledger.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (entry) => entry.id);
}

/** What one reservation credited and had taken back, in the order of the ledger. */
export function mileageOfReservation(reservationId: string): Promise<LedgerEntry[]> {
  return database()
    .select(columns)
    .from(ledger)
    .where(eq(ledger.reservationId, reservationId))
    .orderBy(asc(ledger.createdAt), asc(ledger.id));
}

type Cancelled = Parameters<typeof milesOf>[1];

/** What the cancellation of these reservations takes back: the rule by which `reverseMiles` does it. */
export function milesTakenBack(reservations: readonly Cancelled[]): number {
  return reservations
    .flatMap((reservation) => milesOf("REVERSAL", reservation))
    .reduce((sum, { miles }) => sum + miles, 0);
}
