import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { dailyFigures, departureFigures, searchFlights } from "@/server/reservation/queries";
import type { Actor } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { addDays, isoWeekday, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seedPolicies, seedReference } from "@/tools/seed/reference";
import { putFlightOnSale, putScheduleOnSale } from "./put-on-sale";
import { takeFlightOffSale } from "./take-off-sale";

beforeAll(async () => {
  await seedReference();
  await seedPolicies(toLocal(new Date(), KOREA_ZONE).date);
});
afterAll(closeDatabase);

const as = (actor: Actor) => ({ actor });
const admin = as({
  kind: "STAFF",
  role: "ADMIN",
  id: uuidv7(),
  email: "admin@msa-air.example",
  address: "10.0.0.1",
});
const customer = as({ kind: "CUSTOMER", id: uuidv7(), email: "minji@example.com", address: "10.0.0.2" });
const date = addDays(toLocal(new Date(), KOREA_ZONE).date, 20);
const flight = {
  designator: "MA8001",
  origin: "GMP",
  destination: "CJU",
  departureDate: date,
  departureTime: "09:00",
  arrivalTime: "10:10",
  aircraftType: "7M8",
  fares: [{ brand: "STANDARD" as const, amount: 70_000 }],
};
const found = async (on: string) =>
  (await searchFlights({ from: "GMP", to: "CJU", date: on, adults: 1, children: 0, infants: 0 })).map(
    ({ designator, fares }) => ({ designator, adult: fares[0]?.adultAmount }),
  );

test("without an event engine a flight goes on sale and off sale with the administrator's own request", async () => {
  const { flightId } = await putFlightOnSale(admin, flight);
  expect(await found(date)).toMatchObject([{ designator: "MA8001" }]);
  expect(await departureFigures(admin, date)).toMatchObject({ flights: 1, cancelled: 0, sold: 0 });
  await takeFlightOffSale(admin, { flightId, version: 1, reason: "기상 악화" });
  expect(await found(date)).toEqual([]);
  expect(await departureFigures(admin, date)).toMatchObject({ flights: 1, cancelled: 1, capacity: 0 });
});

test("a schedule that is sent twice goes on sale once", async () => {
  const day = addDays(date, 1);
  const { departureDate, arrivalTime, ...given } = flight;
  const schedule = {
    ...given,
    id: uuidv7(),
    designator: "MA8002",
    periodFrom: day,
    periodTo: day,
    days: [isoWeekday(day)],
    blockMinutes: 70,
  };
  const answers = await Promise.all([putScheduleOnSale(admin, schedule), putScheduleOnSale(admin, schedule)]);
  expect(answers).toEqual([answers[0], answers[0]]);
  expect(await found(day)).toMatchObject([{ designator: "MA8002" }]);
});

test("only staff may put flights on sale, take them off and read the figures", async () => {
  const refused = expect.objectContaining({ code: "FORBIDDEN" });
  await expect(putFlightOnSale(customer, flight)).rejects.toEqual(refused);
  await expect(takeFlightOffSale(customer, { flightId: 1, version: 1, reason: "x" })).rejects.toEqual(
    refused,
  );
  await expect(dailyFigures(customer, { from: date, to: date })).rejects.toEqual(refused);
  await expect(departureFigures(customer, date)).rejects.toEqual(refused);
});
