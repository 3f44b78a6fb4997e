import { eq, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { accounts, ledger } from "@/db/schema/mileage";
import { type RequestContext, requireMember, requirePermission } from "@/server/shared/context";
import { KOREA_ZONE } from "@/server/shared/time";
import { tierStanding } from "./domain/tiers";
import type { MileageAccount } from "./schemas";

/**
 * The signed-in member's own miles at this moment. A member without an entry has an account of zero miles.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function getMileageAccount(ctx: RequestContext): Promise<MileageAccount> {
  return accountOf(requireMember(ctx.actor).id);
}

/**
 * A customer's miles at this moment, for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function mileageAccountOf(ctx: RequestContext, memberId: string): Promise<MileageAccount> {
  requirePermission(ctx.actor, "customer.read");
  return accountOf(memberId);
}

async function accountOf(memberId: string): Promise<MileageAccount> {
  const [account] = await database().select().from(accounts).where(eq(accounts.memberId, memberId));
  const sums = await sumsOf(memberId);
  return {
    balanceMiles: account?.balanceMiles ?? 0,
    ...sums,
    standing: tierStanding(sums.qualifyingMiles),
  };
}

type Sums = Omit<MileageAccount, "balanceMiles" | "standing">;

async function sumsOf(memberId: string): Promise<Sums> {
  // An accrual and its reversal have the same dates: in the sum of a flight they cancel each other out.
  const flights = database()
    .$with("flights")
    .as(
      database()
        .select({
          usableFrom: ledger.usableFrom,
          expiresAt: ledger.expiresAt,
          isFlown: sql`${ledger.reservationId} is not null`.as("is_flown"),
          miles: sql<number>`sum(${ledger.miles})`.as("miles"),
        })
        .from(ledger)
        .where(eq(ledger.memberId, memberId))
        .groupBy(ledger.reservationId, ledger.segmentId, ledger.usableFrom, ledger.expiresAt),
    );
  const { usableFrom, expiresAt, isFlown, miles } = flights;
  const isUsable = sql`${usableFrom} <= now() and ${expiresAt} > now()`;
  const isExpiring = sql`${isUsable} and ${expiresAt} <= now() + interval '1 year'`;
  const yearInKorea = (moment: SQL) => sql`extract(year from ${moment} at time zone ${KOREA_ZONE})`;
  const isThisYear = sql`${yearInKorea(sql`${usableFrom}`)} = ${yearInKorea(sql`now()`)}`;
  const milesWhere = (condition: SQL) =>
    sql<number>`coalesce(sum(${miles}) filter (where ${condition}), 0)::int`;
  const [sums] = await database()
    .with(flights)
    .select({
      usableMiles: milesWhere(isUsable),
      upcomingMiles: milesWhere(sql`${usableFrom} > now()`),
      expiringMiles: milesWhere(isExpiring),
      nextExpiryAt: sql<Date | null>`min(${expiresAt}) filter (where ${isExpiring} and ${miles} > 0)`.mapWith(
        ledger.expiresAt,
      ),
      qualifyingMiles: milesWhere(sql`${isFlown} and ${usableFrom} <= now() and ${isThisYear}`),
    })
    .from(flights);
  return sums as Sums;
}
