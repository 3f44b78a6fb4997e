import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import { type CabinLayout, isExitSeat, seatsOf } from "@/server/shared/cabin-layout";
import type { Cabin, FareBrand, FlightScope } from "@/server/shared/fare-terms";
import { iso } from "./chance";

/** A flight as the past sells it. `departs` and `arrives` are milliseconds since 1970. */
export type DatedFlight = {
  id: number;
  designator: string;
  origin: string;
  destination: string;
  originCityKo: string;
  originCityEn: string;
  destinationCityKo: string;
  destinationCityEn: string;
  originZone: string;
  destinationZone: string;
  originCountry: string;
  destinationCountry: string;
  departureDate: string;
  aircraftType: string;
  distanceMiles: number;
  departs: number;
  arrives: number;
  scope: FlightScope;
  /** The unit limits of the brands on sale. */
  limits: Readonly<Partial<Record<FareBrand, number>>>;
  stock: Stock;
};

/** The units and seats of a flight that are not given away yet, by cabin. Units are taken from the highest down. */
export class Stock {
  readonly #taken = new Map<Cabin, Set<number>>();
  readonly #nextSeat = new Map<Cabin, number>();

  constructor(private readonly seats: ReadonlyMap<Cabin, readonly string[]>) {}

  /** Takes units up to a brand's limit, or none when there are too few. */
  takeUnits(cabin: Cabin, limit: number, count: number): number[] | null {
    const taken = this.#taken.get(cabin) ?? new Set<number>();
    const units: number[] = [];
    for (let unit = limit; unit > 0 && units.length < count; unit--) if (!taken.has(unit)) units.push(unit);
    if (units.length < count) return null;
    for (const unit of units) taken.add(unit);
    this.#taken.set(cabin, taken);
    return units;
  }

  returnUnits(cabin: Cabin, units: readonly number[]): void {
    for (const unit of units) this.#taken.get(cabin)?.delete(unit);
  }

  /** Takes the next free seats beside each other; none when too few are left. */
  takeSeats(cabin: Cabin, count: number): string[] {
    const all = this.seats.get(cabin) ?? [];
    const next = this.#nextSeat.get(cabin) ?? 0;
    if (next + count > all.length) return [];
    this.#nextSeat.set(cabin, next + count);
    return all.slice(next, next + count);
  }
}

type Read = Omit<DatedFlight, "scope" | "stock"> & { departsAt: string };

/** Reads every flight on sale with the places it flies between, by departure. */
export async function readFlights(tx: Tx): Promise<DatedFlight[]> {
  const layouts = await readSeats(tx);
  const { rows } = await tx.execute<{ flight: Read }>(sql`
    select jsonb_build_object('id', f.id, 'designator', f.designator, 'origin', f.origin, 'destination', f.destination,
      'originCityKo', o.city_ko, 'originCityEn', o.city_en, 'destinationCityKo', d.city_ko,
      'destinationCityEn', d.city_en, 'originZone', f.origin_zone, 'destinationZone', f.destination_zone,
      'originCountry', f.origin_country, 'destinationCountry', f.destination_country,
      'departureDate', f.departure_date, 'aircraftType', f.aircraft_type, 'distanceMiles', f.distance_miles,
      'departs', extract(epoch from f.departs_at) * 1000, 'arrives', extract(epoch from f.arrives_at) * 1000,
      'limits', (select jsonb_object_agg(fa.brand, fa.unit_limit) from reservation.fares fa where fa.flight_id = f.id)
    ) as flight
    from reservation.flights f
    join reservation.airports o on o.code = f.origin join reservation.airports d on d.code = f.destination
    where f.status = 'ON_SALE' order by f.departs_at, f.designator`);
  return rows.map(({ flight }) => ({
    ...flight,
    scope: scopeOf(flight),
    stock: new Stock(layouts.get(flight.aircraftType) ?? new Map()),
  }));
}

/** The seats that anybody may have, by aircraft type and cabin: those beside an exit are for whoever accepts conditions. */
async function readSeats(tx: Tx): Promise<Map<string, Map<Cabin, string[]>>> {
  const { rows } = await tx.execute<{ type: string; layouts: CabinLayout[] }>(
    sql`select aircraft_type as type, layouts from reservation.cabin_layouts`,
  );
  const freeSeats = (layout: CabinLayout) =>
    seatsOf(layout).flatMap((seat) => (isExitSeat(seat) ? [] : [seat.seat]));
  return new Map(
    rows.map(({ type, layouts }) => [
      type,
      new Map(layouts.map((layout) => [layout.cabin, freeSeats(layout)])),
    ]),
  );
}

/** A flight as the events of a reservation have it. */
export const eventFlight = (flight: DatedFlight) => ({
  flightId: flight.id,
  designator: flight.designator,
  origin: flight.origin,
  destination: flight.destination,
  originCityKo: flight.originCityKo,
  originCityEn: flight.originCityEn,
  destinationCityKo: flight.destinationCityKo,
  destinationCityEn: flight.destinationCityEn,
  originZone: flight.originZone,
  destinationZone: flight.destinationZone,
  departsAt: iso(flight.departs),
  arrivesAt: iso(flight.arrives),
  departureDate: flight.departureDate,
  distanceMiles: flight.distanceMiles,
});
