import { asc, inArray, sql } from "drizzle-orm";
import { aircraftTypes, airports, type FareRow } from "@/db/schema/schedule";
import type { CabinLayout } from "@/server/shared/cabin-layout";
import type { TxContext } from "@/server/shared/context";
import type { DataOf } from "@/server/shared/events";
import { uuidv7 } from "@/server/shared/ids";
import { event, recordEvents } from "@/server/shared/outbox";
import { flightsPublished } from "./events";
import { unitsByCabin } from "./fare-rules";

export type NewFlight = {
  scheduleId: string | null;
  designator: string;
  serviceDate: string;
  origin: string;
  destination: string;
  departsAt: string;
  arrivesAt: string;
  departureDate: string;
  arrivalDate: string;
  aircraftType: string;
  distanceMiles: number;
  fares: readonly FareRow[];
};

export type PublishedFlights = DataOf<typeof flightsPublished>;
type AddedFlight = NewFlight & { id: number };
type PublishedResult = {
  /** In the given order, without the flights whose designator and date are taken. */
  added: AddedFlight[];
  /** The recorded events, for callers that put the flights on sale themselves. */
  events: { id: string; data: PublishedFlights }[];
};

/** An event must stay well below the engine's limit of 512 kB. */
export const FLIGHTS_PER_EVENT = 100;

/**
 * Inserts dated flights with their fares and records `flights.published`. The number of statements does not grow with
 * the number of flights. A flight whose designator and date are taken is left out; the caller decides what follows.
 */
export async function publishFlights(
  ctx: TxContext,
  flights: readonly NewFlight[],
): Promise<PublishedResult> {
  const ids = await insertFlights(ctx, flights);
  const added = flights.flatMap((flight) => {
    const id = ids.get(keyOf(flight));
    return id === undefined ? [] : [{ ...flight, id }];
  });
  if (added.length === 0) return { added, events: [] };
  await insertFares(ctx, added);
  const dataOf = await publishedDataOf(ctx, added);
  const events = chunks(added).map((chunk) =>
    event(flightsPublished, dataOf(chunk), { correlationId: uuidv7() }),
  );
  await recordEvents(ctx, events);
  return { added, events: events.map(({ id, data }) => ({ id, data: data as PublishedFlights })) };
}

const keyOf = (flight: { designator: string; serviceDate: string }) =>
  `${flight.designator} ${flight.serviceDate}`;

async function insertFlights({ tx }: TxContext, flights: readonly NewFlight[]): Promise<Map<string, number>> {
  const { rows } = await tx.execute<{ id: number; designator: string; serviceDate: string }>(sql`
    insert into schedule.flights (schedule_id, designator, service_date, origin, destination, departs_at,
      arrives_at, departure_date, arrival_date, aircraft_type, status)
    select "scheduleId", designator, "serviceDate", origin, destination, "departsAt",
      "arrivesAt", "departureDate", "arrivalDate", "aircraftType", 'ON_SALE'
    from jsonb_to_recordset(${JSON.stringify(flights)}::jsonb)
      as f("scheduleId" uuid, designator text, "serviceDate" date, origin text, destination text,
           "departsAt" timestamptz, "arrivesAt" timestamptz, "departureDate" date, "arrivalDate" date,
           "aircraftType" text)
    on conflict (designator, service_date) do nothing
    returning id, designator, service_date::text as "serviceDate"`);
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}

async function insertFares({ tx }: TxContext, flights: AddedFlight[]): Promise<void> {
  const rows = flights.flatMap(({ id, fares }) => fares.map((fare) => ({ ...fare, id })));
  await tx.execute(sql`
    insert into schedule.flight_fares (flight_id, brand, cabin, amount, unit_limit)
    select id, brand, cabin, amount, "unitLimit"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as f(id int, brand text, cabin text, amount bigint, "unitLimit" int)`);
}

/** Reads airports and aircraft once. Returns a function that makes an event's data from its flights. */
export async function publishedDataOf({ tx }: Pick<TxContext, "tx">, flights: AddedFlight[]) {
  const aircraftCodes = [...new Set(flights.map((flight) => flight.aircraftType))];
  const airportCodes = [...new Set(flights.flatMap((flight) => [flight.origin, flight.destination]))];
  const knownAircraft = await tx
    .select()
    .from(aircraftTypes)
    .where(inArray(aircraftTypes.code, aircraftCodes))
    .orderBy(asc(aircraftTypes.code));
  // Always in the same order: two events with new airports must not wait for each other.
  const knownAirports = await tx
    .select()
    .from(airports)
    .where(inArray(airports.code, airportCodes))
    .orderBy(asc(airports.code));
  const units = new Map(
    knownAircraft.map((type) => [type.code, unitsByCabin(type.layouts as CabinLayout[])]),
  );
  return (chunk: AddedFlight[]): PublishedFlights => ({
    flights: chunk.map((flight) => ({
      ...flight,
      version: 1,
      fares: [...flight.fares],
      units: units.get(flight.aircraftType) ?? {},
    })),
    airports: knownAirports.filter(({ code }) =>
      chunk.some((flight) => flight.origin === code || flight.destination === code),
    ),
    aircraft: knownAircraft.filter(({ code }) => chunk.some((flight) => flight.aircraftType === code)),
  });
}

export function chunks<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / FLIGHTS_PER_EVENT);
  return Array.from({ length: count }, (_, n) =>
    all.slice(n * FLIGHTS_PER_EVENT, (n + 1) * FLIGHTS_PER_EVENT),
  );
}
