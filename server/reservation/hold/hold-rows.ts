import { sql } from "drizzle-orm";
import { reservationHeld } from "@/server/reservation/events";
import { withClient } from "@/server/shared/audit";
import { actorId, actorKind, type RequestContext } from "@/server/shared/context";
import { event } from "@/server/shared/outbox";
import { nameKey } from "@/server/shared/person-name";
import { traceparentFor } from "@/server/shared/trace-events";
import type { HoldIds, HoldToWrite } from "./compose-hold";

/** The common table expressions that write segments, passengers and price lines. They read `want` and `held`. */
export const detailRows = (hold: HoldToWrite) => sql`
    segment_rows as (
      insert into reservation.segments (id, reservation_id, position, flight_id, brand, cabin, brand_rule, adult_fare)
      select w.id, held.id, w.position, w."flightId", w.brand, w.cabin, w.rule, w."adultFare" from want w, held),
    passenger_rows as (
      insert into reservation.passengers (id, reservation_id, position, type, segment_types, surname,
        given_name, surname_key, korean_name, birth_date, gender, nationality)
      select p.id, held.id, p.position, p.type, p."segmentTypes", p.surname, p."givenName", p."surnameKey",
        p."koreanName", p."birthDate", p.gender, p.nationality
      from jsonb_to_recordset(${JSON.stringify(passengerRows(hold))}::jsonb)
        as p(id uuid, position int, type text, "segmentTypes" text[], surname text, "givenName" text,
             "surnameKey" text, "koreanName" text, "birthDate" date, gender text, nationality text), held),
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

/** The common table expressions that write the audit row and the outbox row. They read `held`. */
export function logRows(ctx: RequestContext, hold: HoldToWrite, ids: HoldIds) {
  const held = heldEvent(hold, ids);
  return sql`
    audit_row as (
      insert into shared.audit_log (actor_kind, actor_id, action, entity, entity_id, after, correlation_id)
      select ${actorKind(ctx.actor)}, ${actorId(ctx.actor)}, 'hold-seats', 'reservation', held.id::text,
        ${JSON.stringify(withClient(ctx, { locator: ids.locator, totalAmount: hold.total }))}::jsonb, held.id from held),
    outbox_row as (
      insert into shared.outbox (id, name, version, data, correlation_id, traceparent)
      select ${held.id}, ${held.name}, ${held.version}, ${JSON.stringify(held.data)}::jsonb, held.id,
        ${traceparentFor()}::text from held)`;
}

/** Builds the event from the hold as it is written; nobody has chosen a seat yet. */
function heldEvent(hold: HoldToWrite, { reservationId, locator }: HoldIds) {
  return event(reservationHeld, {
    reservationId,
    locator,
    customerId: hold.customerId,
    customerKind: hold.customerKind,
    locale: hold.locale,
    contactEmail: hold.contact.email,
    totalAmount: hold.total,
    paymentDeadline: hold.paymentDeadline,
    segments: hold.segments.map((segment, n) => ({
      ...eventSegment(segment),
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
}

function eventSegment({ id, offer, rule }: HoldToWrite["segments"][number]) {
  const { originCountry, destinationCountry, status, amount, unitLimit, ...flight } = offer;
  return { id, ...flight, mileageRatePercent: rule.mileageRatePercent };
}
