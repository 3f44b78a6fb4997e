import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { AnyOperation } from "@/app/_lib/rest/operation";
import { ask, clientOf, codeFrom } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { providerSays, stripeGateway } from "@/server/payment/testing/scripted-gateway";
import { acceptPayment, issueAccessCode, verifyAccessCode } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, staff } from "@/server/shared/testing/actors";
import * as bookings from "./bookings";
import * as cancellations from "./cancellations";
import * as corrections from "./corrections";
import * as changes from "./flight-changes";
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

/** A paid return trip of two. */
async function trip() {
  const { ctx, reservationId } = await paidTrip(undefined, [adult(), adult("LEE", "JUNHO")]);
  return { ctx, params: { id: reservationId }, booking: await getBooking(ctx, reservationId) };
}
type Trip = Awaited<ReturnType<typeof trip>>;

/** Other flights in place of the first one. `overlapConfirmed`: the flights of tests overlap. */
const instead = async ({ booking }: Trip) => ({
  flights: [
    {
      segmentId: booking.segments[0]?.id ?? "",
      flightId: await flightOnSale({ departsInDays: 12 }),
      brand: "STANDARD",
    },
  ],
  overlapConfirmed: true,
});

async function traveller({ booking: { id: reservationId, locator } }: Trip): Promise<RequestContext> {
  const stranger: RequestContext = { actor: { kind: "ANONYMOUS", address: uuidv7() } };
  const { codeId, code } = await issueAccessCode(stranger, { locator, surname: "Kim" });
  const { grantId } = await verifyAccessCode(stranger, { codeId, code });
  return { actor: { kind: "TRAVELLER", reservationId, grantId, address: "test" } };
}

describe("a cancellation", () => {
  test("is quoted for a part, carried out once, and shown", async () => {
    const t = await trip();
    const [passenger] = t.booking.passengers;
    const body = { passengers: [passenger?.id], segments: t.booking.segments.map(({ id }) => id) };
    const quote = await ask(cancellations.quoteCancellation, t.ctx, { ...t, body });
    expect([quote.status, quote.data.whole, quote.data.givenUp.length]).toEqual([201, false, 2]);
    const cancel = () =>
      ask(cancellations.cancelReservation, t.ctx, { ...t, body: { quoteId: quote.data.quoteId } });
    const { refundAmount } = quote.data;
    expect((await cancel()).data).toEqual({ refundAmount, whole: false });
    expect((await cancel()).data).toEqual({ refundAmount, whole: false });
    const after = await ask(bookings.getReservation, t.ctx, t);
    expect([after.data.refundedAmount, after.data.passengers.length]).toEqual([refundAmount, 1]);
  });

  test("needs a quote of the booking as it is, and of the version that If-Match names", async () => {
    const t = await trip();
    const cancel = (quoteId: string, headers = {}) =>
      codeFrom(ask(cancellations.cancelReservation, t.ctx, { ...t, body: { quoteId }, headers }));
    expect(await cancel(uuidv7())).toBe("QUOTE_EXPIRED");
    const { data } = await ask(cancellations.quoteCancellation, t.ctx, { ...t, body: {} });
    expect(await cancel(data.quoteId, { "If-Match": '"99"' })).toBe("PRECONDITION_FAILED");
    const quote = { ...t, body: {}, headers: { "If-Match": '"99"' } };
    expect(await codeFrom(ask(cancellations.quoteCancellation, t.ctx, quote))).toBe("PRECONDITION_FAILED");
    const wrong = { ...t, body: { passengers: [] } };
    expect((await ask(cancellations.quoteCancellation, t.ctx, wrong)).data.fieldErrors).toEqual({
      passengers: "chooseOne",
    });
    await ask(cancellations.cancelReservation, t.ctx, { ...t, body: { quoteId: data.quoteId } });
    expect(await codeFrom(ask(cancellations.quoteCancellation, t.ctx, { ...t, body: {} }))).toBe(
      "NOT_CANCELLABLE",
    );
  });

  test("leaves no fee out, whatever staff send to the customers' address", async () => {
    const t = await trip();
    const body = { waiver: { reason: "A reason that staff may have." } };
    const { data } = await ask(cancellations.quoteCancellation, staff(), { ...t, body });
    expect(data.waivedAmount).toBe(0);
    const changed = await ask(changes.quoteChange, staff(), {
      ...t,
      body: { ...body, ...(await instead(t)) },
    });
    expect([changed.data.waivedAmount, changed.data.feeAmount]).toEqual([0, 6_000]);
  });
});

