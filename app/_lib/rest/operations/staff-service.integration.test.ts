import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, clientOf, done } from "@/app/_lib/rest/testing/ask";
import { closeDatabase, database } from "@/db/client";
import { queueOne } from "@/server/notification/testing/queue";
import { reservationCreated } from "@/server/reservation/events";
import { policies } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip } from "@/server/reservation/testing/flown";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { getAnyReservation, listReservationNotes } from "./staff-reservations";
import * as service from "./staff-service";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

const agent = staff("AGENT");
const auditor = staff("AUDITOR");

beforeAll(policies);
afterAll(closeDatabase);

const trip = async () => {
  const made = await paidTrip();
  return { ...made, params: { id: made.reservationId } };
};
const fieldsOf = (answer: unknown) => (answer as { fieldErrors?: object }).fieldErrors;
const versionOf = async (params: { id: string }) =>
  (await done(getAnyReservation, agent, { params })).version;
const ifMatch = (version: number) => ({ headers: { "If-Match": `"${version}"` } });

test("notes are written once per key, listed, and never written by an auditor", async () => {
  const { params } = await trip();
  const body = { key: uuidv7(), text: "휠체어 요청" };
  for (let n = 0; n < 2; n++)
    expect((await ask(service.writeReservationNote, agent, { params, body })).status).toBe(204);
  const { items } = await done(listReservationNotes, auditor, { params, query: { limit: 10 } });
  expect(items.map(({ text }) => text)).toEqual(["휠체어 요청"]);
  const other = { params, body: { ...body, text: "other" } };
  expect((await ask(service.writeReservationNote, agent, other)).code).toBe("CONFLICT");
  expect((await ask(service.writeReservationNote, auditor, { params, body })).code).toBe("FORBIDDEN");
  const empty = await ask(service.writeReservationNote, agent, {
    params,
    body: { key: uuidv7(), text: " " },
  });
  expect([empty.status, fieldsOf(empty.data)]).toEqual([422, { text: "required" }]);
});

test("a no-show is recorded once the flight has left, and only then", async () => {
  const { params, out } = await trip();
  const asked = { params, body: { segmentPosition: 0 } };
  expect((await ask(service.recordNoShow, agent, asked)).code).toBe("CONFLICT");
  await leavesInMinutes(out, -60);
  expect((await ask(service.recordNoShow, auditor, asked)).code).toBe("FORBIDDEN");
  const { recordedAt } = await done(service.recordNoShow, agent, asked);
  expect(await done(service.recordNoShow, agent, asked)).toEqual({ recordedAt });
});

test("the contact is changed on the version that was seen", async () => {
  const { params } = await trip();
  const body = { email: "lee@example.com", phone: "010-1234-5678" };
  const version = await versionOf(params);
  const change = (more: object, by = agent) =>
    ask(service.changeContactOnBehalf, by, { params, body, ...more });
  expect((await change(ifMatch(version + 1))).code).toBe("PRECONDITION_FAILED");
  expect((await change({}, auditor)).code).toBe("FORBIDDEN");
  const wrong = await change({ body: { email: "lee@" } });
  expect([wrong.status, fieldsOf(wrong.data)]).toEqual([422, { email: "email" }]);
  expect((await change(ifMatch(version))).data).toEqual({ changed: ["EMAIL", "PHONE"] });
  expect(await done(getAnyReservation, agent, { params })).toMatchObject({ contactEmail: "lee@example.com" });
});

describe("a cancellation for a customer", () => {
  const waiver = { reason: "항공사 안내 오류" };

  test("leaves the fees out with a reason, for the person who was given the quote", async () => {
    const { params, amount } = await trip();
    const withFee = await done(service.quoteCancellationOnBehalf, agent, { params, body: {} });
    expect(withFee.refundAmount).toBeLessThan(amount);
    const asked = { params, body: { waiver } };
    const quote = await done(service.quoteCancellationOnBehalf, agent, asked);
    expect(quote.refundAmount).toBe(withFee.refundAmount + quote.waivedAmount);
    const cancel = { params, body: { quoteId: quote.quoteId } };
    expect((await ask(service.cancelOnBehalf, staff("AGENT"), cancel)).code).toBe("QUOTE_EXPIRED");
    const stale = { ...cancel, ...ifMatch((await versionOf(params)) + 1) };
    expect((await ask(service.cancelOnBehalf, agent, stale)).code).toBe("PRECONDITION_FAILED");
    const answer = { refundAmount: quote.refundAmount, whole: true };
    expect(await done(service.cancelOnBehalf, agent, cancel)).toEqual(answer);
    expect(await done(service.cancelOnBehalf, agent, cancel)).toEqual(answer);
    expect((await ask(service.quoteCancellationOnBehalf, agent, asked)).code).toBe("NOT_CANCELLABLE");
  });

  test("of a part names passengers and flights", async () => {
    const { params } = await trip();
    const { segments } = await done(getAnyReservation, agent, { params });
    const body = { segments: [segments[1]?.id] };
    const { quoteId, whole } = await done(service.quoteCancellationOnBehalf, agent, { params, body });
    expect(whole).toBe(false);
    const cancelled = await done(service.cancelOnBehalf, agent, { params, body: { quoteId } });
    expect(cancelled.whole).toBe(false);
    expect((await done(getAnyReservation, agent, { params })).segments).toHaveLength(1);
  });

  test("is refused to whoever may not, and without a reason", async () => {
    const { params } = await trip();
    const quote = (by: typeof agent, body: object) =>
      ask(service.quoteCancellationOnBehalf, by, { params, body });
    for (const role of ["AUDITOR", "REVENUE", "SCHEDULER"] as const)
      expect((await quote(staff(role), { waiver })).code).toBe("FORBIDDEN");
    const unexplained = await quote(agent, { waiver: { reason: "" } });
    expect([unexplained.status, fieldsOf(unexplained.data)]).toEqual([422, { "waiver.reason": "required" }]);
    const unknown = { params, body: { quoteId: uuidv7() } };
    expect((await ask(service.cancelOnBehalf, agent, unknown)).code).toBe("QUOTE_EXPIRED");
  });
});

