import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import type { HoldCaps } from "@/server/reservation/domain/hold-caps";
import { nameKey } from "@/server/reservation/domain/passenger-name";
import { type PassengerType, unitsNeeded } from "@/server/reservation/domain/passenger-type";
import type { PriceLine } from "@/server/reservation/domain/pricing";
import { reservationHeld } from "@/server/reservation/events";
import type { PassengerInput } from "@/server/reservation/schemas";
import { actorId, type RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event } from "@/server/shared/outbox";
import { refuseTooFrequent, secondsToNextHold } from "./check-hold-rate";
import type { Offer } from "./hold-facts";
import { segmentFacts } from "./segment-facts";

export type HoldIds = { reservationId: string; locator: string };

export type HoldToWrite = {
  customerId: string;
  clientKey: string;
  idempotencyKey: string;
  emailKey: string;
  phoneKey: string | null;
  /** The customer has paid for nothing yet. */
  unproven: boolean;
  caps: HoldCaps;
  overlapConfirmed: boolean;
  locale: "ko" | "en";
  contact: { email: string; phone?: string | null };
  counts: { adults: number; children: number; infants: number };
  passengers: {
    id: string;
    type: PassengerType;
    segmentTypes: PassengerType[] | null;
    details: PassengerInput | null;
  }[];
  segments: { id: string; offer: Offer; rule: FareBrandRule }[];
  lines: readonly PriceLine[];
  total: number;
  paymentDeadline: string;
  priceGuaranteedUntil: string;
};

/** A neighbour's claim in progress hides its units for a moment; then it is worth looking again. */
const CLAIM_TRIES = 4;

/**
 * Claims the units and writes the hold in one statement: all of it, or nothing.
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

/** Free: never sold, and not held or held past the deadline. Dear brands take from the top down. */
const isFree = sql.raw(`not u.sold and (u.held_until is null or u.held_until < clock_timestamp())`);

async function claim(
  db: Database | Tx,
  ctx: RequestContext,
  hold: HoldToWrite,
  ids: HoldIds,
): Promise<boolean> {
  const units = unitsNeeded(hold.counts);
  // Part of the text: a limit that is not known makes a plan kept for all look so dear that none is kept.
  const limit = sql.raw(String(units));
  const { rows } = await db.execute<{ held: boolean; wait: number | null }>(sql`
    with want as (select * from jsonb_to_recordset(${wantedSegments(hold)}::jsonb) as ${wantColumns}),
    claimed as materialized (
      select u.* from (select * from want order by "flightId") w
      join reservation.flights f on f.id = w."flightId" and f.status = 'ON_SALE'
      cross join lateral (
        select u.flight_id, u.cabin, u.unit from reservation.inventory_units u
        where u.flight_id = w."flightId" and u.cabin = w.cabin and u.unit <= w."unitLimit" and ${isFree}
        order by u.unit desc limit ${limit} for update skip locked) u),
    rate as (select ${secondsToNextHold(hold.customerId, hold.caps.holdsPerHour)} as wait),
    complete as (select count(*) = ${units * hold.segments.length} and (select wait from rate) is null as yes
      from claimed),
    held as (
      insert into reservation.reservations (id, locator, status, customer_id, client_key, idempotency_key,
        email_key, phone_key, unproven, locale, contact_email, contact_phone, adults, children, infants, passengers_complete, total_amount,
        payment_deadline, price_guaranteed_until)
      select ${ids.reservationId}, ${ids.locator}, 'HELD', ${hold.customerId}, ${hold.clientKey},
        ${hold.idempotencyKey}, ${hold.emailKey}, ${hold.phoneKey}, ${hold.unproven}, ${hold.locale}, ${hold.contact.email}, ${hold.contact.phone ?? null},
        ${hold.counts.adults}, ${hold.counts.children}, ${hold.counts.infants},
        ${hold.passengers.every((p) => p.details)}, ${hold.total}, ${hold.paymentDeadline},
        ${hold.priceGuaranteedUntil}
      from complete where yes returning id),
    taken as (
      update reservation.inventory_units u set reservation_id = held.id, held_until = ${hold.paymentDeadline}
      from claimed c, held where u.flight_id = c.flight_id and u.cabin = c.cabin and u.unit = c.unit),
    ${detailRows(hold)},
    ${logRows(ctx, hold, ids)}
    select yes as held, wait from complete, rate`);
  // Looked at again with the claim: of many requests at one moment, none saw the others' holds before. Those
  // that claim at the very same instant still do not; the caps leave few of them.
  refuseTooFrequent(rows[0]?.wait ?? null);
  return rows[0]?.held === true;
}