describe("a change of flights", () => {
  /** Accepted, and not paid. */
  async function accepted() {
    const t = await trip();
    const quote = await ask(changes.quoteChange, t.ctx, { ...t, body: await instead(t) });
    const change = await ask(changes.changeFlights, t.ctx, { ...t, body: { quoteId: quote.data.quoteId } });
    const params = { ...t.params, changeId: change.data.changeId as string };
    return { ...t, quote: quote.data, change, ofChange: { params } };
  }

  test("is offered, quoted, paid and carried out", async () => {
    const t = await trip();
    const { flights, overlapConfirmed } = await instead(t);
    const { segmentId = "", flightId = 0 } = flights[0] ?? {};
    const { departureDate: date } = await ask(bookings.getReservation, t.ctx, t).then(
      (r) => r.data.segments[0],
    );
    const offers = await ask(changes.listChangeOffers, t.ctx, { ...t, query: { segmentId, date } });
    expect(offers.status).toBe(200);
    const quote = await ask(changes.quoteChange, t.ctx, { ...t, body: { flights, overlapConfirmed } });
    expect([quote.status, quote.data.flights[0].to.flightId, quote.data.balance]).toEqual([
      201,
      flightId,
      6_000,
    ]);
    const body = { quoteId: quote.data.quoteId };
    const change = await ask(changes.changeFlights, t.ctx, { ...t, body });
    expect([change.status, change.data.status]).toEqual([201, "AWAITING_PAYMENT"]);
    const params = { ...t.params, changeId: change.data.changeId };
    const pending = await ask(changes.getPendingChange, t.ctx, t);
    expect(pending.data.change).toMatchObject({ changeId: params.changeId, balance: 6_000 });
    const page = await ask(changes.startChangePayment, t.ctx, { params });
    expect([page.status, page.data.url]).toEqual([201, expect.stringMatching(/^https:/)]);
    providerSays("OPEN");
    const state = async () => (await ask(changes.getChangePayment, t.ctx, { params })).data;
    expect(await state()).toEqual({ state: "OPEN", declineReason: null });
    providerSays("CAPTURED");
    expect(await state()).toEqual({ state: "CONFIRMED", declineReason: null });
    expect((await ask(changes.getChange, t.ctx, { params })).data).toEqual({ status: "DONE" });
    expect((await ask(changes.getPendingChange, t.ctx, t)).data).toEqual({ change: null });
    expect(await codeFrom(ask(changes.startChangePayment, t.ctx, { params }))).toBe("HOLD_EXPIRED");
  });

  test("of a flight or on a day that cannot be is refused at its field", async () => {
    const t = await trip();
    const { flights } = await instead(t);
    const fields = async (answer: ReturnType<typeof ask>) => {
      const { status, data } = await answer;
      return [status, Object.keys(data.fieldErrors ?? {})];
    };
    const body = { flights: [{ ...flights[0], flightId: 2 ** 31 }] };
    expect(await fields(ask(changes.quoteChange, t.ctx, { ...t, body }))).toEqual([
      ...[422, ["flights.0.flightId"]],
    ]);
    const query = { segmentId: t.booking.segments[0]?.id ?? "", date: "0000-01-01" };
    expect(await fields(ask(changes.listChangeOffers, t.ctx, { ...t, query }))).toEqual([422, ["date"]]);
  });

  test("that waits for its payment keeps others away until it is given up", async () => {
    const { ctx, ofChange, ...t } = await accepted();
    const again = { ...t, body: await instead({ ctx, ...t }) };
    expect(await codeFrom(ask(changes.quoteChange, ctx, again))).toBe("CHANGE_AWAITS_PAYMENT");
    expect((await ask(changes.giveChangeUp, ctx, ofChange)).status).toBe(204);
    expect((await ask(changes.getChange, ctx, ofChange)).data).toEqual({ status: "WITHDRAWN" });
    expect((await ask(changes.quoteChange, ctx, again)).status).toBe(201);
  });

  test("with nothing to pay is carried out at once", async () => {
    const ctx = customer();
    const held = await hold(ctx, await flightOnSale(), named);
    await acceptPayment(system, await paymentOf(ctx, held));
    const t = { ctx, params: { id: held.reservationId }, booking: await getBooking(ctx, held.reservationId) };
    const quote = await ask(changes.quoteChange, ctx, { ...t, body: await instead(t) });
    const change = await ask(changes.changeFlights, ctx, { ...t, body: { quoteId: quote.data.quoteId } });
    expect([change.status, change.data]).toEqual([201, { status: "DONE", balance: 0 }]);
  });

  test("is accepted on the terms of a quote alone, and on the version that If-Match names", async () => {
    const t = await trip();
    const { data } = await ask(changes.quoteChange, t.ctx, { ...t, body: await instead(t) });
    const accept = (quoteId: string, headers = {}) =>
      codeFrom(ask(changes.changeFlights, t.ctx, { ...t, body: { quoteId }, headers }));
    const headers = { "If-Match": '"99"' };
    expect(await accept(uuidv7())).toBe("QUOTE_EXPIRED");
    expect(await accept(data.quoteId, headers)).toBe("PRECONDITION_FAILED");
    const quote = { ...t, body: await instead(t), headers };
    expect(await codeFrom(ask(changes.quoteChange, t.ctx, quote))).toBe("PRECONDITION_FAILED");
  });

  test("of others does not exist", async () => {
    const { ofChange } = await accepted();
    for (const operation of [
      ...[changes.getChange, changes.giveChangeUp, changes.startChangePayment, changes.getChangePayment],
    ] as AnyOperation[])
      expect([operation.id, await codeFrom(ask(operation, customer(), ofChange))]).toEqual([
        ...[operation.id, "NOT_FOUND"],
      ]);
  });
});

