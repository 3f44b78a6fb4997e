import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { changes } from "@/db/schema/reservation";
import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import {
  connectionPolicies,
  cutoffPolicies,
  holdCapPolicies,
  nameCorrectionPolicies,
  passengerPolicies,
  pricingPolicies,
  refundPolicies,
} from "@/server/reservation/domain/policies.fixture";
import { holdSeats } from "@/server/reservation/hold/hold-seats";
import { storePolicies } from "@/server/reservation/shop/sale-policies";
import { getBooking } from "@/server/reservation/views/booking-view";
import { type RequestContext, systemContext, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

/** Shared by the integration tests. Each test makes its own flights and its own customers. */

export { flightOnSale, publishedFlight } from "./published-flight";

const brand = (
  name: FareBrandRule["brand"],
  mileageRatePercent: number,
  refundable = true,
): FareBrandRule => ({
  brand: name,
  cabin: name === "BUSINESS" ? "BUSINESS" : "ECONOMY",
  nameKo: name,
  nameEn: name,
  seatSharePercent: 100,
  checkedBaggageKg: { DOMESTIC: 15, INTERNATIONAL: 23 },
  carryOnKg: 10,
  changeFeeKrw: { DOMESTIC: 3_000, INTERNATIONAL: 50_000 },
  refundable,
  mileageRatePercent,
  validFrom: "2020-01-01",
  validTo: null,
});

/** Stores the rules of sale that the tests use. */
export const policies = () => policiesWith({});

/** Stores the same rules with other caps on holds. */
export const policiesWith = (caps: Parameters<typeof holdCapPolicies>[0]) =>
  transaction(systemContext("test"), (tx) =>
    storePolicies(tx, "2020-01-01", {
      FARE_BRANDS: [
        brand("SAVER", 50, false),
        brand("STANDARD", 100),
        brand("FLEX", 120),
        brand("BUSINESS", 150),
      ],
      PRICING: pricingPolicies,
      REFUND: refundPolicies,
      CUTOFFS: cutoffPolicies,
      CONNECTIONS: connectionPolicies,
      HOLD_CAPS: holdCapPolicies(caps),
      PASSENGERS: passengerPolicies,
      NAME_CORRECTIONS: nameCorrectionPolicies,
    }),
  );

/** Makes a customer that no other test uses. */
export function customer(): RequestContext & {
  actor: { kind: "CUSTOMER"; id: string; email: string; address: string };
} {
  const id = uuidv7();
  return { actor: { kind: "CUSTOMER", id, email: `${id}@example.com`, address: `test-${id}` } };
}

export const system = systemContext("test");

export const adult = (surname = "KIM", givenName = "MINJI") => ({
  type: "ADULT" as const,
  surname,
  givenName,
  birthDate: "1990-05-05",
  gender: "F" as const,
});

/** Passengers and contact of a hold that is complete at once. The flights of tests overlap, so overlaps are confirmed. */
export const named = {
  passengers: [adult()],
  contact: { email: "minji@example.com" },
  overlapConfirmed: true,
};

/** Holds a seat for one adult, unless `more` says otherwise. */
export const hold = (ctx: RequestContext, flightId: number, more: Record<string, unknown> = {}) =>
  holdSeats(ctx, {
    segments: [{ flightId, brand: "STANDARD" }],
    adults: 1,
    idempotencyKey: uuidv7(),
    ...more,
  });

/** Makes a payment of the exact price of a hold, as the payment context reports it. */
export async function paymentOf(ctx: RequestContext, { reservationId }: { reservationId: string }) {
  const { totalAmount } = await getBooking(ctx, reservationId);
  return { reservationId, paymentId: uuidv7(), amount: totalAmount };
}

/** Moves the deadline of a hold to so many milliseconds from the database's clock: no test waits for one. */
export async function moveDeadline(reservationId: string, milliseconds: number): Promise<void> {
  await database().execute(sql`
    with r as (update reservation.reservations
      set payment_deadline = clock_timestamp() + make_interval(secs => ${milliseconds / 1000})
      where id = ${reservationId} returning id, payment_deadline)
    update reservation.inventory_units u set held_until = r.payment_deadline from r where u.reservation_id = r.id`);
}

export type UnitCounts = { sold: number; held: number; free: number };

/** Counts the units of a flight. */
export async function unitCounts(flightId: number): Promise<UnitCounts> {
  const { rows } = await database().execute<UnitCounts>(sql`
    select (count(*) filter (where u.sold))::int as sold,
      (count(*) filter (where not u.sold and u.held_until > clock_timestamp()))::int as held,
      (count(*) filter (where not u.sold and (u.held_until is null or u.held_until <= clock_timestamp())))::int as free
    from reservation.inventory_units u where u.flight_id = ${flightId}`);
  return rows[0] as UnitCounts;
}

/** Returns the data of the last event of a reservation. */
export async function lastEvent(reservationId: string): Promise<Record<string, unknown>> {
  const { rows } = await database().execute<{ data: Record<string, unknown> }>(
    sql`select data from shared.outbox where correlation_id = ${reservationId} order by seq desc limit 1`,
  );
  return rows[0]?.data ?? {};
}

/** Returns the names of a reservation's events, in order. */
export async function eventNames(reservationId: string): Promise<string[]> {
  const { rows } = await database().execute<{ name: string }>(
    sql`select name from shared.outbox where correlation_id = ${reservationId} order by seq`,
  );
  return rows.map((r) => r.name.replace(/^reservation\//, ""));
}

/** Stores a quote for all coupons of a reservation, as `quoteRefundOf` would. @returns its id. */
export async function quoteOf(
  reservationId: string,
  balance: number,
  { whole = false, quotedAt = new Date() } = {},
): Promise<string> {
  const id = uuidv7();
  const { rows } = await database().execute<{ coupons: string[]; version: number }>(sql`
    select r.version, (select coalesce(jsonb_agg(k.id), '[]') from reservation.coupons k
      where k.reservation_id = r.id) as coupons from reservation.reservations r where r.id = ${reservationId}`);
  const { coupons, version } = rows[0] as { coupons: string[]; version: number };
  await database()
    .insert(changes)
    .values({
      id,
      reservationId,
      kind: "CANCEL",
      status: "QUOTED",
      balance,
      quote: { coupons, whole },
      baseVersion: version,
      cause: "CUSTOMER",
      askedByKind: "CUSTOMER",
      quotedAt,
      expiresAt: new Date(Date.now() + 60_000),
    });
  return id;
}
