import type { LocalTime } from "@/server/shared/time";
import { routeOf } from "./routes";

/** A flight of every week, without its period: local departure, and weekdays of departure (1 = Monday). */
export interface WeeklyFlight {
  readonly designator: string;
  readonly origin: string;
  readonly destination: string;
  readonly days: readonly number[];
  readonly departureTime: LocalTime;
  readonly blockMinutes: number;
  readonly aircraftType: string;
}

/** Out and back with one aircraft, both in local time; `nextDay` when the way back leaves a day later. */
type Rotation = readonly [out: LocalTime, back: LocalTime, nextDay?: "nextDay"];

/** A pair, the (odd) number of the first flight out, the aircraft, weekdays, and its rotations. */
type Service = readonly [
  pair: string,
  firstNumber: number,
  aircraft: string,
  days: string,
  rotations: readonly Rotation[],
];

const TURNAROUND_MINUTES = 40;

/** Rotations at even distances between airports in one zone. */
function shuttle(pair: string, firstOut: LocalTime, everyMinutes: number, count: number): Rotation[] {
  const [origin = "", destination = ""] = pair.split(" ");
  const stay = routeOf(origin, destination).blockMinutes + TURNAROUND_MINUTES;
  const start = minutesOf(firstOut);
  return Array.from({ length: count }, (_, index) => {
    const out = start + index * everyMinutes;
    return [timeOf(out), timeOf(out + stay)];
  });
}

const domestic: readonly Service[] = [
  ["GMP CJU", 1001, "7M8", "1234567", shuttle("GMP CJU", "06:05", 75, 12)],
  ["GMP PUS", 1101, "7M8", "1234567", shuttle("GMP PUS", "07:00", 330, 3)],
  ["PUS CJU", 1201, "7M8", "1234567", shuttle("PUS CJU", "07:20", 300, 3)],
  ["TAE CJU", 1301, "7M8", "1234567", shuttle("TAE CJU", "07:40", 540, 1)],
  ["CJJ CJU", 1311, "7M8", "1234567", shuttle("CJJ CJU", "08:10", 540, 1)],
  ["KWJ CJU", 1321, "7M8", "1234567", shuttle("KWJ CJU", "09:00", 540, 1)],
  ["WJU CJU", 1331, "7M8", "1234567", shuttle("WJU CJU", "12:20", 540, 1)],
  ["ICN PUS", 1401, "32Q", "1234567", shuttle("ICN PUS", "18:40", 540, 1)],
  ["GMP USN", 1501, "AT7", "1234567", shuttle("GMP USN", "07:10", 540, 1)],
  ["GMP RSU", 1511, "AT7", "1234567", shuttle("GMP RSU", "08:20", 540, 1)],
  ["GMP HIN", 1521, "AT7", "1234567", shuttle("GMP HIN", "10:30", 540, 1)],
  ["GMP KPO", 1531, "AT7", "1234567", shuttle("GMP KPO", "13:40", 540, 1)],
  ["RSU CJU", 1601, "AT7", "1357", shuttle("RSU CJU", "10:50", 540, 1)],
  ["USN CJU", 1611, "AT7", "2467", shuttle("USN CJU", "09:40", 540, 1)],
  ["HIN CJU", 1621, "AT7", "1356", shuttle("HIN CJU", "12:50", 540, 1)],
  ["KUV CJU", 1631, "AT7", "2457", shuttle("KUV CJU", "15:10", 540, 1)],
];

const japan: readonly Service[] = [
  ["GMP HND", 101, "32Q", "1234567", shuttle("GMP HND", "08:00", 540, 2)],
  ["GMP KIX", 105, "7M8", "1234567", shuttle("GMP KIX", "09:10", 540, 1)],
  ["ICN NRT", 111, "333", "1234567", shuttle("ICN NRT", "09:30", 510, 2)],
  ["ICN KIX", 115, "32Q", "1234567", shuttle("ICN KIX", "08:40", 480, 1)],
  ["ICN FUK", 121, "7M8", "1234567", shuttle("ICN FUK", "07:50", 540, 1)],
  ["ICN CTS", 125, "32Q", "1234567", shuttle("ICN CTS", "10:05", 540, 1)],
  ["ICN OKA", 131, "32Q", "1357", shuttle("ICN OKA", "15:20", 540, 1)],
  ["ICN NGO", 135, "7M8", "2467", shuttle("ICN NGO", "11:15", 540, 1)],
  ["PUS FUK", 141, "7M8", "1234567", shuttle("PUS FUK", "09:00", 540, 1)],
  ["PUS NRT", 145, "32Q", "1357", shuttle("PUS NRT", "11:00", 540, 1)],
  ["PUS KIX", 151, "7M8", "135", shuttle("PUS KIX", "14:30", 540, 1)],
  ["CJU KIX", 155, "7M8", "246", shuttle("CJU KIX", "13:30", 540, 1)],
];

