import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { AnyOperation } from "@/app/_lib/rest/operation";
import { type Asked, ask, clientOf } from "@/app/_lib/rest/testing/ask";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { putFlightOnSale } from "@/server/flows/put-on-sale";
import { scopeNames } from "@/server/platform/scopes";
import { paidTrip } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seedPolicies, seedReference } from "@/tools/seed/reference";
import { operations } from ".";
import { searchCustomers } from "./staff-customers";
import { getManifest } from "./staff-flights";
import { searchReservations } from "./staff-reservations";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

const email = `${uuidv7()}@example.com`;
let flightId = 0;
beforeAll(async () => {
  await seedReference();
  const today = toLocal(new Date(), KOREA_ZONE).date;
  await seedPolicies(today);
  ({ flightId } = await putFlightOnSale(staff(), {
    ...{ designator: "MA7901", origin: "GMP", destination: "CJU", departureDate: addDays(today, 20) },
    ...{ departureTime: "09:00", arrivalTime: "10:10", aircraftType: "7M8" },
    fares: [{ brand: "STANDARD", amount: 70_000 }],
  }));
  const { customerId: id } = await paidTrip([{ flightId, brand: "STANDARD" }]);
  await database().insert(users).values({ id, name: "Kim", email, role: "CUSTOMER", locale: "ko" });
});
afterAll(closeDatabase);

/** A client of this account of the staff, as `callerOf` makes it. */
function program(account = staff()) {
  const { client, ctx } = clientOf(account, scopeNames);
  return { client, ctx: { ...ctx, clientId: `msa_${uuidv7().replaceAll("-", "").slice(0, 24)}` } };
}

const readsOf = async (actorId: string) =>
  (
    await database().execute<{ entity: string; after: Record<string, unknown> }>(sql`
      select entity, after from shared.audit_log
      where action = 'read-list' and actor_id = ${actorId} order by id`)
  ).rows;
const idOf = (account: ReturnType<typeof staff>) => (account.actor as { id: string }).id;

test("a program that reads the people of a list leaves a row for each page: who, what it asked for, how many", async () => {
  const account = staff();
  const by = program(account);
  const read = async (operation: AnyOperation, asked: Asked) =>
    expect([operation.id, (await ask(operation, by, asked)).status]).toEqual([operation.id, 200]);
  await read(getManifest, { params: { id: flightId }, query: { sort: "seat" } });
  await read(searchCustomers, { query: { q: email } });
  await read(searchCustomers, { query: { q: "nobody@" } });
  await read(searchReservations, { query: { q: "ZZZZZZ", limit: 5 } });
  const { clientId } = by.ctx;
  expect(await readsOf(idOf(account))).toMatchObject([
    { entity: "manifest", after: { clientId, rows: 1, id: flightId, sort: "seat" } },
    { entity: "customers", after: { clientId, rows: 1, q: email } },
    { entity: "customers", after: { clientId, rows: 0, q: "nobody@" } },
    { entity: "reservations", after: { clientId, rows: 0, q: "ZZZZZZ", limit: 5 } },
  ]);
});

test("a person who looks at the same, and a program that is refused, leave none", async () => {
  const account = staff();
  for (const operation of [getManifest, searchCustomers, searchReservations] as AnyOperation[]) {
    const asked = operation.id === getManifest.id ? { params: { id: flightId } } : {};
    expect((await ask(operation, account, asked)).status).toBe(200);
    expect((await ask(operation, clientOf(account, []), asked)).code).toBe("INSUFFICIENT_SCOPE");
  }
  expect((await ask(searchCustomers, program(account), { query: { limit: 0 } })).status).toBe(422);
  expect(await readsOf(idOf(account))).toEqual([]);
});

test("every list of the staff either is of people, or is of no person or of one alone", () => {
  const lists = operations.filter(({ path, method }) => path.startsWith("/admin/") && method === "GET");
  const people = lists.filter(({ peopleList }) => peopleList).map(({ id }) => id);
  expect(people.sort()).toEqual(["getManifest", "searchCustomers", "searchReservations"]);
  // A list without a subject is of everybody.
  const others = lists.filter(({ path, peopleList }) => !path.includes("{id}") && !peopleList);
  expect(others.map(({ id }) => id).sort()).toEqual([
    ...["listAircraftTypes", "listAudit", "listSaleEvents", "listScheduleAirports", "listScheduledFlights"],
    ...["listSeasonSchedules", "proposeFares"],
  ]);
});
