import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Asked, ask } from "@/app/_lib/rest/testing/ask";
import { closeDatabase, database } from "@/db/client";
import { allConsents } from "@/server/consent/testing/stated";
import { stripeGateway } from "@/server/payment/testing/scripted-gateway";
import { customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { getReservation, holdSeats, releaseHold } from "./bookings";
import { cancelReservation, quoteCancellation } from "./cancellations";
import { changeContact, correctPassengerName } from "./corrections";
import { changeFlights, getChange, giveChangeUp, quoteChange, startChangePayment } from "./flight-changes";
import { startPayment } from "./payments";
import { recordNoShow } from "./staff-service";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));
vi.mock("@/server/payment/stripe-gateway", () => import("@/server/payment/testing/scripted-gateway"));

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(() => {
  vi.resetAllMocks();
});

const STALE = { headers: { "If-Match": '"99"' } };
const NOW = { headers: { "If-Match": '"1"' } };
const answerOf = async (answer: ReturnType<typeof ask>) => {
  const { status, code, headers } = await answer;
  return [status, code, headers.get("etag")];
};
const refused = [412, "PRECONDITION_FAILED", null];

async function held() {
  const ctx = customer();
  const { reservationId } = await hold(ctx, await flightOnSale(), named);
  return { ctx, params: { id: reservationId } };
}

async function trip() {
  const { ctx, reservationId, out } = await paidTrip();
  const params = { id: reservationId };
  const { data } = await ask(getReservation, ctx, { params });
  return { ctx, params, out, booking: data };
}

/** A change that waits for its payment. */
async function accepted() {
  const { ctx, params, booking } = await trip();
  const flightId = await flightOnSale({ departsInDays: 12 });
  const flights = [{ segmentId: booking.segments[0].id, flightId, brand: "STANDARD" }];
  const quote = await ask(quoteChange, ctx, { params, body: { flights, overlapConfirmed: true } });
  const change = await ask(changeFlights, ctx, { params, body: { quoteId: quote.data.quoteId } });
  return { ctx, params: { ...params, changeId: change.data.changeId as string } };
}

describe("on another version than If-Match names", () => {
  test("a hold is not given up, and its payment page stays open", async () => {
    const { ctx, params } = await held();
    expect(await answerOf(ask(startPayment, ctx, { params, ...STALE }))).toEqual(refused);
    expect(stripeGateway.createCheckout).not.toHaveBeenCalled();
    expect(
      await answerOf(ask(startPayment, ctx, { params, body: { consents: await allConsents() }, ...NOW })),
    ).toEqual([201, null, '"1"']);
    expect(await answerOf(ask(releaseHold, ctx, { params, ...STALE }))).toEqual(refused);
    expect(stripeGateway.closeCheckout).not.toHaveBeenCalled();
    expect((await ask(getReservation, ctx, { params })).data.status).toBe("HELD");
  });

  test("a hold without a page is given up on its own version", async () => {
    const { ctx, params } = await held();
    expect(await answerOf(ask(releaseHold, ctx, { params, ...NOW }))).toEqual([204, null, '"1"']);
  });

  test("a change is neither paid nor given up", async () => {
    const { ctx, params } = await accepted();
    expect(await answerOf(ask(startChangePayment, ctx, { params, ...STALE }))).toEqual(refused);
    expect(stripeGateway.createCheckout).not.toHaveBeenCalled();
    expect(await answerOf(ask(giveChangeUp, ctx, { params, ...STALE }))).toEqual(refused);
    expect((await ask(getChange, ctx, { params })).data).toEqual({ status: "AWAITING_PAYMENT" });
    expect(await answerOf(ask(startChangePayment, ctx, { params, ...NOW }))).toEqual([201, null, '"1"']);
  });

  test("no no-show is recorded", async () => {
    const { params, out } = await trip();
    await leavesInMinutes(out, -60);
    const asked: Asked = { params, body: { segmentPosition: 0 } };
    expect(await answerOf(ask(recordNoShow, staff(), { ...asked, ...STALE }))).toEqual(refused);
    const { rows } = await database().execute(sql`
      select 1 from reservation.segments where reservation_id = ${params.id} and missed_at is not null`);
    expect(rows).toEqual([]);
    expect(await answerOf(ask(recordNoShow, staff(), { ...asked, ...NOW }))).toEqual([200, null, '"1"']);
  });
});

test("each write answers the version that it left, which the next one can ask for", async () => {
  const { ctx, params, booking } = await trip();
  const write = async (operation: Parameters<typeof ask>[0], tag: string, body: object) => {
    const { status, headers, data } = await ask(operation, ctx, {
      params,
      body,
      headers: { "If-Match": tag },
    });
    expect([operation.id, status]).toEqual([operation.id, operation.status ?? 200]);
    return { data, tag: headers.get("etag") ?? "" };
  };
  const contact = await write(changeContact, '"1"', { email: "new@example.com" });
  expect(contact.tag).toBe('"1"');
  const person = { passengerId: booking.passengers[0].id, surname: "KIM", givenName: "MINJEE" };
  const correction = { ...person, version: 1, overlapConfirmed: true };
  const corrected = await write(correctPassengerName, contact.tag, correction);
  expect(corrected.tag).toBe('"2"');
  const quote = await write(quoteCancellation, corrected.tag, {});
  const cancelled = await write(cancelReservation, quote.tag, { quoteId: quote.data.quoteId });
  expect([quote.tag, cancelled.tag]).toEqual(['"2"', '"3"']);
  expect((await ask(getReservation, ctx, { params })).headers.get("etag")).toBe(cancelled.tag);
});

test("a change of flights and a hold that is asked for again answer the version of now", async () => {
  const ctx = customer();
  const segments = [{ flightId: await flightOnSale(), brand: "STANDARD" }];
  const body = { ...named, segments, adults: 1, idempotencyKey: uuidv7() };
  const made = async (more = {}) =>
    (await ask(holdSeats, ctx, { body: { ...body, ...more } })).headers.get("etag");
  expect([await made(), await made(), await made({ idempotencyKey: uuidv7() })]).toEqual([
    '"1"',
    '"1"',
    '"1"',
  ]);
  await database().execute(
    sql`update reservation.reservations set version = 7 where customer_id = ${ctx.actor.id}`,
  );
  expect([await made(), await made({ idempotencyKey: uuidv7() })]).toEqual(['"7"', '"7"']);
});
