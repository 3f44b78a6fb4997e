import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { deadLetters } from "@/db/schema/assurance";
import { payments } from "@/db/schema/payment";
import { replayDeadLetter } from "@/server/assurance";
import { hasBacklog } from "@/server/assurance/backlog-view";
import { checkLaws, isDrained } from "@/server/assurance/check-laws";
import { listDeadLetters, sagaOfReservation } from "@/server/assurance/queries";
import { historyOfReservation } from "@/server/history/queries";
import { changeLanguage, registerUser } from "@/server/identity";
import { userRegistered } from "@/server/identity/events";
import { mileageIncreased } from "@/server/mileage/events";
import { getMileageAccount } from "@/server/mileage/queries";
import { listMessages, messagesOfReservation } from "@/server/notification/queries";
import { startSmtp, type TestSmtp } from "@/server/notification/testing/smtp";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import { getBooking } from "@/server/reservation/queries";
import { awaitingChange, changedLastFlight } from "@/server/reservation/testing/changed";
import { customer, flightOnSale, policies } from "@/server/reservation/testing/fixtures";
import { flightCancelled } from "@/server/schedule/events";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { recorded } from "@/server/shared/testing/events";
import { booked, drainedBy, held, type Member, member } from "./testing/bookings";
import { startEngine, type TestEngine } from "./testing/engine";

vi.setConfig({ testTimeout: 180_000 });

vi.mock("@/server/payment/stripe-gateway", () => import("./testing/refunding-gateway"));

let engine: TestEngine;
let smtp: TestSmtp;
let afterCommit: () => Promise<void>;
let sendMessages: typeof import("./relay/publish-events").sendMessages;
const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
};

beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
  engine = await startEngine();
  ({ afterCommit } = await import("./relay/after-commit"));
  ({ sendMessages } = await import("./relay/publish-events"));
  await policies();
});
afterAll(async () => {
  await engine.stop();
  await smtp.stop();
  await closeDatabase();
});

const drained = () => drainedBy(afterCommit);

const templates = async (reservationId: string) =>
  (await messagesOfReservation(admin, reservationId))
    .filter((m) => m.channel === "INBOX")
    .map((m) => m.template);

