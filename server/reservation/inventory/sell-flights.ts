import { sql } from "drizzle-orm";
import type { soldFlights } from "@/server/reservation/contracts";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import type { DataOf } from "@/server/shared/events";

type Published = DataOf<typeof soldFlights>;

/**
 * Puts published flights on sale: copies the flights with their fares, and writes one inventory unit per seat. Flights
 * that have been copied before are left as they are, so it is safe to run twice and after a cancellation.
 */
export async function sellFlights(ctx: RequestContext, published: Published): Promise<void> {
  requireSystem(ctx.actor);
  await transaction(ctx, async (tx) => {
    await copyReferenceData(tx, published);
    const added = await copyFlights(tx, published);
    if (added.length > 0) await addFaresAndUnits(tx, published, added);
  });
}

async function copyReferenceData({ tx }: TxContext, { airports, aircraft }: Published) {
  await tx.execute(sql`
    insert into reservation.airports (code, name_ko, name_en, city_ko, city_en, city_code, country, zone)
    select code, "nameKo", "nameEn", "cityKo", "cityEn", "cityCode", country, zone
    from jsonb_to_recordset(${JSON.stringify(airports)}::jsonb) as a(code text, "nameKo" text, "nameEn" text,
      "cityKo" text, "cityEn" text, "cityCode" text, country text, zone text)
    on conflict (code) do nothing`);
  // An earlier release wrote airports without their city.
  await tx.execute(sql`
    update reservation.airports a set city_code = p."cityCode"
    from jsonb_to_recordset(${JSON.stringify(airports)}::jsonb) as p(code text, "cityCode" text)
    where a.code = p.code and a.city_code is null and p."cityCode" is not null`);
  await tx.execute(sql`
    insert into reservation.cabin_layouts (aircraft_type, name_ko, name_en, layouts)
    select code, "nameKo", "nameEn", layouts
    from jsonb_to_recordset(${JSON.stringify(aircraft)}::jsonb)
      as a(code text, "nameKo" text, "nameEn" text, layouts jsonb)
    on conflict (aircraft_type) do nothing`);
}

async function copyFlights({ tx }: TxContext, { flights }: Published): Promise<number[]> {
  const { rows } = await tx.execute<{ id: number }>(sql`
    insert into reservation.flights (id, designator, origin, destination, origin_zone, destination_zone,
      origin_country, destination_country, departure_date, arrival_date, departs_at, arrives_at,
      aircraft_type, distance_miles, status, version)
    select f.id, f.designator, f.origin, f.destination, o.zone, d.zone, o.country, d.country,
      f."departureDate", f."arrivalDate", f."departsAt", f."arrivesAt", f."aircraftType",
      f."distanceMiles", 'ON_SALE', f.version
    from jsonb_to_recordset(${JSON.stringify(flights)}::jsonb)
      as f(id int, version int, designator text, origin text, destination text, "departsAt" timestamptz,
           "arrivesAt" timestamptz, "departureDate" date, "arrivalDate" date, "aircraftType" text,
           "distanceMiles" int)
    join reservation.airports o on o.code = f.origin
    join reservation.airports d on d.code = f.destination
    on conflict (id) do nothing
    returning id`);
  return rows.map((r) => r.id);
}

async function addFaresAndUnits({ tx }: TxContext, { flights }: Published, added: number[]) {
  const known = new Set(added);
  const payload = JSON.stringify(
    flights.filter((f) => known.has(f.id)).map(({ id, units, fares }) => ({ id, units, fares })),
  );
  await tx.execute(sql`
    insert into reservation.fares (flight_id, brand, cabin, amount, unit_limit)
    select f.id, x.brand, x.cabin, x.amount, x."unitLimit"
    from jsonb_to_recordset(${payload}::jsonb) as f(id int, fares jsonb),
      jsonb_to_recordset(f.fares) as x(brand text, cabin text, amount bigint, "unitLimit" int)`);
  await tx.execute(sql`
    insert into reservation.inventory_units (flight_id, cabin, unit)
    select f.id, c.key, u
    from jsonb_to_recordset(${payload}::jsonb) as f(id int, units jsonb),
      jsonb_each_text(f.units) as c, generate_series(1, c.value::int) as u`);
}
