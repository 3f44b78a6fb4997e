import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { cabinLayouts, policies } from "@/db/schema/reservation";
import * as schedule from "@/db/schema/schedule";
import { type SalePolicies, storePolicies } from "@/server/reservation/shop/sale-policies";
import { systemContext, transaction } from "@/server/shared/context";
import type { LocalDate } from "@/server/shared/time";
import { aircraftTypes } from "./data/aircraft";
import { airports } from "./data/airports";
import { connectionPolicies } from "./data/connections";
import { cutoffPolicies } from "./data/cutoffs";
import { fareBrandRules } from "./data/fares";
import { holdCapPolicies } from "./data/hold-caps";
import { nameCorrectionPolicies } from "./data/name-corrections";
import { passengerPolicies } from "./data/passengers";
import { pricingPolicies } from "./data/policies";
import { refundPolicies } from "./data/refund-policies";
import { routes } from "./data/routes";

/** Airports, fleet and network. What is there already is left as it is, but for what `drawCabins` adds. */
export async function seedReference(): Promise<void> {
  await database().transaction(async (tx) => {
    await tx
      .insert(schedule.airports)
      .values([...airports])
      .onConflictDoNothing();
    await tx
      .insert(schedule.aircraftTypes)
      .values(aircraftTypes.map((type) => ({ ...type, layouts: [...type.layouts] })))
      .onConflictDoNothing();
    await tx
      .insert(schedule.routes)
      .values(
        routes.map(({ origin, destination, distanceMiles, blockMinutes }) => ({
          origin,
          destination,
          distanceMiles,
          blockMinutes,
        })),
      )
      .onConflictDoNothing();
    await drawCabins(tx);
  });
}

/** Adds doors, galleys, lavatories and wings to the layouts of an earlier release, which had the same seats and nothing else. */
async function drawCabins(tx: Tx): Promise<void> {
  const known = JSON.stringify(
    aircraftTypes.map(({ code, layouts }) => {
      const seatsOnly = layouts.map(({ fixtures: _, wingRows: __, ...seats }) => seats);
      return { code, layouts, seatsOnly };
    }),
  );
  for (const [table, key] of [
    [schedule.aircraftTypes, schedule.aircraftTypes.code],
    [cabinLayouts, cabinLayouts.aircraftType],
  ] as const)
    await tx.execute(sql`
      update ${table} set layouts = known.layouts
      from jsonb_to_recordset(${known}::jsonb) as known(code text, layouts jsonb, "seatsOnly" jsonb)
      where ${key} = known.code and ${table.layouts} = known."seatsOnly"`);
}

/** The rules carry their own dates; this document of them holds from before the first sale. */
const POLICIES_VALID_FROM = "2024-01-01";

/** The rules of sale, as far as the airline has none of that kind yet. */
export async function seedPolicies(today: LocalDate): Promise<void> {
  const all: SalePolicies = {
    FARE_BRANDS: fareBrandRules,
    PRICING: pricingPolicies(today),
    REFUND: refundPolicies,
    CUTOFFS: cutoffPolicies,
    CONNECTIONS: connectionPolicies,
    HOLD_CAPS: holdCapPolicies,
    PASSENGERS: passengerPolicies,
    NAME_CORRECTIONS: nameCorrectionPolicies,
  };
  const present = await database().selectDistinct({ kind: policies.kind }).from(policies);
  const missing = Object.entries(all).filter(([kind]) => !present.some((row) => row.kind === kind));
  if (missing.length === 0) return;
  await transaction(systemContext("seed"), (tx) =>
    storePolicies(tx, POLICIES_VALID_FROM, Object.fromEntries(missing)),
  );
}
