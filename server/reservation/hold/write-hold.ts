import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { unitsNeeded } from "@/server/reservation/domain/passenger-type";
import { freeUnit } from "@/server/reservation/inventory/predicates";
import { CLAIM_TRIES } from "@/server/reservation/inventory/take-units";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { checkHoldRate, secondsToNextHold } from "./check-hold-rate";
import type { HoldIds, HoldToWrite } from "./compose-hold";
import { detailRows, logRows } from "./hold-rows";

/**
 * Claims the units and writes the hold with its segments, passengers, price lines, audit row and event: all or nothing.
 *
 * @throws AppError SOLD_OUT when the brand has too few units left, RATE_LIMITED.
 */
export async function writeHold(
  db: Database | Tx,
  ctx: RequestContext,
  hold: HoldToWrite,
  ids: HoldIds,
): Promise<void> {
  for (let attempt = 1; attempt <= CLAIM_TRIES; attempt++) {
    if (await claim(db, ctx, hold, ids)) return;
    if (!(await enoughUnits(db, hold))) break;
  }
  throw new AppError("SOLD_OUT");
}

const wantedSegments = (hold: HoldToWrite) =>
  JSON.stringify(
    hold.segments.map(({ id, offer, rule }, position) => ({
      id,
      position,
      flightId: offer.flightId,
      brand: offer.brand,
      cabin: offer.cabin,
      unitLimit: offer.unitLimit,
      adultFare: offer.amount,
      rule,
    })),
  );

const wantColumns = sql.raw(
  `w(id uuid, position int, "flightId" int, brand text, cabin text, "unitLimit" int, "adultFare" bigint, rule jsonb)`,
);

/**
 * One statement: it claims the units and writes the hold with all its rows. Claims go from the highest unit down, so
 * that a dear brand leaves the low units to the cheap ones, which may take no others.
 *
 * @returns false when too few units could be claimed; then nothing is written.
 */
async function claim(
  db: Database | Tx,
  ctx: RequestContext,
  hold: HoldToWrite,
  ids: HoldIds,
): Promise<boolean> {
  const units = unitsNeeded(hold.counts);
  // The limit is part of the text: with a parameter the generic plan costs so much that PostgreSQL keeps none.
  const limit = sql.raw(String(units));
  const { rows } = await db.execute<{ held: boolean; version: number | null; wait: number | null }>(sql`
    with want as (select * from jsonb_to_recordset(${wantedSegments(hold)}::jsonb) as ${wantColumns}),
    claimed as materialized (
      select u.* from (select * from want order by "flightId") w
      join reservation.flights f on f.id = w."flightId" and f.status = 'ON_SALE'
      cross join lateral (
        select u.flight_id, u.cabin, u.unit from reservation.inventory_units u
        where u.flight_id = w."flightId" and u.cabin = w.cabin and u.unit <= w."unitLimit" and ${freeUnit}
        order by u.unit desc limit ${limit} for update skip locked) u),
    rate as (select ${secondsToNextHold(hold.customerId, hold.caps.holdsPerHour)} as wait),
    complete as (select count(*) = ${units * hold.segments.length} and (select wait from rate) is null as yes
      from claimed),
    held as (
      insert into reservation.reservations (id, locator, status, customer_id, customer_kind, client_key, idempotency_key,
        email_key, phone_key, unproven, locale, contact_email, contact_phone, adults, children, infants,
        passengers_complete, total_amount, payment_deadline, price_guaranteed_until)
      select ${ids.reservationId}, ${ids.locator}, 'HELD', ${hold.customerId}, ${hold.customerKind}, ${hold.clientKey},
        ${hold.idempotencyKey}, ${hold.emailKey}, ${hold.phoneKey}, ${hold.unproven}, ${hold.locale},
        ${hold.contact.email}, ${hold.contact.phone ?? null}, ${hold.counts.adults}, ${hold.counts.children},
        ${hold.counts.infants}, ${hold.passengers.every((p) => p.details)}, ${hold.total}, ${hold.paymentDeadline},
        ${hold.priceGuaranteedUntil}
      from complete where yes returning id, version),
    taken as (
      update reservation.inventory_units u set reservation_id = held.id, held_until = ${hold.paymentDeadline}
      from claimed c, held where u.flight_id = c.flight_id and u.cabin = c.cabin and u.unit = c.unit),
    ${detailRows(hold)},
    ${logRows(ctx, hold, ids)}
    select yes as held, (select version from held) as version, wait from complete, rate`);
  // Checked again with the claim: requests of one moment do not see each other's holds before. Claims of the very
  // same instant still do not; the caps on live holds leave few of them.
  checkHoldRate(rows[0]?.wait ?? null);
  if (rows[0]?.version) ctx.onVersion?.(rows[0].version);
  return rows[0]?.held === true;
}

/** Whether each flight has enough free units, those that other claims hide included. */
async function enoughUnits(db: Database | Tx, hold: HoldToWrite): Promise<boolean> {
  const { rows } = await db.execute<{ enough: boolean }>(sql`
    select coalesce(bool_and(free >= ${unitsNeeded(hold.counts)}), false) as enough from (
      select (select count(*) from reservation.inventory_units u where u.flight_id = w."flightId"
        and u.cabin = w.cabin and u.unit <= w."unitLimit" and ${freeUnit}) as free
      from jsonb_to_recordset(${wantedSegments(hold)}::jsonb) as ${wantColumns}
      join reservation.flights f on f.id = w."flightId" and f.status = 'ON_SALE') x`);
  return rows[0]?.enough === true;
}
