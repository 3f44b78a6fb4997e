import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, done } from "@/app/_lib/rest/testing/ask";
import { closeDatabase, database } from "@/db/client";
import { catchUpHistory } from "@/server/history";
import { queueMail } from "@/server/notification/testing/queue";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import { adult, customer, flightOnSale, hold, policies, system } from "@/server/reservation/testing/fixtures";
import { capturePayments, paidTrip, settleMiles } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { untilCaughtUp } from "@/server/shared/testing/projection";
import * as reads from "./staff-reservations";
import * as service from "./staff-service";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

const agent = staff("AGENT");
const auditor = staff("AUDITOR");

/** The event of the sale of a trip, as a reaction receives it. */
async function saleOf(reservationId: string) {
  const { rows } = await database().execute<{
    eventId: string;
    name: string;
    occurredAt: Date;
    data: unknown;
  }>(sql`
    select id as "eventId", name, occurred_at as "occurredAt", data from shared.outbox
    where correlation_id = ${reservationId} and name = 'reservation/reservation.created'`);
  const [event] = rows;
  if (!event) throw new Error("no event");
  const occurredAt = new Date(event.occurredAt).toISOString();
  return { ...event, occurredAt, version: 1, correlationId: reservationId };
}

/** A letter for each digit: a surname that no other trip of this file has. */
const surname = () =>
  `KIM${uuidv7()
    .slice(-8)
    .replaceAll(/\d/g, (digit) => "GHIJKLMNOP"[Number(digit)] ?? "G")
    .toUpperCase()}`;

beforeAll(policies);
afterAll(closeDatabase);

describe("the list of reservations", () => {
  test("finds a trip by the passenger's name, and pages to its end", async () => {
    const family = surname();
    const trips = [];
    for (let n = 0; n < 3; n++) trips.push((await paidTrip(undefined, [adult(family)])).reservationId);
    const query = { q: family, limit: 2 };
    const first = await done(reads.searchReservations, auditor, { query });
    expect(first.items[0]).toMatchObject({ contactEmail: "mi***@example.com", status: "CREATED" });
    const more = { ...query, cursor: first.nextCursor ?? "" };
    const second = await done(reads.searchReservations, auditor, { query: more });
    const found = [...first.items, ...second.items].map(({ id }) => id);
    expect([found, second.nextCursor]).toEqual([trips.toReversed(), null]);
    const none = { q: family, status: "CANCELLED" };
    expect((await done(reads.searchReservations, agent, { query: none })).items).toEqual([]);
  });

  test("narrows by flight, and refuses a period that ends before it begins", async () => {
    const { out, reservationId } = await paidTrip();
    const { items } = await done(reads.searchReservations, agent, { query: { flight: out } });
    expect(items.map(({ id }) => id)).toEqual([reservationId]);
    const query = { bookedFrom: "2026-12-02", bookedTo: "2026-12-01" };
    const refused = await ask(reads.searchReservations, agent, { query });
    expect([refused.status, refused.data]).toMatchObject([
      422,
      { fieldErrors: { bookedTo: "periodInvalid" } },
    ]);
  });
});

describe("a reservation", () => {
  test("is shown whole to an agent and masked to an auditor, with the version of its order", async () => {
    const { reservationId: id } = await paidTrip();
    const asked = { params: { id } };
    const whole = await ask(reads.getAnyReservation, agent, asked);
    expect(whole.data).toMatchObject({ id, contactEmail: "minji@example.com" });
    const { version } = await done(reads.getAnyReservation, agent, asked);
    expect(whole.headers.get("etag")).toBe(`"${version}"`);
    const masked = await done(reads.getAnyReservation, auditor, asked);
    expect(masked.contactEmail).toBe("mi***@example.com");
    expect(masked.passengers.map(({ birthDate }) => birthDate)).toEqual(["1990"]);
  });

  test("that does not exist is not found by any operation", async () => {
    const seats = { query: { segment: 0 } };
    for (const each of Object.values({ ...reads, ...service }).filter(
      (it) => "run" in it && it.method === "GET",
    )) {
      if (!("path" in each) || !each.path.includes("{id}")) continue;
      const asked = { params: { id: uuidv7() }, ...(each.id === "getSeatsOnBehalf" && seats) };
      expect([each.id, (await ask(each, auditor, asked)).code]).toEqual([each.id, "NOT_FOUND"]);
    }
  });

  test("has its order, payments, refunds, miles, messages, history and saga", async () => {
    const { reservationId: id, amount, ctx } = await paidTrip();
    await capturePayments();
    const event = await saleOf(id);
    await queueMail(event);
    await settleMiles([id]);
    await untilCaughtUp((options) => catchUpHistory(system, options));
    const asked = { params: { id } };
    const order = await done(reads.getOrder, auditor, asked);
    expect(order).toMatchObject({ paidAmount: amount, refundedAmount: 0, changes: [{ kind: "ISSUE" }] });
    const [payment] = await done(reads.listPaymentsForStaff, auditor, asked);
    expect(payment).toMatchObject({ amount, status: "CAPTURED" });
    const miles = await done(reads.listMilesForStaff, auditor, asked);
    expect(miles.map(({ kind }) => kind)).toEqual(["ACCRUAL", "ACCRUAL"]);
    const messages = await done(reads.listMessagesForStaff, auditor, asked);
    expect(messages.map(({ channel }) => channel).toSorted()).toEqual(["EMAIL", "INBOX"]);
    const history = await done(reads.getHistoryForStaff, auditor, asked);
    expect(history.map(({ eventId }) => eventId)).toContain(event.eventId);
    const saga = await done(reads.getSaga, auditor, asked);
    expect(saga.map(({ eventId }) => eventId)).toContain(event.eventId);
    expect(await done(reads.listRefundsForStaff, auditor, asked)).toEqual([]);
    const quote = await quoteRefundOf(ctx, { reservationId: id });
    await cancelReservation(ctx, { reservationId: id, quoteId: quote.quoteId });
    expect((await done(reads.getOrder, auditor, asked)).changes.map(({ kind }) => kind)).toEqual([
      "ISSUE",
      "CANCEL",
    ]);
  });

  test("that is a hold has no order yet", async () => {
    const { reservationId } = await hold(customer(), await flightOnSale());
    const asked = { params: { id: reservationId } };
    expect(await done(reads.getOrder, agent, asked)).toMatchObject({ changes: [], tickets: [] });
    expect(await done(reads.getAnyReservation, agent, asked)).toMatchObject({ status: "HELD" });
  });

  test("names others of the same passenger at the same time", async () => {
    const passengers = [adult(surname())];
    const flightId = await flightOnSale();
    const first = await paidTrip([{ flightId, brand: "STANDARD" }], passengers);
    const second = await paidTrip([{ flightId, brand: "STANDARD" }], passengers);
    const asked = { params: { id: first.reservationId } };
    const found = await done(reads.listSameTimeReservations, auditor, asked);
    expect(found).toMatchObject([{ reservationId: second.reservationId, passengerPosition: 0 }]);
  });
});
