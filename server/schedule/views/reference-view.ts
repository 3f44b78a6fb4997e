import { asc, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { aircraftTypes, airports } from "@/db/schema/schedule";
import { proposedFares, unitsByCabin } from "@/server/schedule/fare-rules";
import { readFlightFacts } from "@/server/schedule/flight-facts";
import {
  type AircraftTypeView,
  type AirportView,
  type FareProposal,
  type ProposeFaresInput,
  proposeFaresInput,
} from "@/server/schedule/schemas";
import { airline } from "@/server/shared/airline";
import type { CabinLayout } from "@/server/shared/cabin-layout";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";

/** All airports, Korean ones first. Only for staff. @throws AppError UNAUTHENTICATED, FORBIDDEN. */
export async function listAirports(ctx: RequestContext): Promise<AirportView[]> {
  requirePermission(ctx.actor, "schedule.read");
  return database()
    .select()
    .from(airports)
    .orderBy(sql`${airports.country} <> ${airline.homeCountry}`, asc(airports.code));
}

/** The aircraft types of the fleet. Only for staff. @throws AppError UNAUTHENTICATED, FORBIDDEN. */
export async function listAircraftTypes(ctx: RequestContext): Promise<AircraftTypeView[]> {
  requirePermission(ctx.actor, "schedule.read");
  const types = await database().select().from(aircraftTypes).orderBy(asc(aircraftTypes.nameEn));
  return types.map(({ layouts, ...type }) => ({ ...type, units: unitsByCabin(layouts as CabinLayout[]) }));
}

/**
 * The usual fares of a flight, as a start for a form. Only for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function proposeFares(ctx: RequestContext, input: ProposeFaresInput): Promise<FareProposal> {
  requirePermission(ctx.actor, "schedule.read");
  const facts = await readFlightFacts(database(), parse(proposeFaresInput, input));
  const { distanceMiles, blockMinutes } = facts;
  return { distanceMiles, blockMinutes, fares: proposedFares(facts) };
}
