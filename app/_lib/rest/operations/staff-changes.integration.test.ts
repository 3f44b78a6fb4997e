import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, clientOf, done } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { adult, flightOnSale, policies } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { splitReservation } from "./corrections";
import { changeFlights, listChangeOffers, quoteChange } from "./flight-changes";
import { correctNameOnBehalf, quoteChangeOnBehalf } from "./staff-changes";
import { getAnyReservation } from "./staff-reservations";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

const agent = staff("AGENT");
const auditor = staff("AUDITOR");
/** A program of the airline's call centre: it may not do what customers do with bookings of their own. */
const program = clientOf(agent, ["reservations:read", "reservations:write"]);

beforeAll(policies);
afterAll(closeDatabase);

const fieldsOf = (answer: unknown) => (answer as { fieldErrors?: object }).fieldErrors;

/** A paid trip of two there and back, and a flight of the same price for the way out. */
async function trip() {
  const { reservationId, amount } = await paidTrip(undefined, [adult(), adult("LEE", "JUNHO")]);
  const params = { id: reservationId };
  const booking = await done(getAnyReservation, agent, { params });
  const flights = [
    {
      segmentId: booking.segments[0]?.id,
      flightId: await flightOnSale({ departsInDays: 12 }),
      brand: "STANDARD",
    },
  ];
  return { params, booking, amount, change: { flights, overlapConfirmed: true } };
}

describe("a change of flights for a customer", () => {
  const waiver = { reason: "항공사 안내 오류" };

  test("leaves the fee out with a reason, and is carried out at once by a client of an agent", async () => {
    const { params, booking, change } = await trip();
    const withFee = await done(quoteChangeOnBehalf, program, { params, body: change });
    expect([withFee.feeAmount, withFee.waivedAmount, withFee.balance]).toEqual([6_000, 0, 6_000]);
    const quote = await done(quoteChangeOnBehalf, program, { params, body: { ...change, waiver } });
    expect([quote.waivedAmount, quote.balance]).toEqual([6_000, 0]);
    const accepted = { params, body: { quoteId: quote.quoteId } };
    expect((await ask(changeFlights, customerOf(booking.customerId), accepted)).code).toBe("QUOTE_EXPIRED");
    expect(await done(changeFlights, program, accepted)).toMatchObject({ status: "DONE", balance: 0 });
    const { segments } = await done(getAnyReservation, program, { params });
    expect(segments.map(({ flightId }) => flightId)).toContain(change.flights[0]?.flightId);
  });

  test("is refused on another version, without a reason, to other roles and to customers", async () => {
    const { params, booking, change } = await trip();
    const quote = (by: Parameters<typeof ask>[1], body: object, headers = {}) =>
      ask(quoteChangeOnBehalf, by, { params, body: { ...change, ...body }, headers });
    const stale = { "If-Match": `"${booking.version + 1}"` };
    expect((await quote(agent, {}, stale)).code).toBe("PRECONDITION_FAILED");
    const unexplained = await quote(agent, { waiver: { reason: "" } });
    expect([unexplained.status, fieldsOf(unexplained.data)]).toEqual([422, { "waiver.reason": "required" }]);
    for (const role of ["AUDITOR", "REVENUE", "SCHEDULER"] as const)
      expect((await quote(staff(role), { waiver })).code).toBe("FORBIDDEN");
    expect((await quote(customerOf(booking.customerId), {})).code).toBe("FORBIDDEN");
  });
});

describe("the customers' operations", () => {
  test("are open to a client of an agent with the staff's scope, for any reservation", async () => {
    const { params, booking, change } = await trip();
    const [segment] = booking.segments;
    const query = { segmentId: segment?.id ?? "", date: segment?.departureDate ?? "" };
    expect((await ask(listChangeOffers, program, { params, query })).code).toBeNull();
    expect((await ask(quoteChange, program, { params, body: change })).code).toBeNull();
    const body = { version: booking.version, passengers: [booking.passengers[1]?.id] };
    expect((await done(splitReservation, program, { params, body })).locator).toHaveLength(6);
  });

  test("are not open to a client that only reads, nor to one of an auditor", async () => {
    const { params, booking, change } = await trip();
    const split = { params, body: { version: booking.version, passengers: [booking.passengers[1]?.id] } };
    const quote = { params, body: change };
    for (const [operation, asked] of [
      [splitReservation, split],
      [quoteChange, quote],
    ] as const) {
      const codeFor = async (by: Parameters<typeof ask>[1]) => (await ask(operation, by, asked)).code;
      expect(await codeFor(clientOf(agent, ["reservations:read"]))).toBe("INSUFFICIENT_SCOPE");
      expect(await codeFor(clientOf(auditor, ["reservations:write"]))).toBe("FORBIDDEN");
      expect(await codeFor(clientOf(customerOf(), ["bookings:write"]))).toBe("NOT_FOUND");
    }
  });
});

describe("a name", () => {
  test("is corrected beyond what a customer may, with a reason, on the version that was seen", async () => {
    const { params, booking } = await trip();
    const [passenger] = booking.passengers;
    const name = { passengerId: passenger?.id, surname: "PARK", givenName: "SEOYEON" };
    const correct = (more: object, by: Parameters<typeof ask>[1] = program) =>
      ask(correctNameOnBehalf, by, { params, body: { version: booking.version, ...name, ...more } });
    const unexplained = await correct({});
    expect([unexplained.status, fieldsOf(unexplained.data)]).toEqual([422, { reason: "required" }]);
    const reason = "여권 사본으로 확인";
    expect((await correct({ reason }, auditor)).code).toBe("FORBIDDEN");
    expect((await correct({ reason, version: booking.version + 1 })).code).toBe("CONFLICT");
    expect((await correct({ reason })).status).toBe(201);
    const after = await done(getAnyReservation, program, { params });
    expect(after.passengers[0]).toMatchObject({ surname: "PARK", givenName: "SEOYEON" });
    expect(after.passengers[0]?.ticketNumber).not.toBe(passenger?.ticketNumber);
  });
});
