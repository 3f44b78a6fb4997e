import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { holdAndReplace } from "@/server/flows/hold-and-replace";
import { acceptPayment, chooseSeats, enterPassengers, quoteChangeOf } from "@/server/reservation";
import {
  changeOffers,
  getBooking,
  holdsInTheWay,
  searchFlights,
  searchOffers,
} from "@/server/reservation/queries";
import {
  customer,
  flightOnSale,
  hold,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import type { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { signPlace } from "@/server/shared/place-token";
import { staff } from "@/server/shared/testing/actors";
import { codeOf } from "@/server/shared/testing/outcome";
import { endSaleEvent, takePlace } from "@/server/waiting-room";
import { placeOf } from "@/server/waiting-room/queries";
import { admitDue, openSince, passStay, saleEvent } from "@/server/waiting-room/testing/sale-events";

beforeAll(policies);
afterAll(closeDatabase);

/** Each test has a day of its own, which its sale event guards alone. */
let nextDay = 30;
async function guardedFlight(more: Parameters<typeof saleEvent>[0] = {}) {
  const departsInDays = nextDay++;
  const flightId = await flightOnSale({ departsInDays });
  const { rows } = await database().execute<{ day: string }>(
    sql`select departure_date::text as day from reservation.flights where id = ${flightId}`,
  );
  const day = rows[0]?.day ?? "";
  const id = await saleEvent({ routes: ["GMP-CJU"], firstDay: day, lastDay: day, ...more });
  return { id, flightId, day };
}
/** Opens the sale event and admits everybody who has come. */
async function admitAll(id: string) {
  await openSince(id, 0);
  await admitDue();
  await openSince(id, 25);
  await admitDue();
}
const search = (day: string) => ({ from: "GMP", to: "CJU", date: day, adults: 1, children: 0, infants: 0 });
const found = async (day: string, ctx?: RequestContext) =>
  codeOf(
    searchFlights(search(day), ...(ctx ? [ctx] : [])).then((flights) => expect(flights).toHaveLength(1)),
  );

describe("while a sale event guards a flight", () => {
  test("nobody searches or holds it without having been admitted; other days are as always", async () => {
    const { id, flightId, day } = await guardedFlight();
    const member = customer();
    const error = await hold(member, flightId).catch((thrown: unknown) => thrown);
    expect((error as AppError).details).toMatchObject({ saleEventId: id, retryAfterSeconds: 10 });
    expect(await found(day)).toBe("WAITING_ROOM");
    const offers = { from: "SEL", to: "CJU", depart: day };
    expect(await codeOf(searchOffers(member, offers))).toBe("WAITING_ROOM");
    expect(await codeOf(holdAndReplace(member, { ...wishOf(flightId), idempotencyKey: uuidv7() }))).toBe(
      "WAITING_ROOM",
    );
    // Somebody who waits is not in yet, and staff wait like everybody when they book for themselves.
    await takePlace(member, { saleEventId: id });
    expect([await codeOf(hold(member, flightId)), await found(day, member)]).toEqual([
      "WAITING_ROOM",
      "WAITING_ROOM",
    ]);
    expect(await codeOf(hold(staff(), flightId))).toBe("WAITING_ROOM");
    expect(await codeOf(hold(member, await flightOnSale({ departsInDays: 9 })))).toBe("OK");
    await admitAll(id);
    expect([await found(day, member), await codeOf(hold(member, flightId))]).toEqual(["OK", "OK"]);
    expect(await codeOf(hold(customer(), flightId))).toBe("WAITING_ROOM");
  });

  test("an admission ends with the stay, and the sale event guards nothing any more once it has ended", async () => {
    const { id, flightId } = await guardedFlight();
    const member = customer();
    const { placeId } = await takePlace(member, { saleEventId: id });
    await admitAll(id);
    await passStay(placeId);
    expect(await codeOf(hold(member, flightId))).toBe("WAITING_ROOM");
    await endSaleEvent(staff("REVENUE"), { id });
    expect(await codeOf(hold(member, flightId))).toBe("OK");
  });

  test("a place of another sale event, a forged token and a token that was passed on open nothing", async () => {
    const { id, flightId } = await guardedFlight();
    const other = await guardedFlight();
    const member = customer();
    await takePlace(member, { saleEventId: other.id });
    await admitAll(other.id);
    expect(await codeOf(hold(member, flightId))).toBe("WAITING_ROOM");
    const forged = signPlace({ saleEventId: id, placeId: uuidv7() });
    expect(await codeOf(hold({ ...member, placeTokens: [forged] }, flightId))).toBe("WAITING_ROOM");
    // One visitor's place lets in one member, however many come with its token at once.
    const visitor: RequestContext = { actor: { kind: "ANONYMOUS", address: uuidv7() } };
    const { token } = await takePlace(visitor, { saleEventId: id });
    await admitAll(id);
    const members = Array.from({ length: 5 }, () => ({ ...customer(), placeTokens: [token] }));
    const codes = await Promise.all(members.map((who) => codeOf(hold(who, flightId))));
    expect(codes.sort()).toEqual(["OK", "WAITING_ROOM", "WAITING_ROOM", "WAITING_ROOM", "WAITING_ROOM"]);
    expect(await placeOf({ ...visitor, placeTokens: [token] }, { saleEventId: id })).toBeNull();
  });

  test("who waits again as a visitor keeps that place on signing in, whatever became of an earlier one", async () => {
    const { id, flightId } = await guardedFlight();
    const member = customer();
    const { placeId } = await takePlace(member, { saleEventId: id });
    await admitAll(id);
    await passStay(placeId);
    const visitor: RequestContext = { actor: { kind: "ANONYMOUS", address: uuidv7() } };
    const { token } = await takePlace(visitor, { saleEventId: id });
    await admitAll(id);
    expect(await codeOf(hold(member, flightId))).toBe("WAITING_ROOM");
    expect(await codeOf(hold({ ...member, placeTokens: [token] }, flightId))).toBe("OK");
    // From then on it is the member's, with the token or without.
    expect((await placeOf(member, { saleEventId: id }))?.state).toBe("ADMITTED");
  });

  test("a visitor who was admitted searches with the token", async () => {
    const { id, day } = await guardedFlight();
    const visitor: RequestContext = { actor: { kind: "ANONYMOUS", address: uuidv7() } };
    const { token } = await takePlace(visitor, { saleEventId: id });
    await admitAll(id);
    expect(await found(day, visitor)).toBe("WAITING_ROOM");
    expect(await found(day, { ...visitor, placeTokens: [token] })).toBe("OK");
  });

  test("who has a live hold enters names, chooses seats and pays, however long ago the stay was over", async () => {
    const { id, flightId } = await guardedFlight();
    const member = customer();
    const { placeId } = await takePlace(member, { saleEventId: id });
    await admitAll(id);
    const wish = { ...wishOf(flightId), idempotencyKey: uuidv7() };
    const held = await holdAndReplace(member, wish);
    await passStay(placeId);
    expect(await holdAndReplace(member, wish)).toEqual(held);
    // The same hold again, by another key: it is the customer's own.
    expect((await holdAndReplace(member, { ...wish, idempotencyKey: uuidv7() })).reservationId).toBe(
      held.reservationId,
    );
    // Another choice would be a new claim. It is refused, and the hold stays as it is.
    const dearer = { ...wish, segments: [{ flightId, brand: "SAVER" as const }], idempotencyKey: uuidv7() };
    expect(await codeOf(holdAndReplace(member, dearer))).toBe("WAITING_ROOM");
    // Already before the payment page of the old hold would be closed.
    expect(await codeOf(holdsInTheWay(member, dearer))).toBe("WAITING_ROOM");
    expect((await getBooking(member, held.reservationId)).status).toBe("HELD");
    await enterPassengers(member, { reservationId: held.reservationId, ...named });
    await chooseSeats(member, {
      reservationId: held.reservationId,
      segmentPosition: 0,
      seats: [{ passengerPosition: 0, seat: "3A" }],
    });
    expect(await acceptPayment(system, await paymentOf(member, held))).toMatchObject({
      decision: "ACCEPTED",
    });
  });

  test("a change onto its flights waits as well, unless staff make it for the customer", async () => {
    const member = customer();
    const old = await hold(member, await flightOnSale({ departsInDays: 12 }), named);
    await acceptPayment(system, await paymentOf(member, old));
    const { flightId, day } = await guardedFlight();
    const { segments } = await getBooking(member, old.reservationId);
    const segmentId = segments[0]?.id ?? "";
    const wanted = {
      reservationId: old.reservationId,
      flights: [{ segmentId, flightId, brand: "STANDARD" as const }],
      overlapConfirmed: true,
    };
    const offers = { reservationId: old.reservationId, segmentId, date: day };
    expect(await codeOf(changeOffers(member, offers))).toBe("WAITING_ROOM");
    expect(await codeOf(quoteChangeOf(member, wanted))).toBe("WAITING_ROOM");
    expect(await codeOf(quoteChangeOf(staff("AGENT"), wanted))).toBe("OK");
    expect(await codeOf(changeOffers(staff("AGENT"), offers))).toBe("OK");
  });

  test("the local day of departure counts, which near midnight is not the day in UTC", async () => {
    // Whatever the time is when this runs, it is another day there.
    const zone = new Date().getUTCHours() >= 11 ? "Pacific/Kiritimati" : "Pacific/Pago_Pago";
    // The day before and the day after are those of no other test either.
    const departsInDays = nextDay + 2;
    nextDay += 4;
    const flightId = await flightOnSale({ departsInDays, originZone: zone });
    const { rows } = await database().execute<{ local: string; utc: string }>(sql`
      select departure_date::text as local, (departs_at at time zone 'UTC')::date::text as utc from reservation.flights
      where id = ${flightId}`);
    const { local = "", utc = "" } = rows[0] ?? {};
    expect(local).not.toBe(utc);
    const guard = (day: string) => saleEvent({ routes: ["GMP-CJU"], firstDay: day, lastDay: day });
    const wrong = await guard(utc);
    expect(await codeOf(hold(customer(), flightId))).toBe("OK");
    await endSaleEvent(staff("REVENUE"), { id: wrong });
    await guard(local);
    expect(await codeOf(hold(customer(), flightId))).toBe("WAITING_ROOM");
  });

  test("a sale event of the whole site guards every flight", async () => {
    // It guards the flights of the tests before, too, which no two sale events may do at the same time.
    const { rows } = await database().execute<{ id: string }>(
      sql`select id from waiting_room.sale_events where ended_at is null`,
    );
    for (const { id } of rows) await endSaleEvent(staff("REVENUE"), { id });
    const flightId = await flightOnSale({ departsInDays: 8 });
    const id = await saleEvent({ routes: [] });
    expect(await codeOf(hold(customer(), flightId))).toBe("WAITING_ROOM");
    await endSaleEvent(staff("REVENUE"), { id });
    expect(await codeOf(hold(customer(), flightId))).toBe("OK");
  });
});

const wishOf = (flightId: number) => ({
  segments: [{ flightId, brand: "STANDARD" as const }],
  adults: 1,
});
