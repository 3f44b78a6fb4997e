import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ask, clientOf, codeFrom } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { allConsents } from "@/server/consent/testing/stated";
import { providerSays } from "@/server/payment/testing/scripted-gateway";
import { acceptPayment } from "@/server/reservation";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous } from "@/server/shared/testing/actors";
import * as bookings from "./bookings";
import * as payments from "./payments";
import * as seats from "./seats";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));
vi.mock("@/server/payment/stripe-gateway", () => import("@/server/payment/testing/scripted-gateway"));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
});

async function held(more: Record<string, unknown> = named, flight = {}) {
  const ctx = customer();
  const { reservationId, locator } = await hold(ctx, await flightOnSale(flight), more);
  return { ctx, locator, reservationId, params: { id: reservationId } };
}
const paid = async (more: Record<string, unknown> = named) => {
  const trip = await held(more);
  await acceptPayment(system, await paymentOf(trip.ctx, trip));
  return trip;
};
const body = { passengers: [adult()], contact: { email: "minji@example.com" } };

describe("a hold", () => {
  test("is made, read with its version, named and given up", async () => {
    const ctx = customer();
    const flightId = await flightOnSale();
    const segments = [{ flightId, brand: "STANDARD" }];
    const made = await ask(bookings.holdSeats, ctx, {
      body: { segments, adults: 1, idempotencyKey: uuidv7() },
    });
    const params = { id: made.data.reservationId };
    const before = await ask(bookings.getReservation, ctx, { params });
    expect([before.data.passengersComplete, before.headers.get("etag")]).toEqual([false, '"1"']);
    const named = await ask(bookings.enterPassengers, ctx, { params, body });
    expect(named.data).toEqual({
      previousAmount: before.data.totalAmount,
      totalAmount: before.data.totalAmount,
    });
    expect((await ask(bookings.releaseHold, ctx, { params })).status).toBe(204);
    expect((await ask(bookings.getReservation, ctx, { params })).data.status).toBe("EXPIRED");
    expect(await codeFrom(ask(bookings.enterPassengers, ctx, { params, body }))).toBe("HOLD_EXPIRED");
  });

  test("is nobody else's, and a wrong name is refused at its field", async () => {
    const { ctx, params } = await held({});
    for (const operation of [bookings.getReservation, bookings.releaseHold, payments.startPayment])
      expect([operation.id, await codeFrom(ask(operation, customer(), { params }))]).toEqual([
        ...[operation.id, "NOT_FOUND"],
      ]);
    expect(await codeFrom(ask(bookings.enterPassengers, customer(), { params, body }))).toBe("NOT_FOUND");
    expect(await codeFrom(ask(bookings.enterPassengers, anonymous, { params, body }))).toBe(
      "UNAUTHENTICATED",
    );
    const wrong = { ...body, passengers: [adult("1")] };
    const { status, data } = await ask(bookings.enterPassengers, ctx, { params, body: wrong });
    expect([status, Object.keys(data.fieldErrors)]).toEqual([422, ["passengers.0.surname"]]);
    const reservationId = uuidv7();
    const other = { ...body, reservationId };
    expect((await ask(bookings.enterPassengers, ctx, { params, body: other })).status).toBe(200);
  });

  test("is written on the version alone that If-Match names", async () => {
    const { ctx, params } = await held({});
    const write = (version: number) =>
      ask(bookings.enterPassengers, ctx, { params, body, headers: { "If-Match": `"${version}"` } });
    expect(await codeFrom(write(2))).toBe("PRECONDITION_FAILED");
    expect((await write(1)).status).toBe(200);
  });
});

describe("the list of bookings", () => {
  test("is paged from the newest on, and has no other account's", async () => {
    const { ctx, locator } = await paid();
    const locators = [locator];
    for (let n = 0; n < 2; n++) {
      const more = await hold(ctx, await flightOnSale(), named);
      await acceptPayment(system, await paymentOf(ctx, more));
      locators.unshift(more.locator);
    }
    const page = async (cursor?: string) =>
      (await ask(bookings.listReservations, ctx, { query: { limit: 2, ...(cursor && { cursor }) } })).data;
    const first = await page();
    const second = await page(first.nextCursor);
    const found = [...first.items, ...second.items].map((trip: { locator: string }) => trip.locator);
    expect([found, second.nextCursor]).toEqual([locators, null]);
    expect((await ask(bookings.listReservations, customer())).data).toEqual({ items: [], nextCursor: null });
    const wrong = await ask(bookings.listReservations, ctx, { query: { cursor: "x", limit: 101 } });
    expect([wrong.status, Object.keys(wrong.data.fieldErrors)]).toEqual([422, ["limit"]]);
    expect(await codeFrom(ask(bookings.listReservations, ctx, { query: { cursor: "x" } }))).toBe(
      "INVALID_INPUT",
    );
    expect(await codeFrom(ask(bookings.listReservations, anonymous))).toBe("UNAUTHENTICATED");
  });

  test("leaves holds out that have ended; their code still finds them, for their account alone", async () => {
    const { ctx, locator, reservationId } = await held();
    const find = async (who: RequestContext, query: Record<string, string>) =>
      (await ask(bookings.listReservations, who, { query })).data.items.map((t: { id: string }) => t.id);
    expect(await find(ctx, {})).toEqual([reservationId]);
    await moveDeadline(reservationId, -1_000);
    expect(await find(ctx, {})).toEqual([]);
    expect(await find(ctx, { locator: ` ${locator.toLowerCase()}` })).toEqual([reservationId]);
    expect(await find(ctx, { locator: "?" })).toEqual([]);
    expect(await find(customer(), { locator })).toEqual([]);
  });
});