const greaterChinaAndMongolia: readonly Service[] = [
  ["GMP SHA", 201, "32Q", "1234567", [["09:20", "11:40"]]],
  ["ICN PVG", 205, "333", "1234567", [["10:30", "12:50"]]],
  ["ICN PEK", 211, "32Q", "1356", [["08:30", "11:10"]]],
  ["ICN CAN", 215, "32Q", "247", [["18:20", "22:40"]]],
  ["ICN TAO", 221, "7M8", "1357", [["12:10", "14:00"]]],
  ["ICN HKG", 231, "333", "1234567", [["09:00", "13:10"]]],
  ["ICN MFM", 235, "32Q", "246", [["19:30", "23:40"]]],
  ["ICN TPE", 241, "32Q", "1234567", [["11:30", "14:20"]]],
  ["GMP TSA", 245, "32Q", "135", [["12:40", "15:30"]]],
  ["PUS TPE", 251, "7M8", "267", [["16:00", "18:50"]]],
  ["ICN UBN", 261, "333", "146", [["13:00", "17:00"]]],
];

const southEastAsia: readonly Service[] = [
  ["ICN BKK", 301, "333", "1234567", [["18:05", "23:15"]]],
  ["ICN HKT", 305, "32Q", "26", [["17:20", "00:20", "nextDay"]]],
  ["ICN SGN", 311, "333", "1234567", [["19:15", "00:10", "nextDay"]]],
  ["ICN HAN", 315, "32Q", "1357", [["18:50", "23:00"]]],
  ["ICN DAD", 321, "32Q", "1234567", [["20:30", "01:00", "nextDay"]]],
  ["ICN CXR", 325, "7M8", "246", [["21:10", "02:00", "nextDay"]]],
  ["PUS DAD", 331, "7M8", "357", [["21:30", "01:50", "nextDay"]]],
  ["ICN MNL", 341, "32Q", "1356", [["18:30", "23:00"]]],
  ["ICN CEB", 345, "32Q", "2467", [["20:10", "01:00", "nextDay"]]],
  ["ICN SIN", 351, "333", "1245", [["14:25", "22:30"]]],
  ["ICN KUL", 355, "333", "146", [["16:30", "00:10", "nextDay"]]],
  ["ICN BKI", 361, "7M8", "37", [["18:10", "23:50"]]],
  ["ICN DPS", 365, "333", "256", [["17:10", "01:00", "nextDay"]]],
];

const longHaul: readonly Service[] = [
  ["ICN LAX", 11, "789", "1234567", [["14:40", "12:20"]]],
  ["ICN SFO", 15, "789", "247", [["16:00", "13:30"]]],
  ["ICN SEA", 21, "789", "135", [["18:30", "15:30"]]],
  ["ICN JFK", 25, "789", "1234567", [["10:00", "13:30"]]],
  ["ICN HNL", 31, "333", "1346", [["20:20", "12:20"]]],
  ["ICN YVR", 35, "789", "256", [["17:40", "14:20"]]],
  ["ICN GUM", 41, "32Q", "2357", [["09:40", "16:40"]]],
  ["ICN SPN", 45, "7M8", "146", [["08:20", "15:20"]]],
  ["ICN SYD", 51, "789", "147", [["18:45", "09:15", "nextDay"]]],
  ["ICN LHR", 501, "789", "257", [["13:05", "20:20"]]],
  ["ICN CDG", 505, "789", "1346", [["12:20", "20:40"]]],
  ["ICN FRA", 511, "789", "136", [["12:45", "20:50"]]],
  ["ICN FCO", 515, "789", "247", [["12:00", "20:30"]]],
];

const services = [...domestic, ...japan, ...greaterChinaAndMongolia, ...southEastAsia, ...longHaul];

/** The week of the whole network: odd numbers fly out, the next even one back. */
export const weeklyFlights: readonly WeeklyFlight[] = services.flatMap(
  ([pair, firstNumber, aircraftType, dayDigits, rotations]) => {
    const [home = "", away = ""] = pair.split(" ");
    const days = [...dayDigits].map(Number);
    return rotations.flatMap(([out, back, nextDay], index) => {
      const number = firstNumber + index * 2;
      const backDays = nextDay ? days.map((day) => (day % 7) + 1).sort() : days;
      return [
        flight(number, home, away, days, out, aircraftType),
        flight(number + 1, away, home, backDays, back, aircraftType),
      ];
    });
  },
);

function flight(
  number: number,
  origin: string,
  destination: string,
  days: readonly number[],
  departureTime: LocalTime,
  aircraftType: string,
): WeeklyFlight {
  const { blockMinutes } = routeOf(origin, destination);
  return { designator: `MA${number}`, origin, destination, days, departureTime, blockMinutes, aircraftType };
}

function minutesOf(time: LocalTime): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function timeOf(minutes: number): LocalTime {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
