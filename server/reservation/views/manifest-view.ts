import { sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { flightScopeSql } from "@/server/reservation/inventory/predicates";
import { personKeySql } from "@/server/reservation/passengers/check-travel-conflicts";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { personalDataFor } from "@/server/shared/personal-data";
import { ageOn } from "@/server/shared/time";
import { companionsOf } from "./companion-rules";
import { type ManifestRow, manifestInput } from "./staff-schemas";

type StoredRow = Omit<ManifestRow, "age" | "companion"> & { position: number; departureDate: string };

/**
 * The passengers who fly or flew on a flight, by name or by seat. Reservations that were cancelled after the flight had
 * been flown are included, those that missed it are not. A person who is on the flight twice is marked. Contacts, birth
 * dates and nationalities are masked for staff who may not read personal data.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function passengerManifest(
  ctx: RequestContext,
  flightId: number,
  input: z.input<typeof manifestInput> = {},
): Promise<ManifestRow[]> {
  requirePermission(ctx.actor, "reservation.read");
  const { sort, type } = parse(manifestInput, input);
  const stored = await passengersOn(flightId);
  const companions = companionsOf(stored);
  const personal = personalDataFor(ctx.actor);
  const rows = stored
    .filter((row) => type === undefined || row.type === type)
    .map((row): ManifestRow => {
      const { position, departureDate, birthDate, ...shown } = row;
      const companion = companions.get(row);
      return {
        ...shown,
        birthDate: birthDate && personal.birthDate(birthDate),
        nationality: row.nationality && personal.nationality(row.nationality),
        age: birthDate === null ? null : ageOn(birthDate, departureDate),
        companion: companion ? { name: companion.name, seat: companion.seat } : null,
        contactEmail: personal.email(row.contactEmail),
        contactPhone: row.contactPhone && personal.phone(row.contactPhone),
        checkedBaggageKg: row.type === "INFANT" ? null : row.checkedBaggageKg,
      };
    });
  return sort === "seat" ? rows.toSorted(bySeat) : rows;
}

/** Everybody with a coupon that is used or can be; its passenger's ticket and type are those of the coupon. */
async function passengersOn(flightId: number): Promise<StoredRow[]> {
  const { rows } = await database().execute<StoredRow>(sql`
    select p.surname || '/' || p.given_name as name, k.passenger_type as type, p.birth_date::text as "birthDate",
      p.gender, p.nationality, r.contact_email as "contactEmail", r.contact_phone as "contactPhone",
      r.locator, r.id as "reservationId", k.ticket_number as "ticketNumber", s.brand,
      (s.brand_rule->'checkedBaggageKg'->>(${flightScopeSql}))::int as "checkedBaggageKg", a.seat,
      p.position, f.departure_date::text as "departureDate",
      count(*) over (partition by ${personKeySql}) > 1 as duplicate
    from reservation.segments s
    join reservation.flights f on f.id = s.flight_id
    join reservation.coupons k on k.segment_id = s.id and k.state in ('OPEN', 'CHECKED_IN', 'FLOWN')
    join reservation.reservations r on r.id = k.reservation_id
    join reservation.passengers p on p.id = k.passenger_id
    left join reservation.seat_assignments a on a.segment_id = s.id and a.passenger_id = p.id and a.active
    where s.flight_id = ${flightId} order by p.surname, p.given_name, r.locator, p.position`);
  return rows;
}

/** By row and letter, from the front of the cabin. An infant on a lap stands beside its guardian; no seat comes last. */
function bySeat(a: ManifestRow, b: ManifestRow): number {
  return placeOf(a).localeCompare(placeOf(b)) || a.name.localeCompare(b.name);
}

function placeOf({ seat, type, companion }: ManifestRow): string {
  const place = seat ?? (type === "INFANT" ? companion?.seat : null);
  if (!place) return "~";
  return `${place.replace(/\D/g, "").padStart(3, "0")}${place.replace(/\d/g, "")}${type === "INFANT" ? "+" : ""}`;
}