describe("the payment", () => {
  test("is opened, its state is asked, and its money is listed", async () => {
    const { ctx, params } = await held();
    const missing = await ask(payments.startPayment, ctx, { params });
    expect([missing.status, missing.data.fieldErrors]).toEqual([
      409,
      expect.objectContaining({ "consents.privacy": "consentMissing" }),
    ]);
    const consents = await allConsents();
    const page = await ask(payments.startPayment, ctx, { params, body: { consents, locale: "ko" } });
    expect([page.status, page.data]).toEqual([201, { url: expect.stringMatching(/^https:/) }]);
    providerSays("OPEN");
    const state = async () => (await ask(payments.getPayment, ctx, { params })).data;
    expect(await state()).toEqual({ state: "OPEN", declineReason: null, refund: null });
    providerSays("CAPTURED");
    expect(await state()).toMatchObject({ state: "CONFIRMED" });
    const list = await ask(payments.listPayments, ctx, { params });
    expect(list.data).toMatchObject([{ status: "CAPTURED" }]);
    expect((await ask(payments.listRefunds, ctx, { params })).data).toEqual([]);
  });

  test("is refused for a hold without names, and is nobody else's", async () => {
    const { ctx, params } = await held({});
    expect(await codeFrom(ask(payments.startPayment, ctx, { params }))).toBe("PASSENGERS_INCOMPLETE");
    for (const operation of [payments.getPayment, payments.listPayments, payments.listRefunds]) {
      expect([operation.id, await codeFrom(ask(operation, customer(), { params }))]).toEqual([
        ...[operation.id, "NOT_FOUND"],
      ]);
      expect(await codeFrom(ask(operation, anonymous, { params }))).toBe("UNAUTHENTICATED");
    }
  });
});

describe("seats", () => {
  const inSeat = (seat: string, more = {}) => ({
    segmentPosition: 0,
    seats: [{ passengerPosition: 0, seat, ...more }],
  });

  test("are shown, chosen one by one, and chosen for the party", async () => {
    const { ctx, params } = await held();
    const map = async () => (await ask(seats.getSeatMap, ctx, { params })).data;
    expect((await map()).own).toEqual([]);
    expect((await ask(seats.chooseSeats, ctx, { params, body: inSeat("2A") })).status).toBe(204);
    expect((await map()).own).toEqual([{ passengerPosition: 0, seat: "2A" }]);
    expect((await ask(seats.seatParty, ctx, { params, body: { segmentPosition: 0 } })).status).toBe(204);
    expect((await map()).own).toHaveLength(1);
    expect((await ask(seats.getSeatMap, ctx, { params, query: { segment: 1 } })).status).toBe(404);
    expect((await ask(seats.getSeatMap, ctx, { params, query: { segment: 4 } })).status).toBe(422);
  });

  test("beside an exit need the conditions, and are of the version that If-Match names", async () => {
    const { ctx, params } = await held();
    const exit = await ask(seats.chooseSeats, ctx, { params, body: inSeat("5A") });
    expect([exit.status, exit.data.fieldErrors]).toEqual([422, { "seats.0.seat": "exitConditions" }]);
    const headers = { "If-Match": '"9"' };
    for (const [operation, sent] of [
      [seats.chooseSeats, inSeat("2B")],
      [seats.seatParty, { segmentPosition: 0 }],
    ] as const)
      expect(await codeFrom(ask(operation, ctx, { params, body: sent, headers }))).toBe(
        "PRECONDITION_FAILED",
      );
    const accepted = inSeat("5A", { exitConditionsAccepted: true });
    expect((await ask(seats.chooseSeats, ctx, { params, body: accepted })).status).toBe(204);
  });

  test("of others are neither shown nor taken", async () => {
    const { params } = await held();
    const stranger = customer();
    expect((await ask(seats.getSeatMap, stranger, { params })).status).toBe(404);
    expect((await ask(seats.chooseSeats, stranger, { params, body: inSeat("2A") })).status).toBe(404);
    expect((await ask(seats.seatParty, stranger, { params, body: { segmentPosition: 0 } })).status).toBe(404);
  });
});

test("a client needs the scope of what it asks", async () => {
  const { ctx, params } = await held();
  const client = clientOf(ctx, ["bookings:read"]);
  expect((await ask(bookings.getReservation, client, { params })).status).toBe(200);
  expect(await codeFrom(ask(bookings.releaseHold, client, { params }))).toBe("INSUFFICIENT_SCOPE");
  expect(await codeFrom(ask(seats.getSeatMap, clientOf(ctx, ["flights:read"]), { params }))).toBe(
    "INSUFFICIENT_SCOPE",
  );
});