describe("the saga of a reservation", () => {
  test("runs from the hold to the last message, and through the cancellation", async () => {
    const ctx = await member();
    const { reservationId } = await booked(ctx, await flightOnSale());
    await drained();
    expect((await getBooking(ctx, reservationId)).status).toBe("CREATED");
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(280);
    expect(await templates(reservationId)).toEqual(["paymentDue", "confirmed", "milesCredited"]);

    const quote = await quoteRefundOf(ctx, { reservationId });
    await cancelReservation(ctx, { reservationId, quoteId: quote.quoteId });
    await drained();
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(0);
    expect((await templates(reservationId)).slice(3).sort()).toEqual([
      "cancelled",
      "milesReversed",
      "refundCompleted",
    ]);
    const mails = smtp.mails.filter((m) => JSON.stringify(m.to).includes(ctx.actor.email));
    expect(mails).toHaveLength(3);
    expect(new Set(mails.map((m) => m.messageId)).size).toBe(3);
    expect((await listMessages(ctx, {})).items).toHaveLength(6);
  });

  test("sends all messages in the language of the profile, and in the new one after a change", async () => {
    const actor = { kind: "ANONYMOUS" as const, address: uuidv7() };
    const email = `${uuidv7()}@example.com`;
    const person = { email, name: "James Park", password: `pass-${uuidv7()}`, locale: "en" as const };
    const { id } = await registerUser({ actor }, person);
    const ctx: Member = { actor: { kind: "CUSTOMER", id, email, address: actor.address } };
    await drained();
    // The booking is made on a Korean page.
    const { reservationId } = await booked(ctx, await flightOnSale());
    await drained();
    const languages = async () => (await listMessages(ctx, {})).items.map((message) => message.locale);
    expect(await languages()).toEqual(["en", "en", "en"]);
    await changeLanguage(ctx, { locale: "ko" });
    await drained();
    const quote = await quoteRefundOf(ctx, { reservationId });
    await cancelReservation(ctx, { reservationId, quoteId: quote.quoteId });
    await drained();
    expect((await languages()).slice(0, 3)).toEqual(["ko", "ko", "ko"]);
  });

  test("can be followed step by step", async () => {
    const ctx = await member();
    const { reservationId } = await booked(ctx, await flightOnSale());
    await drained();
    const saga = await sagaOfReservation(admin, reservationId);
    const created = saga.find((e) => e.name === "reservation/reservation.created");
    expect(created?.publishedAt).toBeInstanceOf(Date);
    expect(created?.attempts.map((a) => `${a.functionId}: ${a.step} ${a.outcome}`).sort()).toEqual([
      "credit-miles-on-reservation-created: credit-miles SUCCEEDED",
      "notify-on-reservation-event: deliver-email SUCCEEDED",
      "notify-on-reservation-event: queue-messages SUCCEEDED",
    ]);
    const captured = saga.find((e) => e.name === "payment/payment.captured");
    expect(created?.causationId).toBe(captured?.eventId);
    expect(saga.find((e) => e.name === "mileage/mileage.increased")?.causationId).toBe(created?.eventId);
    // The inbox message has no event; the e-mail that was sent has one.
    const sent = saga.filter((e) => e.name === "notification/message.sent");
    expect(sent.map((e) => e.causationId)).toEqual([created?.eventId]);
  });

  test("needs one call of the app per reaction", async () => {
    const ctx = await member();
    // A recipient who is not known yet would be notified only at a second try.
    await drained();
    engine.calls.clear();
    await booked(ctx, await flightOnSale());
    await drained();
    expect(engine.calls.get("msa-air-credit-miles-on-reservation-created")).toBe(1);
    expect(engine.calls.get("msa-air-notify-on-reservation-event")).toBe(2);
    expect(engine.calls.get("msa-air-notify-on-mileage-event")).toBe(1);
  });

  test("records each finished step before the next one begins, so that a crash repeats none", async () => {
    const ctx = await member();
    const onRecord: number[] = [];
    smtp.onMail = async (mail) => {
      if (!JSON.stringify(mail.to).includes(ctx.actor.email)) return;
      const emailId = mail.messageId?.slice(1).split("@")[0];
      const { rows } = await database().execute(
        sql`select from inngest_server.step where value like ${`%${emailId}%`}`,
      );
      onRecord.push(rows.length);
    };
    await booked(ctx, await flightOnSale());
    await drained();
    smtp.onMail = null;
    expect(onRecord).toEqual([1]);
  });

  test("goes through a change of flights, with its refund, and one message for money, flights and miles", async () => {
    const ctx = await member();
    const { reservationId } = await booked(ctx, await flightOnSale());
    await drained();
    const { changeId } = await changedLastFlight(reservationId, -20_000);
    await drained();
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(280);
    expect((await templates(reservationId)).slice(3).sort()).toEqual(["flightsChanged", "refundCompleted"]);
    const { rows } = await database().execute(sql`
      select reason, amount::int, status, change_id from payment.refunds where reservation_id = ${reservationId}`);
    expect(rows).toEqual([{ reason: "CHANGED", amount: 20_000, status: "COMPLETED", change_id: changeId }]);
    const mails = smtp.mails.filter((m) => JSON.stringify(m.to).includes(ctx.actor.email));
    expect(mails.filter((m) => m.text?.includes("변경 후 여정 적립: +280마일"))).toHaveLength(1);
    const saga = await sagaOfReservation(admin, reservationId);
    const change = saga.find((e) => e.name === "reservation/reservation.flights-changed");
    expect(change?.attempts.map((a) => `${a.functionId}: ${a.step} ${a.outcome}`).sort()).toEqual([
      "exchange-miles-on-flights-changed: exchange-miles SUCCEEDED",
      "notify-on-reservation-event: deliver-email SUCCEEDED",
      "notify-on-reservation-event: queue-messages SUCCEEDED",
      "refund-on-reservation-cancelled: refund-payment SUCCEEDED",
    ]);
    const miles = saga.find((e) => e.name === "mileage/mileage.exchanged");
    expect(miles?.causationId).toBe(change?.eventId);
    expect((await historyOfReservation(admin, reservationId)).map((entry) => entry.name)).toEqual(
      expect.arrayContaining([change?.name, miles?.name]),
    );
    const quote = await quoteRefundOf(ctx, { reservationId });
    await cancelReservation(ctx, { reservationId, quoteId: quote.quoteId });
    await drained();
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(0);
  });

  test("closes the payment page of a change that a cancellation withdraws", async () => {
    const ctx = await member();
    const { reservationId, locator } = await booked(ctx, await flightOnSale());
    await drained();
    const { changeId } = await awaitingChange(reservationId);
    const page = { reservationId, customerId: ctx.actor.id, locator, locale: "ko" as const, amount: 12_000 };
    const open = {
      ...page,
      id: uuidv7(),
      attempt: 2,
      status: "PENDING" as const,
      dueAt: new Date(),
      changeId,
    };
    await database().insert(payments).values(open);
    const quote = await quoteRefundOf(ctx, { reservationId });
    await cancelReservation(ctx, { reservationId, quoteId: quote.quoteId });
    await drained();
    const [closed] = await database().select().from(payments).where(eq(payments.id, open.id));
    expect(closed?.status).toBe("CLOSED");
    const saga = await sagaOfReservation(admin, reservationId);
    const superseded = saga.find((e) => e.name === "reservation/change.superseded");
    expect(superseded?.attempts.map((a) => `${a.functionId}: ${a.step} ${a.outcome}`)).toEqual([
      "close-checkout-on-reservation-expired: close-checkout SUCCEEDED",
    ]);
    expect((await templates(reservationId)).filter((t) => t === "changeExpired")).toEqual([]);
  });

  test("ends for all customers when the airline cancels the flight; each is notified once", async () => {
    const flightId = await flightOnSale({ units: 12 });
    const people = await Promise.all(Array.from({ length: 8 }, member));
    const bookings = await Promise.all(people.map((ctx) => booked(ctx, flightId)));
    const waiting = await member();
    const unpaid = await held(waiting, flightId);
    await drained();
    await recorded(flightCancelled, {
      flightId,
      version: 2,
      designator: "MA1",
      departureDate: "2026-12-01",
      reason: "기상 악화",
    });
    await drained();
    expect((await getBooking(waiting, unpaid.reservationId)).status).toBe("EXPIRED");
    for (const [i, { reservationId }] of bookings.entries()) {
      expect((await getBooking(people[i]!, reservationId)).status).toBe("CANCELLED");
      expect((await templates(reservationId)).filter((t) => t === "flightCancelled")).toHaveLength(1);
    }
    const [first] = bookings;
    for (const { reservationId } of [first!, unpaid]) {
      const saga = await sagaOfReservation(admin, reservationId);
      const flight = saga.find((e) => e.name === "schedule/flight.cancelled");
      expect(flight?.attempts).toMatchObject([{ step: "cancel-reservations-1", outcome: "SUCCEEDED" }]);
      const end = /reservation\.(cancelled|expired)$/;
      expect(saga.find((e) => end.test(e.name))?.causationId).toBe(flight?.eventId);
    }
  });
});

