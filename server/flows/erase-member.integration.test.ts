import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { checkAuditChain, parkDeadLetter, sealAuditLog } from "@/server/assurance";
import { checkLaws } from "@/server/assurance/check-laws";
import { writeNote } from "@/server/desk";
import { catchUpHistory } from "@/server/history";
import { historyDrift } from "@/server/history/queries";
import {
  askEmailChange,
  issuePasswordReset,
  registerGuest,
  registerUser,
  startSession,
  verifyPassword,
} from "@/server/identity";
import { userOfSession } from "@/server/identity/queries";
import { adjustMiles } from "@/server/mileage";
import { catchUpRecipients, changePreference, queueMessages } from "@/server/notification";
import { registerCompanion, storePassport, writeProfile } from "@/server/profile";
import { PASSPORT_CONSENT } from "@/server/profile/schemas";
import {
  acceptPayment,
  cancelReservation,
  changeContact,
  issueAccessCode,
  quoteRefundOf,
  verifyAccessCode,
} from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import {
  adult,
  flightOnSale,
  hold,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import {
  boughtDaysAgo,
  capturePayments,
  leavesInMinutes,
  settleMiles,
} from "@/server/reservation/testing/flown";
import { memberHolderOf } from "@/server/shared/admission";
import type { RequestContext } from "@/server/shared/context";
import { claimKey, keepAnswer } from "@/server/shared/idempotency";
import { uuidv7 } from "@/server/shared/ids";
import { customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { takePlace } from "@/server/waiting-room";
import { saleEvent } from "@/server/waiting-room/testing/sale-events";
import { tracesInDatabase } from "@/tools/erasure/find-marks";
import { eraseMember } from "./erase-member";

beforeAll(policies);
afterAll(closeDatabase);
beforeEach(async () => {
  await database().execute(sql`delete from shared.rate_limits`);
});

const PASSWORD = "honest-long-kite-42";
const proof = { password: PASSWORD, session: null };

/** Letters that nobody else of the tests has. */
const letters = () =>
  uuidv7()
    .replaceAll("-", "")
    .slice(12)
    .replaceAll(/\d/g, (digit) => "GHJKLMNPQR"[Number(digit)] ?? "")
    .toUpperCase();

type Person = Awaited<ReturnType<typeof member>>;

async function member() {
  const [surname, givenName, companion] = [letters(), letters(), letters()];
  const email = `${letters().toLowerCase()}@example.com`;
  const name = `김${letters()}`;
  const phone = `+8210${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}`;
  const { id } = await registerUser(system, { email, name, password: PASSWORD, locale: "ko" });
  const ctx: RequestContext = { actor: { kind: "CUSTOMER", id, email, address: uuidv7() } };
  return { id, ctx, email, name, phone, surname, givenName, companion };
}

const marksOf = ({ email, name, phone, surname, givenName, companion }: Person): string[] => [
  ...[email, name, phone, surname, givenName, companion, "M12345678"],
];

async function book(person: Person) {
  const { ctx, email, phone, surname, givenName, companion } = person;
  const flightId = await flightOnSale();
  const { reservationId, locator } = await hold(ctx, flightId, {
    adults: 2,
    passengers: [
      { ...adult(surname, givenName), koreanName: "김민지", nationality: "KR" },
      adult(surname, companion),
    ],
    contact: { email, phone },
    overlapConfirmed: true,
  });
  await acceptPayment(system, await paymentOf(ctx, { reservationId }));
  await boughtDaysAgo(reservationId, 7);
  return { reservationId, locator, flightId };
}

type Told = {
  eventId: string;
  name: string;
  version: number;
  correlationId: string;
  occurredAt: string;
  data: never;
};

/** The effects of all events of the person's bookings and account, as the reactions and projections bring them. */
async function settle({ id }: Person, reservationIds: string[]) {
  const options = { limit: 10_000, onPoison: (_: unknown, error: unknown) => Promise.reject(error) };
  await catchUpRecipients(system, options);
  await settleMiles(reservationIds);
  await capturePayments();
  const { rows } = await database().execute<Told>(sql`
    select id as "eventId", name, version, correlation_id as "correlationId", to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt", data
    from shared.outbox where correlation_id = any(${sql.param(reservationIds)}::uuid[])
      and name in ('reservation/reservation.created', 'reservation/reservation.cancelled',
        'reservation/reservation.part-cancelled', 'reservation/contact.changed')`);
  await queueMessages(system, { events: rows });
  await database().execute(
    sql`update notification.messages set status = 'SENT', sent_at = now() where recipient_id = ${id}`,
  );
  await catchUpHistory(system, options);
}

/** Cancels a booking, or takes the companion out of it: then the timeline names who it was. */
async function giveUp({ ctx }: Person, reservationId: string, companionOnly: boolean) {
  const { passengers, segments } = await getBooking(ctx, reservationId);
  const part = { passengers: [passengers[1]?.id ?? ""], segments: segments.map(({ id }) => id) };
  const { quoteId } = await quoteRefundOf(ctx, { reservationId, ...(companionOnly && part) });
  await cancelReservation(ctx, { reservationId, quoteId });
}

/** No two sale events guard the same flights. */
let nextDay = 10;

/** Somebody who has left a trace everywhere: flown, cancelled, noted, adjusted, mailed, and looked up. */
async function traveller() {
  const person = await member();
  const { id, ctx, email, name, surname, givenName, companion } = person;
  const fields = { surname, givenName, birthDate: "1990-05-05", gender: "F" as const };
  await writeProfile(ctx, { ...fields, version: null });
  const key = uuidv7();
  await registerCompanion(ctx, { ...fields, givenName: companion, key });
  const passport = { number: "M12345678", country: "KR", expiresOn: "2035-01-01" };
  await storePassport(ctx, { id: key, ...passport, consent: PASSPORT_CONSENT });
  await changePreference(ctx, { kind: "MILES", email: false });
  await startSession(id);
  await database().execute(sql`update identity.users set email_confirmed_at = now() where id = ${id}`);
  await verifyPassword(
    { actor: { kind: "ANONYMOUS", address: "203.0.113.7" } },
    { email, password: PASSWORD },
  );
  await issuePasswordReset(system, { email });
  await askEmailChange(ctx, { email: `other.${email}`, currentPassword: PASSWORD });
  await registerGuest(
    { actor: { kind: "ANONYMOUS", address: uuidv7() } },
    { email, phone: person.phone, locale: "ko" },
  );
  const day = `2030-01-${String(nextDay++)}`;
  const far = { routes: ["GMP-CJU"], firstDay: day, lastDay: day };
  await takePlace(ctx, { saleEventId: await saleEvent(far) });
  const [flown, cancelled] = [await book(person), await book(person)];
  await changeContact(ctx, {
    reservationId: flown.reservationId,
    email: `new.${email}`,
    phone: person.phone,
  });
  const stranger: RequestContext = { actor: { kind: "ANONYMOUS", address: uuidv7() } };
  const { codeId, code } = await issueAccessCode(stranger, { locator: flown.locator, surname });
  await verifyAccessCode(stranger, { codeId, code });
  await giveUp(person, flown.reservationId, true);
  await giveUp(person, cancelled.reservationId, false);
  const note = { subjectKind: "RESERVATION" as const, subjectId: flown.reservationId };
  await writeNote(staff(), {
    key: uuidv7(),
    ...note,
    text: `${name} (${email}) 님이 ${givenName} 좌석 문의`,
  });
  await adjustMiles(staff(), { key: uuidv7(), memberId: id, miles: 500, reason: `${name} 님 불편 보상` });
  await parkDeadLetter(system, {
    ...{ functionId: "notify-on-reservation-event", runId: uuidv7(), error: "no channel policy" },
    event: {
      name: "reservation/reservation.created",
      data: { correlationId: flown.reservationId, contactEmail: email },
    },
  });
  const request = { owner: `CUSTOMER:${id}`, key: uuidv7(), operation: "hold", fingerprint: "x" };
  const claim = await claimKey(request);
  if (claim.state !== "CLAIMED") throw new Error(claim.state);
  await keepAnswer(request, claim.holder, {
    status: 200,
    body: JSON.stringify({ email, surname }),
    etag: null,
  });
  await settle(person, [flown.reservationId, cancelled.reservationId]);
  await leavesInMinutes(flown.flightId, -3_000);
  return { ...person, flown, cancelled };
}

const outcomesOfLaws = async () =>
  (await checkLaws()).map(({ law, ok, pending, violations }) => ({ law, ok, pending, violations }));

/** What has no name in it: rows by the ids of the person and the bookings, and what passengers gave away. */
async function rowsAbout({ id, email }: Person, reservationIds: readonly string[]) {
  const of = sql.param([...reservationIds]);
  const { rows } = await database().execute<Record<string, number>>(sql`
    select (select count(*) from identity.sessions where user_id = ${id})::int as sessions,
      (select count(*) from identity.known_places where user_id = ${id})::int as places,
      (select count(*) from identity.mailed_links where user_id = ${id})::int as links,
      (select count(*) from identity.email_changes where user_id = ${id})::int as changes,
      (select count(*) from identity.guests where email in (${email}, ${`${id}@erased.invalid`}))::int as guests,
      (select count(*) from notification.preferences where member_id = ${id})::int as preferences,
      (select count(*) from waiting_room.places where holder = ${memberHolderOf(id)})::int as queue,
      (select count(*) from reservation.access_codes where reservation_id = any(${of}::uuid[]))::int as codes,
      (select count(*) from reservation.access_grants where reservation_id = any(${of}::uuid[]))::int as grants,
      (select count(*) from reservation.passengers where reservation_id = any(${of}::uuid[]) and (korean_name is not null
        or nationality is not null or birth_date <> date_trunc('year', birth_date)))::int as persons`);
  return rows[0] ?? {};
}

describe("an erased member", () => {
  test("is found nowhere in the database, and the laws, views and seals still hold", {
    timeout: 120_000,
  }, async () => {
    const person = await traveller();
    const before = await tracesInDatabase(marksOf(person));
    // The search finds what there is.
    expect(new Set(before.map(({ place }) => place.split(".")[0]))).toEqual(
      new Set([
        "assurance",
        "desk",
        "history",
        "identity",
        "mileage",
        "notification",
        "profile",
        "reservation",
        "shared",
      ]),
    );
    const ids = [person.flown.reservationId, person.cancelled.reservationId];
    const rows = await rowsAbout(person, ids);
    expect(Object.entries(rows).filter(([, count]) => count === 0)).toEqual([]);
    const laws = await outcomesOfLaws();
    expect(laws.filter(({ ok, law }) => !ok && !["L4", "L7"].includes(law))).toEqual([]);
    const mail = await eraseMember(person.ctx, proof);
    expect(mail).toEqual({ kind: "ACCOUNT_ERASED", to: person.email, locale: "ko" });
    expect(await tracesInDatabase(marksOf(person))).toEqual([]);
    expect(Object.entries(await rowsAbout(person, ids)).filter(([, count]) => count > 0)).toEqual([]);
    // No reaction runs here: messages that nobody has written yet are missing before and after, and a run was given up.
    expect(await outcomesOfLaws()).toEqual(laws);
    expect(await historyDrift(system)).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    while ((await sealAuditLog(system)) > 0);
    expect(await checkAuditChain(system)).toEqual([]);
  });

  test("is signed out, and the address opens a new account", async () => {
    const { id, ctx, email, name } = await member();
    const session = await startSession(id);
    expect(await userOfSession(session)).toMatchObject({ id });
    await eraseMember(ctx, proof);
    expect(await userOfSession(session)).toBeNull();
    const again = await registerUser(system, { email, name, password: PASSWORD, locale: "ko" });
    expect(again.id).not.toBe(id);
    // A second press finds nobody whose password fits.
    expect(await codeOf(eraseMember(ctx, proof))).not.toBe("OK");
  });

  test("leaves everybody else as they were", async () => {
    const [gone, other] = [await traveller(), await traveller()];
    const before = await tracesInDatabase(marksOf(other));
    await eraseMember(gone.ctx, proof);
    expect(await tracesInDatabase(marksOf(other))).toEqual(before);
  });
});

describe("an account is not deleted", () => {
  test("without its password, by staff, by a program, or by nobody", async () => {
    const { ctx } = await member();
    expect(await fieldsOf(eraseMember(ctx, { password: "", session: null }))).toEqual({
      password: "required",
    });
    expect(await fieldsOf(eraseMember(ctx, { password: "wrong-wrong-wrong", session: null }))).toEqual({
      password: "passwordWrong",
    });
    expect(await codeOf(eraseMember(staff(), proof))).toBe("FORBIDDEN");
    expect(await codeOf(eraseMember({ ...ctx, clientId: uuidv7() }, proof))).toBe("FORBIDDEN");
    expect(await codeOf(eraseMember({ actor: { kind: "ANONYMOUS", address: "x" } }, proof))).toBe(
      "UNAUTHENTICATED",
    );
    expect(await codeOf(eraseMember(customerOf(uuidv7()), proof))).not.toBe("OK");
  });

  test("while a trip, a payment, a message or a client of the API is open; and nothing is erased then", async () => {
    const person = await member();
    const { ctx, id } = person;
    const refusal = () => fieldsOf(eraseMember(ctx, proof));
    const { reservationId, flightId } = await book(person);
    expect(await refusal()).toEqual({ account: "tripsOpen" });
    await leavesInMinutes(flightId, -3_000);
    await settle(person, [reservationId]);
    await database().execute(
      sql`update payment.payments set status = 'PENDING' where reservation_id = ${reservationId}`,
    );
    expect(await refusal()).toEqual({ account: "paymentsOpen" });
    await database().execute(
      sql`update payment.payments set status = 'CAPTURED' where reservation_id = ${reservationId}`,
    );
    await database().execute(
      sql`update notification.messages set status = 'QUEUED' where recipient_id = ${id}`,
    );
    expect(await refusal()).toEqual({ account: "messagesOpen" });
    expect((await tracesInDatabase([person.email])).length).toBeGreaterThan(3);
    await database().execute(
      sql`update notification.messages set status = 'SENT' where recipient_id = ${id}`,
    );
    expect(await codeOf(eraseMember(ctx, proof))).toBe("OK");
  });
});
