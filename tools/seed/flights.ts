import { and, between, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { flights, seasonSchedules } from "@/db/schema/schedule";
import { outbox } from "@/db/schema/shared";
import { sellFlights } from "@/server/reservation/inventory/sell-flights";
import { datedFlights } from "@/server/schedule/domain/season-pattern";
import { type NewFlight, type PublishedFlights, publishFlights } from "@/server/schedule/publish-flights";
import { systemContext, transaction } from "@/server/shared/context";
import { uuidOf } from "@/server/shared/ids";
import { eachDay, isoWeekday, type LocalDate } from "@/server/shared/time";
import { aircraftOf } from "./data/aircraft";
import { airportOf } from "./data/airports";
import { flightFares } from "./data/fares";
import { routeOf } from "./data/routes";
import { type WeeklyFlight, weeklyFlights } from "./data/timetable";

export type Period = { from: LocalDate; to: LocalDate };

const ctx = systemContext("seed");
const FLIGHTS_PER_TRANSACTION = 500;
/** As many as the machine that this is meant for has cores. */
const SELLERS = 2;

/** The timetable's weekly patterns as season schedules; a later run extends their period. */
export async function seedSeasonSchedules(period: Period): Promise<void> {
  await database()
    .insert(seasonSchedules)
    .values(
      weeklyFlights.map((flight) => ({
        ...flight,
        id: scheduleId(flight),
        days: [...flight.days],
        periodFrom: period.from,
        periodTo: period.to,
        fares: faresOn(flight, period.from, period.from),
        createdBy: "seed",
      })),
    )
    .onConflictDoUpdate({
      target: seasonSchedules.id,
      set: { periodTo: sql`greatest(${seasonSchedules.periodTo}, excluded.period_to)` },
    });
}

/** The timetable's flights of a period that are not there yet, in order of departure. */
export async function missingFlights(period: Period): Promise<NewFlight[]> {
  const known = await database()
    .select({ designator: flights.designator, serviceDate: flights.serviceDate })
    .from(flights)
    .where(between(flights.serviceDate, period.from, period.to));
  const keys = new Set(known.map((flight) => `${flight.designator} ${flight.serviceDate}`));
  const days = eachDay(period.from, period.to).map((date) => ({ date, weekday: isoWeekday(date) }));
  return weeklyFlights
    .flatMap((weekly) => {
      const missing = days.filter(
        ({ date, weekday }) => weekly.days.includes(weekday) && !keys.has(`${weekly.designator} ${date}`),
      );
      return flightsOn(
        weekly,
        missing.map(({ date }) => date),
        period.from,
      );
    })
    .sort((one, other) => one.departsAt.localeCompare(other.departsAt));
}

/** Publishes flights and puts them on sale as the reaction to their event would. @returns how many. */
export async function sellTimetable(planned: readonly NewFlight[]): Promise<number> {
  const waiting: Told[] = [];
  let count = 0;
  for (let start = 0; start < planned.length; start += FLIGHTS_PER_TRANSACTION) {
    const part = planned.slice(start, start + FLIGHTS_PER_TRANSACTION);
    const { added, events } = await transaction(ctx, (tx) => publishFlights(tx, part));
    count += added.length;
    waiting.push(...events);
  }
  const seller = async () => {
    for (let told = waiting.shift(); told; told = waiting.shift()) await deliver(told);
  };
  await Promise.all(Array.from({ length: SELLERS }, seller));
  return count;
}

type Told = { id: string; data: PublishedFlights };

/** Does what the event asks for, and stamps it: the relay would only do it again. */
async function deliver({ id, data }: Told): Promise<void> {
  await sellFlights(ctx, data);
  await database()
    .update(outbox)
    .set({ publishedAt: sql`clock_timestamp()` })
    .where(and(eq(outbox.id, id), isNull(outbox.publishedAt)));
}

const scheduleId = (flight: WeeklyFlight) => uuidOf(`season-schedule ${flight.designator}`);

const faresOn = ({ origin, destination, aircraftType }: WeeklyFlight, date: LocalDate, soldOn: LocalDate) =>
  flightFares(routeOf(origin, destination), aircraftOf(aircraftType).layouts, date, soldOn);

/** The flights of a weekly pattern on certain dates, priced as on the day of the seeding. */
function flightsOn(weekly: WeeklyFlight, dates: readonly LocalDate[], soldOn: LocalDate): NewFlight[] {
  const [periodFrom, periodTo] = [dates.at(0), dates.at(-1)];
  if (periodFrom === undefined || periodTo === undefined) return [];
  const { designator, origin, destination, aircraftType } = weekly;
  const zones = { originZone: airportOf(origin).zone, destinationZone: airportOf(destination).zone };
  const { distanceMiles } = routeOf(origin, destination);
  return datedFlights({ ...weekly, ...zones, periodFrom, periodTo })
    .filter((flight) => dates.includes(flight.serviceDate))
    .map(({ serviceDate, departsAt, arrivesAt, departureDate, arrivalDate }) => ({
      ...{ serviceDate, departsAt, arrivesAt, departureDate, arrivalDate },
      ...{ designator, origin, destination, aircraftType, distanceMiles },
      scheduleId: scheduleId(weekly),
      fares: faresOn(weekly, serviceDate, soldOn),
    }));
}
