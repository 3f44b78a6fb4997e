import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { isForStaff, scopesOf } from "@/app/_lib/rest/operation";
import { type Asked, ask, clientOf } from "@/app/_lib/rest/testing/ask";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { putFlightOnSale } from "@/server/flows/put-on-sale";
import { queueMail } from "@/server/notification/testing/queue";
import { scopeNames, scopes } from "@/server/platform/scopes";
import { reservationCreated } from "@/server/reservation/events";
import { paidTrip } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { isPermitted, type StaffPermission, staffRoles } from "@/server/shared/staff-permissions";
import { anonymous, staff } from "@/server/shared/testing/actors";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seedPolicies, seedReference } from "@/tools/seed/reference";
import { operations } from ".";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

/** A sale event that there is not. */
const noSaleEvent: Asked = { params: { id: uuidv7() }, body: {} };

/** What each operation asks of a member of the staff, and a request that gets as far as that. */
const asked: Record<string, { permission: StaffPermission; with?: Asked }> = {
  listScheduleAirports: { permission: "schedule.read" },
  listAircraftTypes: { permission: "schedule.read" },
  proposeFares: {
    permission: "schedule.read",
    with: { query: { origin: "GMP", destination: "CJU", aircraftType: "7M8" } },
  },
  listScheduledFlights: { permission: "schedule.read", with: { query: { from: "2026-01-01" } } },
  getScheduledFlight: { permission: "schedule.read" },
  registerFlight: { permission: "schedule.change" },
  previewFlight: { permission: "schedule.change" },
  getFlightLoads: { permission: "sales.read" },
  getManifest: { permission: "reservation.read" },
  previewFlightCancellation: { permission: "reservation.read" },
  cancelFlight: { permission: "schedule.change" },
  reportFlightOperation: { permission: "schedule.change" },
  getFlightCancellation: { permission: "reservation.read" },
  listSaleEvents: { permission: "sale-event.read" },
  getSaleEvent: { permission: "sale-event.read", with: { params: noSaleEvent.params ?? {} } },
  registerSaleEvent: { permission: "sale-event.change" },
  changeSaleEvent: { permission: "sale-event.change", with: noSaleEvent },
  endSaleEvent: { permission: "sale-event.change", with: noSaleEvent },
  listSeasonSchedules: { permission: "schedule.read" },
  registerSeasonSchedule: { permission: "schedule.change" },
  previewSeasonSchedule: { permission: "schedule.change" },
  searchReservations: { permission: "reservation.read", with: { query: { q: "ZZZZZZ" } } },
  getAnyReservation: { permission: "reservation.read" },
  getOrder: { permission: "reservation.read" },
  getReceiptForStaff: { permission: "reservation.read" },
  listPaymentsForStaff: { permission: "reservation.read" },
  listRefundsForStaff: { permission: "reservation.read" },
  listMilesForStaff: { permission: "reservation.read" },
  listMessagesForStaff: { permission: "reservation.read" },
  getHistoryForStaff: { permission: "reservation.read" },
  getSaga: { permission: "reservation.read" },
  listSameTimeReservations: { permission: "reservation.read" },
  listReservationNotes: { permission: "reservation.read" },
  writeReservationNote: { permission: "reservation.change" },
  recordNoShow: { permission: "reservation.change" },
  changeContactOnBehalf: { permission: "reservation.change" },
  quoteCancellationOnBehalf: { permission: "reservation.change" },
  cancelOnBehalf: { permission: "reservation.change", with: { body: { quoteId: uuidv7() } } },
  getSeatsOnBehalf: { permission: "reservation.read", with: { query: { segment: 0 } } },
  chooseSeatsOnBehalf: {
    permission: "reservation.change",
    with: { body: { segmentPosition: 0, seats: [] } },
  },
  seatPartyOnBehalf: { permission: "reservation.change", with: { body: { segmentPosition: 0 } } },
  quoteChangeOnBehalf: {
    permission: "reservation.change",
    with: { body: { flights: [{ segmentId: uuidv7(), flightId: 1, brand: "STANDARD" }] } },
  },
  correctNameOnBehalf: {
    permission: "reservation.change",
    with: { body: { version: 1, passengerId: uuidv7(), surname: "KIM", givenName: "MINJI" } },
  },
  getSentMessage: { permission: "customer.read" },
  resendMessage: {
    permission: "reservation.change",
    with: { body: { key: uuidv7(), to: "SAME" } },
  },
  searchCustomers: { permission: "customer.read", with: { query: { q: "nobody@" } } },
  getCustomerProfile: { permission: "customer.read" },
  listTripsOfCustomer: { permission: "customer.read" },
  listLedgerOfCustomer: { permission: "customer.read" },
  listMessagesOfCustomer: { permission: "customer.read" },
  listCustomerNotes: { permission: "customer.read" },
  writeCustomerNote: { permission: "customer.change" },
  adjustMiles: { permission: "miles.adjust" },
  listAudit: { permission: "audit.read", with: { query: { limit: 1 } } },
};