describe("corrections", () => {
  const right = ({ booking }: Trip) => ({
    ...{ version: booking.version, passengerId: booking.passengers[0]?.id },
    ...{ surname: "KIM", givenName: "MINJEE", overlapConfirmed: true },
  });

  test("a name is corrected on the version that was seen, with a new ticket", async () => {
    const t = await trip();
    const stale = { ...right(t), version: t.booking.version + 1 };
    const correct = (body: object, headers = {}) =>
      ask(corrections.correctPassengerName, t.ctx, { ...t, body, headers });
    expect(await codeFrom(correct(stale))).toBe("CONFLICT");
    expect(await codeFrom(correct(right(t), { "If-Match": '"99"' }))).toBe("PRECONDITION_FAILED");
    const done = await correct(right(t));
    expect([done.status, done.data]).toEqual([201, { ticketNumber: expect.stringMatching(/^\d{13}$/) }]);
    expect(await codeFrom(correct(right(t)))).toBe("CONFLICT");
  });

  test("what only staff may correct with a reason is refused at the customers' address", async () => {
    const t = await trip();
    const body = { ...right(t), surname: "HWANGBO", reason: "The passport says so." };
    const { status } = await ask(corrections.correctPassengerName, staff(), { ...t, body });
    expect(status).toBe(422);
  });

  test("some passengers get a booking of their own", async () => {
    const t = await trip();
    const body = { version: t.booking.version, passengers: [t.booking.passengers[1]?.id] };
    const split = (headers = {}) => ask(corrections.splitReservation, t.ctx, { ...t, body, headers });
    expect(await codeFrom(split({ "If-Match": '"99"' }))).toBe("PRECONDITION_FAILED");
    const done = await split();
    const own = await ask(bookings.getReservation, t.ctx, { params: { id: done.data.reservationId } });
    expect([done.status, own.data.splitFrom.id]).toEqual([201, t.params.id]);
    expect(await codeFrom(split())).toBe("CONFLICT");
  });

  test("the contact is changed, and says what differs", async () => {
    const t = await trip();
    const change = (email: string, headers = {}) =>
      ask(corrections.changeContact, t.ctx, { ...t, body: { email }, headers });
    expect(await codeFrom(change("new@example.com", { "If-Match": '"99"' }))).toBe("PRECONDITION_FAILED");
    expect((await change("new@example.com")).data).toEqual({ changed: ["EMAIL"] });
    expect((await change("new@example.com")).data).toEqual({ changed: [] });
    expect((await change("new")).data.fieldErrors).toEqual({ email: "email" });
  });
});