describe("seats for a customer", () => {
  const seat = (name: string | null) => ({
    segmentPosition: 0,
    seats: [{ passengerPosition: 0, seat: name }],
  });
  const own = async (params: { id: string }) =>
    (await done(service.getSeatsOnBehalf, auditor, { params, query: { segment: 0 } })).own;

  test("are assigned, moved and given back", async () => {
    const { params } = await trip();
    const choose = (name: string | null, more = {}) =>
      ask(service.chooseSeatsOnBehalf, agent, { params, body: seat(name), ...more });
    const version = await versionOf(params);
    expect((await choose("3A", ifMatch(version + 1))).code).toBe("PRECONDITION_FAILED");
    expect((await choose("3A", ifMatch(version))).status).toBe(204);
    expect((await choose("4C")).status).toBe(204);
    expect(await own(params)).toEqual([{ passengerPosition: 0, seat: "4C" }]);
    await choose(null);
    expect(await own(params)).toEqual([]);
    const party = { params, body: { segmentPosition: 0 } };
    expect((await ask(service.seatPartyOnBehalf, agent, party)).status).toBe(204);
    expect(await own(params)).toHaveLength(1);
  });

  test("are refused when they are taken, unknown, or asked for by an auditor", async () => {
    const { params, out } = await trip();
    const other = await paidTrip([{ flightId: out, brand: "STANDARD" }]);
    const taken = { params: { id: other.reservationId }, body: seat("3A") };
    expect((await ask(service.chooseSeatsOnBehalf, agent, taken)).status).toBe(204);
    const refused = await ask(service.chooseSeatsOnBehalf, agent, { params, body: seat("3A") });
    expect([refused.code, fieldsOf(refused.data)]).toEqual(["SEAT_TAKEN", { "seats.0.seat": "seatTaken" }]);
    const unknown = await ask(service.chooseSeatsOnBehalf, agent, { params, body: seat("99Z") });
    expect([unknown.status, fieldsOf(unknown.data)]).toEqual([422, { "seats.0.seat": "seat" }]);
    for (const each of [service.chooseSeatsOnBehalf, service.seatPartyOnBehalf])
      expect((await ask(each, auditor, { params, body: seat("3B") })).code).toBe("FORBIDDEN");
    expect(await own(params)).toEqual([]);
  });
});

describe("a message", () => {
  /** An e-mail that was sent, and the message of the inbox beside it. */
  async function sentMessages() {
    const data = reservationData();
    const event = await recorded(reservationCreated, created(data), data.reservationId);
    await queueOne(event);
    await database().execute(sql`
      update notification.messages set status = 'SENT', sent_at = now() where event_id = ${event.eventId}`);
    const { rows } = await database().execute<{ id: string; channel: string }>(
      sql`select id, channel from notification.messages where event_id = ${event.eventId}`,
    );
    const idOf = (channel: string) => rows.find((row) => row.channel === channel)?.id ?? "";
    return { email: { id: idOf("EMAIL") }, inbox: { id: idOf("INBOX") } };
  }

  test("is read as it was sent, masked for an auditor, and sent once more per key", async () => {
    const { email: params, inbox } = await sentMessages();
    const body = { key: uuidv7(), to: "SAME" };
    for (let n = 0; n < 2; n++)
      expect((await ask(service.resendMessage, agent, { params, body })).status).toBe(204);
    const shown = await done(service.getSentMessage, agent, { params });
    expect(shown).toMatchObject({
      address: "minji@example.com",
      resends: [{ id: body.key, status: "QUEUED" }],
    });
    const masked = await done(service.getSentMessage, auditor, { params });
    expect(masked).toMatchObject({
      address: "mi***@example.com",
      resends: [{ address: "mi***@example.com" }],
    });
    const again = { ...body, key: uuidv7() };
    expect((await ask(service.resendMessage, agent, { params: inbox, body: again })).code).toBe("CONFLICT");
    expect((await ask(service.resendMessage, auditor, { params, body: again })).code).toBe("FORBIDDEN");
  });

  test("goes to one of the known addresses only", async () => {
    const { email: params } = await sentMessages();
    const body = { key: uuidv7(), to: "someone@example.com" };
    const refused = await ask(service.resendMessage, agent, { params, body });
    expect([refused.status, fieldsOf(refused.data)]).toEqual([422, { to: "invalid" }]);
    expect((await done(service.getSentMessage, agent, { params })).resends).toEqual([]);
  });

  test("is for a client with one of two scopes", async () => {
    const { email: params } = await sentMessages();
    const read = async (scope: "customers:read" | "reservations:read" | "schedule:read") =>
      (await ask(service.getSentMessage, clientOf(agent, [scope]), { params })).code;
    expect(await read("customers:read")).toBeNull();
    expect(await read("reservations:read")).toBeNull();
    expect(await read("schedule:read")).toBe("INSUFFICIENT_SCOPE");
  });
});
