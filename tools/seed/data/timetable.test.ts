import { describe, expect, it } from "vitest";
import { checkPattern, datedFlights, type SeasonPattern } from "@/server/schedule/domain/season-pattern";
import { minutesBetween } from "@/server/shared/time";
import { aircraftTypes } from "./aircraft";
import { airportOf } from "./airports";
import { routes } from "./routes";
import { type WeeklyFlight, weeklyFlights } from "./timetable";

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const patternOf = (flight: WeeklyFlight, periodFrom: string, periodTo: string): SeasonPattern => ({
  ...flight,
  originZone: airportOf(flight.origin).zone,
  destinationZone: airportOf(flight.destination).zone,
  periodFrom,
  periodTo,
});
/** Two weeks in each of the northern winter and summer seasons. */
const seasons = [
  ["2026-01-05", "2026-01-18"],
  ["2026-07-06", "2026-07-19"],
] as const;

describe("timetable", () => {
  it("has at least 110 flights on each day of the week", () => {
    for (const day of everyDay) {
      expect(weeklyFlights.filter((flight) => flight.days.includes(day)).length).toBeGreaterThanOrEqual(110);
    }
  });

  it("flies Gimpo–Jeju every hour and a quarter, and every route of the network", () => {
    const shuttle = weeklyFlights.filter((flight) => flight.origin === "GMP" && flight.destination === "CJU");
    expect(shuttle).toHaveLength(12);
    for (const flight of shuttle) expect(flight.days).toEqual(everyDay);
    const flown = new Set(weeklyFlights.map((flight) => `${flight.origin} ${flight.destination}`));
    expect(flown).toEqual(new Set(routes.map((route) => `${route.origin} ${route.destination}`)));
  });

  it("gives each flight a number of its own, odd out and the next even one back", () => {
    const byNumber = new Map(weeklyFlights.map((flight) => [Number(flight.designator.slice(2)), flight]));
    expect(byNumber.size).toBe(weeklyFlights.length);
    for (const [number, flight] of byNumber) {
      if (number % 2 === 0) continue;
      const back = byNumber.get(number + 1);
      expect([back?.origin, back?.destination]).toEqual([flight.destination, flight.origin]);
      expect(back?.days).toHaveLength(flight.days.length);
    }
  });

  it.each(seasons)("can be published from %s to %s", (from, to) => {
    const fleet = aircraftTypes.map((type) => type.code);
    for (const flight of weeklyFlights) expect(checkPattern(patternOf(flight, from, to), fleet)).toEqual([]);
  });

  it.each(seasons)("leaves 35 minutes to turn round, from %s to %s", (from, to) => {
    for (let index = 0; index < weeklyFlights.length; index += 2) {
      const [out, back] = weeklyFlights.slice(index, index + 2) as [WeeklyFlight, WeeklyFlight];
      const returns = datedFlights(patternOf(back, from, to));
      for (const { arrivesAt } of datedFlights(patternOf(out, from, to)).slice(0, 3)) {
        const next = returns.find((flight) => flight.departsAt > arrivesAt);
        const minutes = minutesBetween(arrivesAt, next?.departsAt ?? "");
        expect(`${out.designator} ${minutes >= 35 && minutes <= 300}`).toBe(`${out.designator} true`);
      }
    }
  });

  it("keeps Gimpo's curfew from 23:00 to 06:00", () => {
    for (const flight of weeklyFlights) {
      const [dated] = datedFlights(patternOf(flight, ...seasons[1]));
      const times = [];
      if (flight.origin === "GMP") times.push(dated?.departureTime ?? "");
      if (flight.destination === "GMP") times.push(dated?.arrivalTime ?? "");
      for (const time of times) expect(time >= "06:00" && time < "23:00").toBe(true);
    }
  });
});
