import { and, between, eq, isNull, like, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { flights, seasonSchedules } from "@/db/schema/schedule";
import { outbox } from "@/db/schema/shared";
import { sellFlights } from "@/server/reservation/sell-flights";
import { datedFlights } from "@/server/schedule/domain/season-pattern";
import { type NewFlight, publishFlights } from "@/server/schedule/publish-flights";
import { airline } from "@/server/shared/airline";
import { systemContext, transaction } from "@/server/shared/context";
import { uuidOf } from "@/server/shared/ids";
import type { LocalDate } from "@/server/shared/time";
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

/** The timetable's flights of a period that are not there yet. */
export async function missingFlights(period: Period): Promise<NewFlight[]> {
  const known = await database()
    .select({ designator: flights.designator, serviceDate: flights.serviceDate })
    .from(flights)
    .where(
      and(
        between(flights.serviceDate, period.from, period.to),
        like(flights.designator, `${airline.designator}%`),
      ),
    );
  const keys = new Set(known.map((flight) => `${flight.designator} ${flight.serviceDate}`));
  return weeklyFlights
    .flatMap((weekly) => flightsOf(weekly, period))
    .filter((flight) => !keys.has(`${flight.designator} ${flight.serviceDate}`))
    .sort((a, b) => a.departsAt.localeCompare(b.departsAt));
}

/** Publishes flights and puts them on sale as the reaction to their event would. @returns how many. */
export async function sellTimetable(planned: readonly NewFlight[]): Promise<number> {
  const jobs: (() => Promise<void>)[] = [];
  let count = 0;
  for (let start = 0; start < planned.length; start += FLIGHTS_PER_TRANSACTION) {
    const { added, events } = await transaction(ctx, (tx) =>
      publishFlights(tx, planned.slice(start, start + FLIGHTS_PER_TRANSACTION)),
    );
    count += added.length;
    jobs.push(
      ...events.map(
        ({ id, data }) =>
          () =>
            sellFlights(ctx, data).then(() => stampPublished(id)),
      ),
    );
  }
  await Promise.all(
    Array.from({ length: SELLERS }, async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) await job();
    }),
  );
  return count;
}

/** The seed has delivered this event itself; without the stamp the relay would do it again. */
async function stampPublished(eventId: string): Promise<void> {
  await database()
    .update(outbox)
    .set({ publishedAt: sql`clock_timestamp()` })
    .where(and(eq(outbox.id, eventId), isNull(outbox.publishedAt)));
}

const scheduleId = (flight: WeeklyFlight) => uuidOf(`season-schedule ${flight.designator}`);

const faresOn = ({ origin, destination, aircraftType }: WeeklyFlight, date: LocalDate, soldOn: LocalDate) =>
  flightFares(routeOf(origin, destination), aircraftOf(aircraftType).layouts, date, soldOn);

function flightsOf(weekly: WeeklyFlight, period: Period): NewFlight[] {
  const pattern = {
    ...weekly,
    originZone: airportOf(weekly.origin).zone,
    destinationZone: airportOf(weekly.destination).zone,
    periodFrom: period.from,
    periodTo: period.to,
  };
  const { designator, origin, destination, aircraftType } = weekly;
  const { distanceMiles } = routeOf(origin, destination);
  return datedFlights(pattern).map(({ serviceDate, departsAt, arrivesAt, departureDate, arrivalDate }) => ({
    ...{ serviceDate, departsAt, arrivesAt, departureDate, arrivalDate },
    ...{ designator, origin, destination, aircraftType, distanceMiles },
    scheduleId: scheduleId(weekly),
    fares: faresOn(weekly, serviceDate, period.from),
  }));
}