/** Segments, passengers and price lines of the hold. */
const detailRows = (hold: HoldToWrite) => sql`
    segment_rows as (
      insert into reservation.segments (id, reservation_id, position, flight_id, brand, cabin, brand_rule, adult_fare)
      select w.id, held.id, w.position, w."flightId", w.brand, w.cabin, w.rule, w."adultFare" from want w, held),
    passenger_rows as (
      insert into reservation.passengers (id, reservation_id, position, type, segment_types, surname,
        given_name, surname_key, korean_name, birth_date, gender)
      select p.id, held.id, p.position, p.type, p."segmentTypes", p.surname, p."givenName", p."surnameKey",
        p."koreanName", p."birthDate", p.gender
      from jsonb_to_recordset(${JSON.stringify(passengerRows(hold))}::jsonb)
        as p(id uuid, position int, type text, "segmentTypes" text[], surname text, "givenName" text,
             "surnameKey" text, "koreanName" text, "birthDate" date, gender text), held),
    line_rows as (
      insert into reservation.price_lines (reservation_id, kind, segment_position, passenger_position, amount)
      select held.id, l.kind, l."segmentIndex", l."passengerIndex", l.amount
      from jsonb_to_recordset(${JSON.stringify(hold.lines)}::jsonb)
        as l(kind text, "segmentIndex" int, "passengerIndex" int, amount bigint), held)`;

const passengerRows = (hold: HoldToWrite) =>
  hold.passengers.map(({ id, type, segmentTypes, details }, position) => ({
    id,
    position,
    ...details,
    type,
    segmentTypes,
    surnameKey: details && nameKey(details.surname),
  }));

/** Audit row and outbox row, in the statement that changes the state. */
function logRows(ctx: RequestContext, hold: HoldToWrite, { reservationId, locator }: HoldIds) {
  const held = event(reservationHeld, {
    reservationId,
    locator,
    customerId: hold.customerId,
    locale: hold.locale,
    contactEmail: hold.contact.email,
    totalAmount: hold.total,
    paymentDeadline: hold.paymentDeadline,
    segments: hold.segments.map((segment, n) => ({
      ...segmentFacts(segment),
      changedTypes: hold.passengers.flatMap(({ id, type, segmentTypes }) => {
        const here = segmentTypes?.[n] ?? type;
        return here === type ? [] : [{ passengerId: id, type: here }];
      }),
    })),
    passengers: hold.passengers.map(({ id, type, details }) => ({
      id,
      type,
      name: details && `${details.surname}/${details.givenName}`,
      ticketNumber: null,
    })),
  });
  return sql`
    audit_row as (
      insert into shared.audit_log (actor_kind, actor_id, action, entity, entity_id, after, correlation_id)
      select ${ctx.actor.kind}, ${actorId(ctx.actor)}, 'hold-seats', 'reservation', held.id::text,
        ${JSON.stringify({ locator, totalAmount: hold.total })}::jsonb, held.id from held),
    outbox_row as (
      insert into shared.outbox (id, name, version, data, correlation_id)
      select ${held.id}, ${held.name}, ${held.version}, ${JSON.stringify(held.data)}::jsonb, held.id from held)`;
}

async function enoughUnits(db: Database | Tx, hold: HoldToWrite): Promise<boolean> {
  const { rows } = await db.execute<{ enough: boolean }>(sql`
    select coalesce(bool_and(free >= ${unitsNeeded(hold.counts)}), false) as enough from (
      select (select count(*) from reservation.inventory_units u where u.flight_id = w."flightId"
        and u.cabin = w.cabin and u.unit <= w."unitLimit" and ${isFree}) as free
      from jsonb_to_recordset(${wantedSegments(hold)}::jsonb) as ${wantColumns}
      join reservation.flights f on f.id = w."flightId" and f.status = 'ON_SALE') x`);
  return rows[0]?.enough === true;
}