describe("the saga survives", () => {
  test("the same event 20 times at once, under other ids of the engine", async () => {
    const ctx = await member();
    const { reservationId } = await booked(ctx, await flightOnSale());
    await drained();
    const saga = await sagaOfReservation(admin, reservationId);
    const before = saga.map((e) => e.eventId);
    const { rows } = await database().execute<{ id: string; name: string; data: object }>(
      sql`select id, name, data from shared.outbox where correlation_id = ${reservationId}
          and name in ('reservation/reservation.created', 'payment/payment.captured', 'mileage/mileage.increased')`,
    );
    const again = rows.map(({ id, name, data }) => ({
      name,
      data: {
        eventId: id,
        version: 1,
        correlationId: reservationId,
        occurredAt: new Date().toISOString(),
        data,
      },
    }));
    await sendMessages(Array.from({ length: 20 }, () => again.map((m) => ({ ...m, id: uuidv7() }))).flat());
    const runs = async () =>
      (await sagaOfReservation(admin, reservationId))
        .flatMap((e) => e.attempts)
        .filter((a) => a.step === "credit-miles").length;
    await expect.poll(runs, { timeout: 20_000 }).toBe(21);
    await drained();
    expect((await sagaOfReservation(admin, reservationId)).map((e) => e.eventId)).toEqual(before);
    expect(await templates(reservationId)).toHaveLength(3);
  });

  test("an engine that is down while 20 bookings are made; the relay catches up without any traffic", async () => {
    await engine.down();
    const flightId = await flightOnSale({ units: 30 });
    const people = await Promise.all(Array.from({ length: 20 }, member));
    const bookings = await Promise.all(people.map((ctx) => booked(ctx, flightId)));
    await afterCommit();
    expect((await checkLaws()).find((l) => l.law === "L7")?.figures.outbox).toBe(60);
    await engine.up();
    await expect.poll(hasBacklog, { timeout: 40_000, interval: 200 }).toBe(false);
    await expect
      .poll(async () => isDrained(await checkLaws()), { timeout: 40_000, interval: 200 })
      .toBe(true);
    for (const { reservationId } of bookings) {
      expect(await templates(reservationId)).toEqual(["paymentDue", "confirmed", "milesCredited"]);
    }
  });

  test("a mail server that is down: inbox, miles and history do not wait for it", async () => {
    await smtp.stop();
    const ctx = await member();
    const { reservationId } = await booked(ctx, await flightOnSale());
    await afterCommit();
    await expect.poll(() => templates(reservationId), { timeout: 10_000 }).toHaveLength(3);
    await expect.poll(async () => (await getMileageAccount(ctx)).balanceMiles).toBe(280);
    smtp = await startSmtp(smtp.port);
    // The breaker stays open for five seconds. Runs that fail in between leave their mails to the sweep.
    const { deliverOverdueMessages } = await import("@/server/notification");
    const sweep = async () => {
      await database().execute(sql`update notification.messages
        set leased_until = now() - interval '1 second' where status = 'QUEUED'`);
      await deliverOverdueMessages({ actor: { kind: "SYSTEM", name: "test" } }, {});
      return (await messagesOfReservation(admin, reservationId)).filter((m) => m.status === "SENT").length;
    };
    await expect.poll(sweep, { timeout: 30_000, interval: 500 }).toBe(4);
    await drained();
  });

  test("a malformed event: it is parked, and the others are processed", async () => {
    const poison = {
      eventId: uuidv7(),
      version: 99,
      correlationId: uuidv7(),
      occurredAt: "yesterday",
      data: {},
    };
    await sendMessages([{ id: uuidv7(), name: "reservation/reservation.created", data: poison }]);
    const ctx = await member();
    await booked(ctx, await flightOnSale());
    await afterCommit();
    const letters = async () =>
      (await listDeadLetters(admin, { limit: 100 })).items
        .filter((l) => l.eventId === poison.eventId)
        .map((l) => l.functionId)
        .sort();
    await expect
      .poll(letters, { timeout: 20_000 })
      .toEqual(["credit-miles-on-reservation-created", "notify-on-reservation-event"]);
    await database().delete(deadLetters).where(eq(deadLetters.eventId, poison.eventId));
    await drained();
    expect((await getMileageAccount(ctx)).balanceMiles).toBe(280);
  });

  test("a reaction that uses up its retries: an administrator replays it after the cause is repaired", async () => {
    const { id: memberId, email } = customer().actor;
    const event = await recorded(mileageIncreased, {
      memberId,
      reservationId: uuidv7(),
      locator: "BCDFGH",
      deltaMiles: 1,
      balanceMiles: 1,
      ledgerEntryIds: [uuidv7()],
    });
    await afterCommit();
    const letter = async () =>
      (await listDeadLetters(admin, { limit: 100 })).items.find((l) => l.eventId === event.eventId);
    await expect
      .poll(async () => (await letter())?.error ?? "", { timeout: 30_000 })
      .toContain("is not known yet");

    await recorded(userRegistered, {
      userId: memberId,
      email,
      name: "이서준",
      locale: "en",
      role: "CUSTOMER",
    });
    await afterCommit();
    await expect.poll(async () => (await letter())?.functionId).toBe("notify-on-mileage-event");
    const deadLetterId = (await letter())!.id;
    await expect
      .poll(
        async () => {
          const { rows } = await database().execute(
            sql`select from notification.recipients where user_id = ${memberId}`,
          );
          return rows.length;
        },
        { timeout: 10_000 },
      )
      .toBe(1);
    await replayDeadLetter(admin, { deadLetterId }, (e) => sendMessages([e]));
    await expect.poll(letter, { timeout: 20_000 }).toBeUndefined();
    expect(
      (await listMessages({ actor: { kind: "CUSTOMER", id: memberId, email: "", address: "" } }, {})).items,
    ).toMatchObject([{ template: "milesCredited", locale: "en" }]);
  });
});