/** Everything that is done with a booking that exists, with a body that its verb can read. */
async function requests(t: Trip): Promise<[AnyOperation, Parameters<typeof ask>[2]][]> {
  const { passengers, segments, version } = t.booking;
  const [person, other] = passengers;
  const date = segments[0]?.departureDate ?? "";
  const name = { version, passengerId: person?.id, surname: "KIM", givenName: "MINJEE" };
  return [
    [bookings.getReservation, {}],
    [payments.listPayments, {}],
    [payments.listRefunds, {}],
    [seats.getSeatMap, {}],
    [seats.chooseSeats, { body: { segmentPosition: 0, seats: [{ passengerPosition: 0, seat: "2A" }] } }],
    [seats.seatParty, { body: { segmentPosition: 0 } }],
    [changes.listChangeOffers, { query: { segmentId: segments[0]?.id ?? "", date } }],
    [changes.getPendingChange, {}],
    [changes.quoteChange, { body: await instead(t) }],
    [cancellations.quoteCancellation, { body: {} }],
    [corrections.correctPassengerName, { body: { ...name, overlapConfirmed: true } }],
    [corrections.splitReservation, { body: { version: version + 1, passengers: [other?.id] } }],
    // The last one: it ends the traveller's access.
    [corrections.changeContact, { body: { email: "new@example.com" } }],
  ];
}

test("a traveller does with the trip what its pages let a traveller do", async () => {
  const t = await trip();
  const ctx = await traveller(t);
  for (const [operation, input] of await requests(t))
    expect([operation.id, (await ask(operation, ctx, { ...t, ...input })).status]).toEqual([
      ...[operation.id, operation.status ?? (operation.response ? 200 : 204)],
    ]);
  for (const operation of [
    payments.getPayment,
    payments.startPayment,
    bookings.releaseHold,
  ] as AnyOperation[])
    expect([operation.id, await codeFrom(ask(operation, ctx, t))]).toEqual([operation.id, "UNAUTHENTICATED"]);
});

test("a client of a staff's account reaches with the scopes of customers its own bookings alone", async () => {
  const t = await trip();
  const client = (ctx: RequestContext) => clientOf(ctx, ["bookings:read", "bookings:write"]);
  for (const [operation, input] of await requests(t))
    expect([operation.id, await codeFrom(ask(operation, client(staff()), { ...t, ...input }))]).toEqual([
      ...[operation.id, "NOT_FOUND"],
    ]);
  const own = { actor: { ...staff().actor, id: t.booking.customerId } } as RequestContext;
  expect((await ask(cancellations.quoteCancellation, client(own), { ...t, body: {} })).status).toBe(201);
});

test("a traveller changes flights, pays for it or gives it up", async () => {
  const t = await trip();
  const ctx = await traveller(t);
  const quote = await ask(changes.quoteChange, ctx, { ...t, body: await instead(t) });
  const change = await ask(changes.changeFlights, ctx, { ...t, body: { quoteId: quote.data.quoteId } });
  const params = { ...t.params, changeId: change.data.changeId };
  expect((await ask(changes.startChangePayment, ctx, { params })).status).toBe(201);
  providerSays("OPEN");
  expect((await ask(changes.getChangePayment, ctx, { params })).data.state).toBe("OPEN");
  stripeGateway.closeCheckout.mockImplementation(async () => providerSays("CLOSED"));
  expect((await ask(changes.giveChangeUp, ctx, { params })).status).toBe(204);
  expect((await ask(changes.getChange, ctx, { params })).data.status).toBe("WITHDRAWN");
});

test("somebody else finds no booking, and a visitor is asked to sign in", async () => {
  const t = await trip();
  const elsewhere = await traveller(await trip());
  for (const [operation, input] of await requests(t)) {
    const codes = [];
    for (const ctx of [customer(), anonymous, elsewhere])
      codes.push(await codeFrom(ask(operation, ctx, { ...t, ...input })));
    expect([operation.id, ...codes]).toEqual([
      ...[operation.id, "NOT_FOUND", "UNAUTHENTICATED", "UNAUTHENTICATED"],
    ]);
  }
});
