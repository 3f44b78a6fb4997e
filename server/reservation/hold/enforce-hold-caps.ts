import { eq, sql } from "drizzle-orm";
import { type Database, database, type Tx } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { excessOf, type HoldCaps, holdCapsOn, type UnpaidHolds } from "@/server/reservation/domain/hold-caps";
import { unitsNeeded } from "@/server/reservation/domain/passenger-type";
import type { HoldCapPolicies } from "@/server/reservation/domain/policy-rows";
import {
  heldByUnproven,
  holdsFromClient,
  holdsOfCustomer,
} from "@/server/reservation/inventory/hold-cap-predicates";
import {
  type TravelConflict,
  travelConflictErrors,
  travelConflicts,
} from "@/server/reservation/passengers/check-travel-conflicts";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import type { LocalDate } from "@/server/shared/time";
import { excessError } from "./check-hold";
import type { HoldToWrite } from "./compose-hold";
import { releaseHeld } from "./end-hold";
import { takeTurn } from "./take-turn";

/**
 * Returns the caps in force on a Korean day. The environment may override the rows, for a load test. A client of the API may be
 * registered with caps of its own for its account: then all of them may come from the one address of its server, too.
 */
export function capsInForce(
  policies: HoldCapPolicies,
  date: LocalDate,
  { holdCaps }: RequestContext,
): HoldCaps {
  const caps = capsOfAll(policies, date);
  const holdsPerCustomer = holdCaps?.unpaid ?? caps.holdsPerCustomer;
  return {
    ...caps,
    holdsPerCustomer,
    holdsPerAddress: Math.max(caps.holdsPerAddress, holdCaps?.unpaid ?? 0),
    holdsPerHour: holdCaps?.perHour ?? caps.holdsPerHour,
  };
}

function capsOfAll(policies: HoldCapPolicies, date: LocalDate): HoldCaps {
  const caps = holdCapsOn(policies, date);
  const { MAX_HOLDS_PER_ADDRESS, MAX_HOLDS_PER_HOUR, MAX_UNITS_PER_CONTACT, MAX_UNPROVEN_SHARE_PERCENT } =
    env();
  return {
    ...caps,
    holdsPerAddress: MAX_HOLDS_PER_ADDRESS ?? caps.holdsPerAddress,
    holdsPerHour: MAX_HOLDS_PER_HOUR ?? caps.holdsPerHour,
    unitsPerContact: MAX_UNITS_PER_CONTACT ?? caps.unitsPerContact,
    unprovenSharePercent: MAX_UNPROVEN_SHARE_PERCENT ?? caps.unprovenSharePercent,
  };
}

type Counted = UnpaidHolds & { conflicts: TravelConflict[] };

/** Counts the holds after `hold` has been written, itself included, and finds the conflicts of its passengers. */
async function countedAfter(db: Database | Tx, hold: HoldToWrite, reservationId: string): Promise<Counted> {
  const { customerId, clientKey } = hold;
  const flights = hold.segments.map(({ offer }) => ({ flight_id: offer.flightId, cabin: offer.cabin }));
  // The number stands in the text: PostgreSQL else expects 100 flights, for which it would plan the statement each time anew.
  const cabins = sql`(select * from jsonb_to_recordset(${JSON.stringify(flights)}::jsonb)
    as w(flight_id int, cabin text) limit ${sql.raw(String(flights.length))}) c`;
  const conflicts = travelConflicts({
    customerId,
    people: hold.passengers.flatMap((p) => p.details ?? []),
    flightIds: flights.map((f) => f.flight_id),
    except: reservationId,
  });
  const { rows } = await db.execute<Counted>(sql`
    select ${holdsOfCustomer(customerId)} as "ofCustomer", ${holdsFromClient(clientKey)} as "fromAddress",
      ${
        hold.unproven
          ? heldByUnproven(
              { ...hold, units: unitsNeeded(hold.counts), sharePercent: hold.caps.unprovenSharePercent },
              cabins,
            )
          : sql`null::jsonb`
      } as unproven,
      ${conflicts} as conflicts`);
  return rows[0] as Counted;
}

async function refusalAfter(
  db: Database | Tx,
  hold: HoldToWrite,
  reservationId: string,
): Promise<AppError | null> {
  const counted = await countedAfter(db, hold, reservationId);
  const excess = excessOf(counted, unitsNeeded(hold.counts), hold.caps);
  if (excess) return excessError(excess);
  const fieldErrors = travelConflictErrors(counted.conflicts, hold.overlapConfirmed);
  return Object.keys(fieldErrors).length > 0 ? new AppError("INVALID_INPUT", { fieldErrors }) : null;
}

/**
 * Counts again after a hold has been written: requests of one moment do not see each other's holds before, but the last
 * one to be written sees all. Requests that find too many holds count once more, one after the other, and each releases
 * its own until the caps are met.
 *
 * @throws AppError TOO_MANY_HOLDS, SEATS_IN_CHECKOUT, INVALID_INPUT. The idempotency key may then be used again.
 */
export async function enforceHoldCaps(
  ctx: RequestContext,
  hold: HoldToWrite,
  reservationId: string,
): Promise<void> {
  if (!(await refusalAfter(database(), hold, reservationId))) return;
  const refusal = await transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await takeTurn(tx, turnsOf(hold));
    const stillRefused = await refusalAfter(tx.tx, hold, reservationId);
    if (!stillRefused) return null;
    await releaseHeld(tx, reservationId);
    await tx.tx
      .update(reservations)
      .set({ idempotencyKey: reservationId })
      .where(eq(reservations.id, reservationId));
    return stillRefused;
  });
  if (refusal) throw refusal;
}

/**
 * Counts before the commit of a hold that replaces others: a refusal leaves those as they were. Holds that are written
 * at the same moment are not seen yet, so `enforceHoldCaps` must follow.
 *
 * @throws AppError TOO_MANY_HOLDS, SEATS_IN_CHECKOUT, INVALID_INPUT.
 */
export async function checkReplacement(
  { tx }: TxContext,
  hold: HoldToWrite,
  reservationId: string,
): Promise<void> {
  const refusal = await refusalAfter(tx, hold, reservationId);
  if (refusal) throw refusal;
}

/** The order of `takeTurn`: always the same, so that no two transactions wait for each other. */
function turnsOf({ customerId, clientKey, emailKey, phoneKey, segments }: HoldToWrite): string[] {
  const flights = segments.map(({ offer }) => offer.flightId).sort((a, b) => a - b);
  return [
    `customer:${customerId}`,
    `address:${clientKey}`,
    `email:${emailKey}`,
    ...(phoneKey ? [`phone:${phoneKey}`] : []),
    ...flights.map((id) => `flight:${id}`),
  ];
}
