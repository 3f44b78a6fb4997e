import { count, eq } from "drizzle-orm";
import { flights as flightTable, seasonSchedules } from "@/db/schema/schedule";
import { audit } from "@/server/shared/audit";
import {
  databaseNow,
  type RequestContext,
  requirePermission,
  type TxContext,
  transaction,
} from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { requireConfirmation, unusualFields } from "./confirmation-rules";
import { completeFares } from "./fare-rules";
import { readFlightFacts } from "./flight-facts";
import { ownDesignator, plannedFlights } from "./planned-flight-rules";
import { type NewFlight, publishFlights } from "./publish-flights";
import { type RegisterSeasonScheduleInput, registerSeasonScheduleInput } from "./schemas";

export type RegisteredSchedule = { scheduleId: string; flights: number };
type NewSchedule = typeof seasonSchedules.$inferInsert;

/**
 * Puts a weekly pattern on sale over a period: all of its flights or none. Only for staff. A second call with the same
 * id returns the first answer.
 *
 * @throws AppError INVALID_INPUT (also for unusual values that were not confirmed, with `confirmed`) ·
 *   FLIGHT_ALREADY_EXISTS with an entry `dates.YYYY-MM-DD` for each date that has a flight with this designator ·
 *   CONFLICT when another schedule has this id.
 */
export async function registerSeasonSchedule(
  ctx: RequestContext,
  input: RegisterSeasonScheduleInput,
): Promise<RegisteredSchedule> {
  const admin = requirePermission(ctx.actor, "schedule.change");
  const { confirmed, ...given } = parse(registerSeasonScheduleInput, input);
  const designator = ownDesignator(given.designator);
  return transaction(ctx, async (tx) => {
    const facts = await readFlightFacts(tx.tx, given);
    const fares = completeFares(given.fares, facts.aircraft.layouts);
    const days = [...new Set(given.days)].sort();
    const schedule = { ...given, designator, days, fares, createdBy: admin.id };
    if (!(await insertSchedule(tx, schedule))) return earlierAnswer(tx, schedule);
    const dated = plannedFlights(schedule, facts, await databaseNow(tx.tx));
    const period = { from: given.periodFrom, to: given.periodTo };
    const entry = { flights: dated, period, fares, blockField: "blockMinutes" as const };
    requireConfirmation(unusualFields(entry, facts), confirmed);
    const { id: scheduleId, origin, destination, aircraftType } = schedule;
    const { distanceMiles } = facts;
    const common = { scheduleId, designator, origin, destination, aircraftType, distanceMiles, fares };
    await publishAll(
      tx,
      dated.map((flight) => ({ ...flight, ...common })),
    );
    await audit(tx, {
      action: "register-season-schedule",
      entity: "season-schedule",
      entityId: scheduleId,
      after: { ...schedule, flights: dated.length },
    });
    return { scheduleId, flights: dated.length };
  });
}

async function insertSchedule({ tx }: TxContext, schedule: NewSchedule): Promise<boolean> {
  const inserted = await tx.insert(seasonSchedules).values(schedule).onConflictDoNothing().returning();
  return inserted.length === 1;
}

async function publishAll(tx: TxContext, flights: NewFlight[]): Promise<void> {
  const { added } = await publishFlights(tx, flights);
  if (added.length === flights.length) return;
  const free = new Set(added.map((flight) => flight.serviceDate));
  const taken = flights.map((flight) => flight.serviceDate).filter((date) => !free.has(date));
  throw new AppError("FLIGHT_ALREADY_EXISTS", {
    fieldErrors: Object.fromEntries(taken.map((date) => [`dates.${date}`, "flightExists"])),
  });
}

async function earlierAnswer({ tx }: TxContext, wanted: NewSchedule): Promise<RegisteredSchedule> {
  const [known] = await tx.select().from(seasonSchedules).where(eq(seasonSchedules.id, wanted.id));
  const facts = (of: NewSchedule | undefined) =>
    JSON.stringify([
      of?.designator,
      of?.origin,
      of?.destination,
      of?.periodFrom,
      of?.periodTo,
      of?.days,
      of?.departureTime,
      of?.blockMinutes,
      of?.aircraftType,
      of?.fares.map(({ brand, amount, unitLimit }) => [brand, amount, unitLimit]),
    ]);
  if (facts(known) !== facts(wanted)) throw new AppError("CONFLICT");
  const [row] = await tx
    .select({ flights: count() })
    .from(flightTable)
    .where(eq(flightTable.scheduleId, wanted.id));
  return { scheduleId: wanted.id, flights: row?.flights ?? 0 };
}
