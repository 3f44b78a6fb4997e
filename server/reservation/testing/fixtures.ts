import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { holdSeats } from "@/server/reservation/hold/hold-seats";
import { sellFlights } from "@/server/reservation/inventory/sell-flights";
import { storePolicies } from "@/server/reservation/shop/sale-policies";
import { getBooking } from "@/server/reservation/views/booking-view";
import { type RequestContext, systemContext, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { FareBrandRule } from "../domain/fare-brand";
import {
  connectionPolicies,
  cutoffPolicies,
  holdCapPolicies,
  passengerPolicies,
  pricingPolicies,
  refundPolicies,
} from "../domain/policies.fixture";
import { testFlight } from "./flight";

/** What integration tests share: every test makes its own flights and its own customers. */

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
  changeFeeKrw: { DOMESTIC: 0, INTERNATIONAL: 0 },
  refundable,
  mileageRatePercent,
  validFrom: "2020-01-01",
  validTo: null,
});

export const policies = () => policiesWith({});

/** The same with narrower caps on holds. */
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
    }),
  );

let nextFlightId = 1;

const airports = [
  {
    code: "GMP",
    nameKo: "김포국제공항",
    nameEn: "Gimpo",
    cityKo: "서울",
    cityEn: "Seoul",
    cityCode: "SEL",
    country: "KR",
    zone: "Asia/Seoul",
  },
  {
    code: "CJU",
    nameKo: "제주국제공항",
    nameEn: "Jeju",
    cityKo: "제주",
    cityEn: "Jeju",
    cityCode: "CJU",
    country: "KR",
    zone: "Asia/Seoul",
  },
  {
    code: "FUK",
    nameKo: "후쿠오카공항",
    nameEn: "Fukuoka",
    cityKo: "후쿠오카",
    cityEn: "Fukuoka",
    country: "JP",
    zone: "Asia/Tokyo",
  },
];

type FlightOptions = {
  units?: number;
  saverLimit?: number;
  departsInDays?: number;
  origin?: string;
  destination?: string;
  originZone?: string;
  destinationZone?: string;
};

/** One flight as it is published: `units` economy units (STANDARD takes all, SAVER the first `saverLimit`). */
export function publishedFlight(options: FlightOptions = {}) {
  const { units = 6, saverLimit = units, departsInDays = 10, ...places } = options;
  const id = nextFlightId++;
  const flight = testFlight({
    id,
    departs: new Date(Date.now() + departsInDays * 86_400_000),
    designator: `MA${id}`,
    aircraftType: "TST",
    units,
    fares: [
      { brand: "SAVER", amount: 50_000, unitLimit: saverLimit },
      { brand: "STANDARD", amount: 80_000, unitLimit: units },
    ],
    ...places,
  });
  const published = {
    flights: [flight],
    airports,
    aircraft: [
      {
        code: "TST",
        nameKo: "시험기",
        nameEn: "Test",
        layouts: [{ cabin: "ECONOMY", columns: "ABC DEF", firstRow: 1, lastRow: 10, exitRows: [5] }],
      },
    ],
  };
  return { flightId: id, published };
}

/** Puts one flight on sale. */
export async function flightOnSale(options: FlightOptions = {}): Promise<number> {
  const { flightId, published } = publishedFlight(options);
  await sellFlights(systemContext("test"), published);
  return flightId;
}

/** A customer that nobody else uses. */
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

/** Who flies and where to write to, for a hold that is complete at once. The flights of tests leave at one time. */
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

/** A payment of just what a hold costs, as the payment context tells of it. */
export async function paymentOf(ctx: RequestContext, { reservationId }: { reservationId: string }) {
  const { totalAmount } = await getBooking(ctx, reservationId);
  return { reservationId, paymentId: uuidv7(), amount: totalAmount };
}

/** Moves a hold's deadline by the database's clock, so that no test waits for one. */
export async function moveDeadline(reservationId: string, milliseconds: number): Promise<void> {
  await database().execute(sql`
    with r as (update reservation.reservations
      set payment_deadline = clock_timestamp() + make_interval(secs => ${milliseconds / 1000})
      where id = ${reservationId} returning id, payment_deadline)
    update reservation.inventory_units u set held_until = r.payment_deadline from r where u.reservation_id = r.id`);
}

export type UnitCounts = { sold: number; held: number; free: number };

export async function unitCounts(flightId: number): Promise<UnitCounts> {
  const { rows } = await database().execute<UnitCounts>(sql`
    select (count(*) filter (where sold))::int as sold,
      (count(*) filter (where not sold and held_until > clock_timestamp()))::int as held,
      (count(*) filter (where not sold and (held_until is null or held_until <= clock_timestamp())))::int as free
    from reservation.inventory_units where flight_id = ${flightId}`);
  return rows[0] as UnitCounts;
}

/** Data of the last event recorded for a reservation. */
export async function lastEvent(reservationId: string): Promise<Record<string, unknown>> {
  const { rows } = await database().execute<{ data: Record<string, unknown> }>(
    sql`select data from shared.outbox where correlation_id = ${reservationId} order by seq desc limit 1`,
  );
  return rows[0]?.data ?? {};
}

/** Names of the events recorded for a reservation, in order. */
export async function eventNames(reservationId: string): Promise<string[]> {
  const { rows } = await database().execute<{ name: string }>(
    sql`select name from shared.outbox where correlation_id = ${reservationId} order by seq`,
  );
  return rows.map((r) => r.name.replace(/^reservation\//, ""));
}
