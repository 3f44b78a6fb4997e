import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ask } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { putFlightOnSale } from "@/server/flows/put-on-sale";
import { policies } from "@/server/reservation/testing/fixtures";
import { anonymous, staff } from "@/server/shared/testing/actors";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seedReference } from "@/tools/seed/reference";
import { getFareCalendar, getFlightStatus } from "./flights";
import { reportFlightOperation } from "./staff-flights";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

const admin = staff();
const date = addDays(toLocal(new Date(), KOREA_ZONE).date, 7);
let flightId = 0;

beforeAll(async () => {
  await seedReference();
  await policies();
  const answer = await putFlightOnSale(admin, {
    ...{ designator: "MA7301", origin: "GMP", destination: "CJU", departureDate: date, aircraftType: "7M8" },
    ...{ departureTime: "10:00", arrivalTime: "11:10", fares: [{ brand: "FLEX", amount: 90_000 }] },
    confirmed: true,
  });
  flightId = answer.flightId;
});
afterAll(closeDatabase);

const status = (query: Record<string, string>) => ask(getFlightStatus, anonymous, { query });

test("a flight's status is public, by number, by airports and by cities, and caches may share it", async () => {
  const byNumber = await status({ date, flight: "7301" });
  expect([byNumber.status, byNumber.data.flights[0].state]).toEqual([200, "SCHEDULED"]);
  expect(byNumber.headers.get("cache-control")).toBe("public, s-maxage=2, stale-while-revalidate=5");
  for (const from of ["GMP", "SEL"])
    expect((await status({ date, from, to: "CJU" })).data.flights).toEqual(byNumber.data.flights);
  expect((await status({ date, from: "GMP", to: "XXX" })).data.flights).toEqual([]);
});

test.each<Record<string, string>>([
  { date },
  { date, from: "GMP" },
  { date, flight: "MA7301", from: "GMP" },
  { date, flight: "Seoul" },
  { date: "2020-01-01", flight: "MA7301" },
  { flight: "MA7301" },
])("the question %o is refused", async (query) => {
  expect((await status(query)).status).toBe(422);
});

test("staff report a delay; others may not", async () => {
  const body = { departsAt: `${date}T01:30:00Z`, arrivesAt: `${date}T02:40:00Z`, departureGate: "12" };
  const params = { id: String(flightId) };
  expect((await ask(reportFlightOperation, admin, { params, body })).status).toBe(204);
  expect((await ask(reportFlightOperation, anonymous, { params, body })).status).toBe(401);
});

test("the calendar of fares is public and shared", async () => {
  const {
    status: code,
    data,
    headers,
  } = await ask(getFareCalendar, anonymous, {
    query: { from: "SEL", to: "CJU", first: date },
  });
  expect([code, data.out.days[0]?.date, data.back]).toEqual([200, date, { days: [], soldOut: [] }]);
  expect(headers.get("cache-control")).toContain("public");
  const same = await ask(getFareCalendar, anonymous, { query: { from: "SEL", to: "SEL", first: date } });
  expect(same.status).toBe(422);
});