const ofStaff = operations.filter(isForStaff);
const administrator = staff();
const ids: Record<"flights" | "reservations" | "customers" | "messages", string> = {
  flights: "",
  reservations: "",
  customers: "",
  messages: "",
};
let owner: RequestContext;

beforeAll(async () => {
  await seedReference();
  const today = toLocal(new Date(), KOREA_ZONE).date;
  await seedPolicies(today);
  const { flightId } = await putFlightOnSale(administrator, {
    ...{ designator: "MA7900", origin: "GMP", destination: "CJU", departureDate: addDays(today, 20) },
    ...{ departureTime: "09:00", arrivalTime: "10:10", aircraftType: "7M8" },
    fares: [{ brand: "STANDARD", amount: 70_000 }],
  });
  const trip = await paidTrip([{ flightId, brand: "STANDARD" }]);
  owner = trip.ctx;
  const { customerId: id } = trip;
  await database()
    .insert(users)
    .values({ id, name: "Kim", email: `${id}@example.com`, role: "CUSTOMER", locale: "ko" });
  const data = { ...reservationData(), customerId: id };
  const messageId = await queueMail(await recorded(reservationCreated, created(data), data.reservationId));
  Object.assign(ids, {
    flights: flightId,
    reservations: trip.reservationId,
    customers: id,
    messages: messageId,
  });
});
afterAll(closeDatabase);

/** A request about what exists. */
function requestOf({ path, id, method }: (typeof ofStaff)[number]): Asked {
  const subject = /^\/admin\/(\w+)\/\{id\}/.exec(path)?.[1] as keyof typeof ids | undefined;
  return {
    ...(subject && { params: { id: ids[subject] } }),
    ...(method !== "GET" && { body: {} }),
    ...asked[id]?.with,
  };
}

test("every operation of the staff stands in this table, with a scope of the staff", () => {
  expect(ofStaff.map(({ id }) => id).sort()).toEqual(Object.keys(asked).sort());
  for (const operation of ofStaff) {
    expect([operation.id, operation.tag.startsWith("Staff: ")]).toEqual([operation.id, true]);
    const wanted = scopesOf(operation);
    expect([operation.id, wanted.length > 0 && wanted.every((scope) => scopes[scope].staff)]).toEqual([
      operation.id,
      true,
    ]);
  }
});

describe.each(ofStaff.map((operation) => [operation.id, operation] as const))("%s", (id, operation) => {
  const wanted = scopesOf(operation);

  test("is for the roles that have the permission, and for nobody else", async () => {
    const request = requestOf(operation);
    const codeFor = async (by: Parameters<typeof ask>[1]) => (await ask(operation, by, request)).code;
    for (const role of staffRoles) {
      const code = await codeFor(role === "ADMIN" ? administrator : staff(role));
      const isAllowed = isPermitted(role, asked[id]?.permission ?? "operation.change");
      expect([role, code === "FORBIDDEN"]).toEqual([role, !isAllowed]);
    }
    // Also to the customer whose reservation it is.
    expect(await codeFor(owner)).toBe("FORBIDDEN");
    expect(await codeFor(anonymous)).toBe("UNAUTHENTICATED");
  });

  test("is for a client with its scope alone, which acts with the role of its account", async () => {
    const request = requestOf(operation);
    const codeFor = async (by: Parameters<typeof ask>[1]) => (await ask(operation, by, request)).code;
    const others = scopeNames.filter((scope) => !wanted.includes(scope));
    expect(await codeFor(clientOf(administrator, others))).toBe("INSUFFICIENT_SCOPE");
    expect(await codeFor(clientOf(owner, wanted))).toBe("FORBIDDEN");
    for (const scope of wanted)
      expect(["FORBIDDEN", "INSUFFICIENT_SCOPE"]).not.toContain(
        await codeFor(clientOf(administrator, [scope])),
      );
  });
});
